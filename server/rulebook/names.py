"""The names that sentences use for rules, campaigns, challenges and teams, in the reader's language."""

from server.challenges.titles import challenge_titles
from server.database import rows
from server.people.queries import team_names
from server.web.locale import language


async def sentence_names() -> dict[str, str]:
    """By a rule's or campaign's key, by a team's or challenge's id."""
    label, name = f"label_{language()}", f"name_{language()}"
    rules = {row["key"]: row[label] for row in await rows(f"SELECT key, {label} FROM rule")}
    campaigns = {row["key"]: row[name] for row in await rows(f"SELECT key, {name} FROM campaign")}
    return {**await team_names(), **await challenge_titles(language()), **campaigns, **rules}

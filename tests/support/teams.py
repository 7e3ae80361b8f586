"""A team of seven with its lead, and what its members did."""

from datetime import timedelta

from server import clock
from server.badges.models import BadgeAward
from server.database import rows
from server.people.memberships import note_moves
from server.people.models import Person, Team, TeamLead
from server.standings.cohorts import keep_cohorts
from tests.support.people import person, team, welcomed

NAMES = ("ada", "bob", "cem", "dia", "eva", "fay")


async def team_of_seven(of: str = "Data") -> tuple[Person, list[Person]]:
    """Lena leads six people who take part and appear."""
    lead = await welcomed("lena" if of == "Data" else f"lead of {of}".replace(" ", ""), role="lead", of=of)
    made = [await welcomed(f"{name}{'' if of == 'Data' else of.lower()}", of=of, in_standings=True) for name in NAMES]
    await TeamLead.create(team=await team(of), person=lead)
    await note_moves()
    await rows("UPDATE membership SET since = 0 RETURNING id")  # they were there all along
    await keep_cohorts()
    return lead, made


async def badge(of: Person, key: str = "equipage", tier: int = 1, days_ago: int = 1) -> str:
    """A badge earned, and the key under which it is greeted."""
    await BadgeAward.create(person=of, badge=key, tier=tier, awarded_at=clock.now() - timedelta(days=days_ago))
    return f"badge:{of.id}:{key}:{tier}"


async def above(name: str, *below: str) -> Team:
    """A team that holds others."""
    made = await team(name)
    for each in below:
        await Team.filter(name=each).update(parent=made)
    return made


async def outsider(name: str = "otto", of: str = "Sales") -> Person:
    """Who leads another team."""
    made = await person(name, role="lead", of=of)
    await TeamLead.create(team=await team(of), person=made)
    return made

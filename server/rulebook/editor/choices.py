"""What can be chosen: networks, teams, campaigns, stack groups, rules to multiply."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.database import rows
from server.people.queries import team_names
from server.rulebook.editor.wording import Options
from server.rulebook.queries import RuleLine, rule_list
from server.sharing.channels import Channel, traits
from server.web.locale import language, say


@dataclass(frozen=True, slots=True)
class Choices:
    """The known values of text fields by field, and the rest that a rule may name."""

    values: Mapping[str, Options]
    campaigns: Options
    stacks: Options
    rules: Options


async def choices(own_key: str | None, now: datetime) -> Choices:
    """What a rule can choose today; a rule cannot multiply itself."""
    lines = await rule_list(language())
    campaigns = await rows("SELECT key, name_fr, name_en FROM campaign ORDER BY created_at DESC, key")
    return Choices(
        values={
            "channel": tuple((each.value, say(traits(each).label)) for each in Channel),
            "team": tuple((await team_names()).items()),
        },
        campaigns=tuple((row["key"], row[f"name_{language()}"]) for row in campaigns),
        stacks=_stacks(lines, now),
        rules=tuple((line.key, line.label) for line in lines if line.key != own_key and line.in_force(now)),
    )


def _stacks(lines: tuple[RuleLine, ...], now: datetime) -> Options:
    used = {line.shown(now).rule.spec.stack_group for line in lines}
    return tuple((each, each) for each in sorted(each for each in used if each))

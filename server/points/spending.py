"""What the programme spends, in totals: a season's budget, purses of campaigns, decisions by rule."""

from dataclasses import dataclass
from datetime import datetime

from gamification import PROGRAMME
from server.database import rows
from server.database.fields import to_millis

_LEFT = "SELECT balance FROM account WHERE owner = $1 AND unit = 'points' AND kind = 'budget'"
_MOVED = """
SELECT a.owner, COALESCE(SUM(CASE WHEN t.debit_id = a.id THEN t.amount ELSE -t.amount END), 0) AS used
FROM account a JOIN transfer t ON t.debit_id = a.id OR t.credit_id = a.id
WHERE a.owner = $1 AND a.unit = 'points' AND a.kind = 'budget' AND t.kind <> 'fund' AND t.recorded_at >= $2
GROUP BY a.owner
"""
_BY_RULE = """
SELECT rule_key, count(*) AS n FROM decision WHERE decided_at >= $1 AND outcome IN ('awarded', 'partial')
GROUP BY rule_key
"""
_PEOPLE = "SELECT count(DISTINCT person_id) AS n FROM decision WHERE decided_at >= $1 AND points + recognition > 0"
_CAPPED = "SELECT count(*) AS n FROM decision WHERE decided_at >= $1 AND outcome IN ('capped', 'partial')"
_PURSES = """
SELECT a.owner, a.balance, COALESCE(SUM(t.amount), 0) AS funded
FROM account a LEFT JOIN transfer t ON t.credit_id = a.id AND t.kind = 'fund'
WHERE a.unit = 'points' AND a.kind = 'budget' AND a.owner <> $1 GROUP BY a.owner, a.balance
"""


@dataclass(frozen=True, slots=True)
class Spending:
    """Points given from the programme's budget since an instant, net of what came back, and what is left."""

    used: int
    left: int

    @property
    def total(self) -> int:
        """What there was to give."""
        return self.used + self.left


@dataclass(frozen=True, slots=True)
class Activity:
    """How the rules were at work since an instant."""

    by_rule: dict[str, int]
    people: int
    capped: int


@dataclass(frozen=True, slots=True)
class Purse:
    """A campaign's points: put in, and left."""

    funded: int
    left: int


async def programme_spending(since: datetime) -> Spending:
    """The programme's budget since an instant, usually the start of a season."""
    moved = await rows(_MOVED, PROGRAMME, to_millis(since))
    left = await rows(_LEFT, PROGRAMME)
    return Spending(int(moved[0]["used"]) if moved else 0, int(left[0]["balance"]) if left else 0)


async def rule_activity(since: datetime, season_start: datetime) -> Activity:
    """Decisions that gave, by rule, and caps reached since an instant; people rewarded since the season's start."""
    by_rule = await rows(_BY_RULE, to_millis(since))
    people = await rows(_PEOPLE, to_millis(season_start))
    capped = await rows(_CAPPED, to_millis(since))
    return Activity({row["rule_key"]: row["n"] for row in by_rule}, people[0]["n"], capped[0]["n"])


async def campaign_purses() -> dict[str, Purse]:
    """The purses of campaigns by key."""
    found = await rows(_PURSES, PROGRAMME)
    return {row["owner"]: Purse(int(row["funded"]), int(row["balance"])) for row in found}

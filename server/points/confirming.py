"""Pending awards: confirmed by the fact they waited for, or void and given back."""

import json

from gamification import AccountKind, Fact, Unit, confirm, level_of, void
from server import clock
from server.database import rows, transaction
from server.events import LevelReached, PointsEarned, announce
from server.points import ledger, limits

_WAITING = """
SELECT d.id, d.uses, f.key AS fact_key FROM decision d JOIN fact f ON f.id = d.fact_id
WHERE f.object_id = $1 AND f.object_type = $2 AND f.person_id = $3 AND d.confirmation = $4
  AND d.points + d.recognition > 0 ORDER BY d.rule_key
"""


async def confirm_waiting(fact: Fact, team_id: str | None) -> None:
    """Make what waited for this fact somebody's own."""
    for row in await rows(_WAITING, fact.object_id, fact.object_type, fact.person, f"on:{fact.kind}"):
        awards = await ledger.pending_awards(row["id"])
        if not awards:
            continue
        await ledger.post(confirm(awards, clock.now()), f"confirm:{row['id']}", fact.person, row["id"])
        points = sum(each.amount for each in awards if each.unit is Unit.POINTS)
        xp = sum(each.amount for each in awards if each.unit is Unit.XP)
        await tell_earned(fact.person, team_id, points, xp, row["fact_key"])


async def void_waiting(object_type: str, object_id: str, person_id: str) -> None:
    """Give back what an object's awards had reserved: points to their budget, room to their limits."""
    async with transaction():
        for row in await rows(
            "SELECT d.id, d.uses FROM decision d JOIN fact f ON f.id = d.fact_id "
            "WHERE f.object_id = $1 AND f.object_type = $2 AND f.person_id = $3 AND d.points + d.recognition > 0",
            object_id, object_type, person_id,
        ):  # fmt: skip
            awards = await ledger.pending_awards(row["id"])
            if awards and await ledger.post(void(awards, clock.now()), f"void:{row['id']}", person_id, row["id"]):
                uses = row["uses"]
                await limits.give_back(json.loads(uses) if isinstance(uses, str) else uses)


async def tell_earned(person_id: str, team_id: str | None, points: int, xp: int, fact_key: str) -> None:
    """Announce what became somebody's own, and the level it may have brought."""
    total = await ledger.balance(Unit.XP, AccountKind.AVAILABLE, person_id)
    at = clock.now()
    await announce(PointsEarned(person_id, team_id, points, xp, total - xp, at, fact_key))
    reached = level_of(total)
    if reached.number > level_of(total - xp).number:
        await announce(LevelReached(person_id, reached.number, at))

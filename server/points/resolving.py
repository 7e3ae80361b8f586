"""What becomes of one pending award: confirmed or void, once; and of a confirmed one: taken back, once.

Each is called in a transaction that began with `one_at_a_time`: limits come next, then budgets, then the person's
accounts, so that no two commands wait for each other.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gamification import AccountKind, Posting, TransferKind, Unit, confirm, level_of, reverse, void
from server import clock
from server.database import rows
from server.events import LevelReached, PointsEarned, PointsTakenBack, announce
from server.points import ledger, limits
from server.points.accounts import carry_out


@dataclass(frozen=True, slots=True)
class Given:
    """A decision that gave something, with what is needed to go on with it."""

    id: str
    person_id: str
    fact_key: str
    team_id: str | None
    confirmation: str
    points: int
    uses: list[dict[str, Any]]


_GIVEN = """
SELECT d.id, d.person_id, d.uses, d.confirmation, d.points, f.key AS fact_key, f.team_id
FROM decision d JOIN fact f ON f.id = d.fact_id WHERE d.points + d.recognition > 0 AND
"""


async def given(where: str, *values: Any) -> list[Given]:
    """The decisions that gave something and meet a condition on decision d and fact f."""
    return [_given(row) for row in await rows(f"{_GIVEN} {where}", *values)]


def _given(row: dict[str, Any]) -> Given:
    uses = row["uses"]
    return Given(
        row["id"], row["person_id"], row["fact_key"], row["team_id"], row["confirmation"], row["points"],
        json.loads(uses) if isinstance(uses, str) else list(uses or ()),
    )  # fmt: skip


async def confirm_award(award: Given, effective_at: datetime, team_id: str | None) -> bool:
    """Pending becomes the person's own; False when there is nothing left to confirm."""
    awards = await ledger.pending_awards(award.id)
    if not awards:
        return False
    key, now = f"confirm:{awards[0].idem_key}", clock.now()
    await carry_out(
        award.person_id, key, now, lambda _: confirm(awards, now), group=f"confirm:{award.id}", decision_id=award.id,
        effective_at=effective_at,
    )  # fmt: skip
    earned = _sum(awards, Unit.POINTS), _sum(awards, Unit.XP)
    await tell_earned(award.person_id, team_id, *earned, effective_at, award.fact_key)
    return True


async def void_award(award: Given) -> bool:
    """Pending goes back: points to their budget, room to their limits; False when there is nothing to give back."""
    awards = await ledger.pending_awards(award.id)
    if not awards:
        return False
    await limits.give_back(award.uses)
    await ledger.post(void(awards, clock.now()), f"void:{award.id}", award.person_id, award.id)
    return True


async def take_back_award(award: Given) -> int | None:
    """A confirmed award goes back to its budgets, lapsed points excepted: how many went; None when it did before.

    Its room in the limits is not given back, and badges stay: what was wrong with the act is for HR to weigh.
    """
    awards = await ledger.postings_of(award.id, TransferKind.AWARD)
    confirms = await ledger.postings_of(award.id, TransferKind.CONFIRM)
    if not confirms:
        return None
    key, now = f"reverse:{awards[0].idem_key}", clock.now()
    if not await carry_out(
        award.person_id, key, now, lambda available: reverse(awards, confirms, available, now),
        group=f"reverse:{award.id}", decision_id=award.id,
    ):  # fmt: skip
        return None
    living = [each for each in confirms if each.expires_at is None or each.expires_at > now]
    taken = _sum(living, Unit.POINTS), _sum(living, Unit.XP)
    team_id = await _team_it_counted_for(award)
    await announce(PointsTakenBack(award.person_id, team_id, *taken, confirms[0].at, now, award.fact_key))
    return taken[0]


def _sum(postings: tuple[Posting, ...] | list[Posting], unit: Unit) -> int:
    return sum(each.amount for each in postings if each.unit is unit)


async def _team_it_counted_for(award: Given) -> str | None:
    """That of the fact which confirmed it; confirmed by time or by HR, that of the act itself."""
    kind = award.confirmation.removeprefix("on:")
    if kind == award.confirmation:
        return award.team_id
    found = await rows(
        "SELECT later.team_id FROM decision d JOIN fact f ON f.id = d.fact_id "
        "JOIN fact later ON later.object_id = f.object_id AND later.object_type = f.object_type "
        "AND later.person_id = f.person_id AND later.kind = $2 WHERE d.id = $1 ORDER BY later.id LIMIT 1",
        award.id, kind,
    )  # fmt: skip
    return found[0]["team_id"] if found else award.team_id


async def tell_earned(
    person_id: str, team_id: str | None, points: int, xp: int, effective_at: datetime, fact_key: str
) -> None:
    """Announce what became somebody's own, and the level it may have brought."""
    total = await ledger.balance(Unit.XP, AccountKind.AVAILABLE, person_id)
    await announce(PointsEarned(person_id, team_id, points, xp, total - xp, effective_at, fact_key))
    reached = level_of(total)
    if reached.number > level_of(total - xp).number:
        await announce(LevelReached(person_id, reached.number, clock.now()))

"""What standings ask: when an award counted, all that was ever earned, and the shares of a group."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.database import rows
from server.database.fields import from_millis, to_millis


@dataclass(frozen=True, slots=True)
class Earning:
    """XP that became somebody's own: from when it counts, when that was recorded, and when it was taken back."""

    person_id: str
    xp: int
    at: datetime
    recorded_at: datetime
    taken_back_at: datetime | None


@dataclass(frozen=True, slots=True)
class SharedAt:
    """When somebody shared, and whether in their own words; by whom only tells how many people a figure is of."""

    at: datetime
    own_words: bool
    person_id: str


_RECORDED = """
SELECT max(t.recorded_at) AS at FROM fact f JOIN decision d ON d.fact_id = f.id JOIN transfer t ON t.decision_id = d.id
WHERE f.key = $1 AND t.person_id = $2 AND t.kind = 'confirm' AND t.unit = 'xp' AND t.effective_at = $3
"""


async def recorded_when(fact_key: str, person_id: str, at: datetime) -> datetime | None:
    """When the XP that somebody has for a fact, counting from an instant, was confirmed."""
    found = await rows(_RECORDED, fact_key, person_id, to_millis(at))
    return from_millis(int(found[0]["at"])) if found and found[0]["at"] is not None else None


_EARNED = """
SELECT a.owner, t.amount, t.effective_at, t.recorded_at,
       (SELECT r.recorded_at FROM transfer r WHERE r.parent_key = t.key AND r.slot = 'reverse') AS taken_back_at
FROM transfer t JOIN account a ON a.id = t.credit_id WHERE t.kind = 'confirm' AND t.unit = 'xp'
"""


async def earnings() -> list[Earning]:
    """All XP ever confirmed: for checks that recompute."""
    return [_earning(row) for row in await rows(_EARNED)]


def _earning(row: dict[str, Any]) -> Earning:
    back = row["taken_back_at"]
    return Earning(
        row["owner"], int(row["amount"]), from_millis(row["effective_at"]), from_millis(row["recorded_at"]),
        from_millis(back) if back is not None else None,
    )  # fmt: skip


async def shares_of(people: Collection[str], team_id: str, since: datetime, until: datetime) -> list[SharedAt]:
    """What these people shared as members of a team, between two instants."""
    if not people:
        return []
    places = ", ".join(f"${number}" for number in range(4, len(people) + 4))
    found = await rows(
        "SELECT occurred_at, content, person_id FROM fact WHERE kind = 'share.recorded' AND team_id = $1 "
        f"AND occurred_at >= $2 AND occurred_at < $3 AND person_id IN ({places})",
        team_id, to_millis(since), to_millis(until), *sorted(people),
    )  # fmt: skip
    return [SharedAt(from_millis(row["occurred_at"]), _in_own_words(row["content"]), row["person_id"]) for row in found]


def _in_own_words(content: Any) -> bool:
    return bool((json.loads(content) if isinstance(content, str) else content).get("own_words"))

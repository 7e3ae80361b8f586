"""What only the pages of one's own orders ask: one's points in them, and how it stands with a voucher's code."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from server.database import rows
from server.database.fields import from_millis


@dataclass(frozen=True, slots=True)
class CodeSeen:
    """A voucher's code without the code: when it was shown, whether it may be shown now, its last day."""

    shown_at: datetime | None
    may_show: bool
    expires_on: date | None

    @property
    def is_again(self) -> bool:
        """HR lets it be shown once more."""
        return self.may_show and self.shown_at is not None


async def code_of(order_id: str) -> CodeSeen | None:
    """The code of an order; nothing where there is none, or where it is void."""
    found = await rows(
        "SELECT revealed_at, again_at, expires_on FROM reward_code WHERE redemption_id = $1 AND void_at IS NULL",
        order_id,
    )
    if not found:
        return None
    shown, again, last = found[0]["revealed_at"], found[0]["again_at"], found[0]["expires_on"]
    return CodeSeen(
        shown_at=from_millis(shown) if shown is not None else None,
        may_show=shown is None or again is not None,
        expires_on=date.fromisoformat(last) if isinstance(last, str) else last,
    )


async def own_points(person_id: str, order_ids: Collection[str]) -> dict[str, int]:
    """What somebody has in each of these orders, or had when it ended: what they took back before is no part of it."""
    wanted = sorted(set(order_ids))
    if not wanted:
        return {}
    places = ", ".join(f"${number}" for number in range(2, len(wanted) + 2))
    found = await rows(
        "SELECT redemption_id, sum(points) AS points FROM redemption_part "
        f"WHERE person_id = $1 AND state <> 'taken' AND redemption_id IN ({places}) GROUP BY redemption_id",
        person_id, *wanted,
    )  # fmt: skip
    return {row["redemption_id"]: int(row["points"]) for row in found}


async def place_hint(place_id: str | None) -> str:
    """How the desk is found; nothing where nobody wrote it."""
    found = await rows("SELECT hint FROM pickup_place WHERE id = $1", place_id) if place_id else []
    return str(found[0]["hint"]) if found else ""

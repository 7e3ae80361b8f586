"""Badges as they were given: held, taken back, or shown by a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.database import rows
from server.database.fields import from_millis

_COLUMNS = "id, person_id, badge, tier, awarded_at, revoked_at, revoked_by_id, revoked_reason, code"


@dataclass(frozen=True, slots=True)
class Award:
    """One tier of one badge, given to somebody once; `code` is the public address if they show it."""

    id: str
    person_id: str
    badge: str
    tier: int
    awarded_at: datetime
    revoked_at: datetime | None
    revoked_by: str | None
    revoked_reason: str
    code: str | None

    @property
    def is_live(self) -> bool:
        """Not taken back."""
        return self.revoked_at is None


async def awards_of(person_id: str) -> tuple[Award, ...]:
    """Everything somebody was ever given, by badge and tier."""
    found = await rows(f"SELECT {_COLUMNS} FROM badge_award WHERE person_id = $1 ORDER BY badge, tier", person_id)
    return tuple(map(_award, found))


async def award_by_id(award_id: str) -> Award | None:
    """One award."""
    found = await rows(f"SELECT {_COLUMNS} FROM badge_award WHERE id = $1", award_id)
    return _award(found[0]) if found else None


async def awards_shown_by(code: str) -> tuple[Award, ...]:
    """Every tier of the badge that a public address shows; empty when it shows nothing."""
    found = await rows(
        f"SELECT {_COLUMNS} FROM badge_award a WHERE EXISTS (SELECT 1 FROM badge_award s WHERE s.code = $1 "
        "AND s.person_id = a.person_id AND s.badge = a.badge) ORDER BY tier",
        code,
    )
    return tuple(map(_award, found))


async def awards_among(badge: str, person_ids: Sequence[str]) -> tuple[Award, ...]:
    """The awards of a badge to some people."""
    if not person_ids:
        return ()
    places = ", ".join(f"${number}" for number in range(2, len(person_ids) + 2))
    found = await rows(
        f"SELECT {_COLUMNS} FROM badge_award WHERE badge = $1 AND person_id IN ({places}) ORDER BY person_id, tier",
        badge, *person_ids,
    )  # fmt: skip
    return tuple(map(_award, found))


async def holder_counts() -> dict[str, int]:
    """How many people hold each badge."""
    found = await rows(
        "SELECT badge, count(DISTINCT person_id) AS n FROM badge_award WHERE revoked_at IS NULL GROUP BY badge"
    )
    return {row["badge"]: int(row["n"]) for row in found}


def _award(row: dict[str, Any]) -> Award:
    revoked = row["revoked_at"]
    return Award(
        row["id"], row["person_id"], row["badge"], row["tier"], from_millis(row["awarded_at"]),
        from_millis(revoked) if revoked is not None else None, row["revoked_by_id"], row["revoked_reason"], row["code"],
    )  # fmt: skip

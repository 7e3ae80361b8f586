"""The ceiling of a calendar year and its watch: what the program knows, and what HR enters or corrects."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gamification import GIFT_CEILINGS, contract_watch
from server import clock
from server.database import rows, transaction
from server.database.fields import from_millis, to_millis
from server.messages import N_
from server.web.audit import record
from server.web.problems import Refused

_NEW = -1  # a year that HR enters for the first time, until the end of the same transaction
WATCH_BELOW = N_("The contract threshold must be above the ceiling: write a larger amount.")


@dataclass(frozen=True, slots=True)
class GiftYearSeen:
    """A calendar year's figures, in cents. Without a ceiling, orders of gifts with a value wait."""

    year: int
    ceiling: int | None
    watch: int | None
    entered_at: datetime | None
    own_watch: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether orders can be made in it."""
        return self.ceiling is not None

    @property
    def is_entered(self) -> bool:
        """HR's figure, and not the one that the program knows."""
        return self.entered_at is not None


async def gift_year(year: int) -> GiftYearSeen:
    """One year as it holds today."""
    found = await rows("SELECT * FROM gift_year WHERE year = $1", year)
    return _seen(year, found[0] if found else None)


async def gift_years(first: int, last: int) -> tuple[GiftYearSeen, ...]:
    """The years from one to another, and whatever HR entered beside them, in order."""
    found = {row["year"]: row for row in await rows("SELECT * FROM gift_year ORDER BY year")}
    return tuple(_seen(year, found.get(year)) for year in sorted({*found, *range(first, last + 1)}))


def _seen(year: int, row: dict[str, Any] | None) -> GiftYearSeen:
    if row is None:
        return GiftYearSeen(year, GIFT_CEILINGS.get(year), contract_watch(year), None)
    watch = row["watch_cents"]
    entered_at = from_millis(row["entered_at"])
    return GiftYearSeen(year, row["ceiling_cents"], watch or contract_watch(year), entered_at, watch)


async def enter_year(year: int, ceiling: int, watch: int | None, by: str) -> None:
    """Enter or correct a year's figures. What was received keeps its place; the same figures again change nothing.

    Raises Refused for a watch that the ceiling would reach.
    """
    async with transaction():
        # The first writer makes the row and the second waits for it: what each replaces is what the other wrote.
        held = await rows(
            "INSERT INTO gift_year (year, ceiling_cents, watch_cents, entered_at) VALUES ($1, $2, NULL, $3) "
            "ON CONFLICT (year) DO UPDATE SET year = excluded.year RETURNING ceiling_cents, watch_cents",
            year, _NEW, to_millis(clock.now()),
        )  # fmt: skip
        limit = contract_watch(year) if watch is None else watch
        if limit is not None and limit <= ceiling:
            raise Refused(WATCH_BELOW)
        before, after = _before(year, held[0]), {"ceiling_cents": ceiling, "watch_cents": watch}
        if held[0]["ceiling_cents"] == _NEW or before != after:
            await _write(year, ceiling, watch, by)
            await record("gift.year", "gift_year", str(year), by, before, after)


def _before(year: int, held: dict[str, Any]) -> dict[str, Any]:
    if held["ceiling_cents"] == _NEW:
        return {"ceiling_cents": GIFT_CEILINGS.get(year), "watch_cents": None}
    return {"ceiling_cents": held["ceiling_cents"], "watch_cents": held["watch_cents"]}


async def _write(year: int, ceiling: int, watch: int | None, by: str) -> None:
    await rows(
        "UPDATE gift_year SET ceiling_cents = $2, watch_cents = $3, entered_at = $4, entered_by_id = $5 "
        "WHERE year = $1 RETURNING year",
        year, ceiling, watch, to_millis(clock.now()), by,
    )  # fmt: skip

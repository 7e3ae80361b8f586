"""What bounds orders: the year's ceiling and watch, a person's limit in its window, and what HR decided."""

from dataclasses import dataclass
from datetime import datetime

from gamification import (
    COUNTING_ORDERS,
    GIFT_CEILINGS,
    Ceiling,
    PeriodKind,
    contract_watch,
    period_of,
)
from server.database import rows
from server.database.fields import to_millis
from server.rewards.known import RewardSeen, Window
from server.web.locale import zone


@dataclass(frozen=True, slots=True)
class GiftRules:
    """What HR decided about orders: a third way out at the ceiling, and after how many days they lapse."""

    payroll_allowed: bool = True
    lapse_days: int = 14
    pot_days: int = 30
    version: int = 1


_WINDOWS: dict[Window, PeriodKind] = {
    "month": PeriodKind.MONTH,
    "quarter": PeriodKind.SEASON,
    "year": PeriodKind.YEAR,
}


def year_of(instant: datetime) -> int:
    """The calendar year of the programme's zone."""
    return instant.astimezone(zone()).year


async def gift_settings() -> GiftRules:
    """What HR decided, or how it comes."""
    found = await rows("SELECT payroll_allowed, lapse_days, pot_days, version FROM gift_settings WHERE id = 1")
    if not found:
        return GiftRules()
    row = found[0]
    return GiftRules(bool(row["payroll_allowed"]), row["lapse_days"], row["pot_days"], row["version"])


async def ceiling_of(year: int) -> int | None:
    """The ceiling of a calendar year, in cents: HR's figure wins. Nothing for a year without one."""
    found = await rows("SELECT ceiling_cents FROM gift_year WHERE year = $1", year)
    return int(found[0]["ceiling_cents"]) if found else GIFT_CEILINGS.get(year)


async def ceiling_for(person_id: str, year: int) -> Ceiling | None:
    """What somebody received in a calendar year and what they may; nothing for a year without a figure."""
    ceiling = await ceiling_of(year)
    if ceiling is None:
        return None
    return Ceiling(await _sum_of("counted_cents", "", person_id, year), ceiling)


async def watch_for(year: int) -> int | None:
    """The sum from which the law wants a written contract, in cents: HR's figure wins."""
    found = await rows("SELECT watch_cents FROM gift_year WHERE year = $1 AND watch_cents IS NOT NULL", year)
    return int(found[0]["watch_cents"]) if found else contract_watch(year)


async def received_in(person_id: str, year: int) -> int:
    """The face value of all that somebody received in a calendar year, through payroll or not, in cents."""
    return await _sum_of("value_cents", "AND (through_payroll OR counted_cents > 0)", person_id, year)


async def _sum_of(column: str, which: str, person_id: str, year: int) -> int:
    marks = ", ".join(f"${number}" for number in range(3, 3 + len(COUNTING_ORDERS)))
    found = await rows(
        f"SELECT COALESCE(sum({column}), 0) AS cents FROM redemption WHERE person_id = $1 AND year = $2 "
        f"AND state IN ({marks}) {which}",
        person_id, year, *COUNTING_ORDERS,
    )  # fmt: skip
    return int(found[0]["cents"])


async def taken_in_window(person_id: str, reward: RewardSeen, at: datetime) -> int:
    """How many of a gift somebody ordered in its calendar window that holds this moment."""
    since, until = _bounds(reward.limit_window, at)
    marks = ", ".join(f"${number}" for number in range(5, 5 + len(COUNTING_ORDERS)))
    found = await rows(
        "SELECT count(*) AS n FROM redemption WHERE person_id = $1 AND reward_id = $2 "
        f"AND requested_at >= $3 AND requested_at < $4 AND state IN ({marks})",
        person_id, reward.id, since, until, *COUNTING_ORDERS,
    )  # fmt: skip
    return int(found[0]["n"])


def _bounds(window: Window, at: datetime) -> tuple[int, int]:
    """From, and until before, in milliseconds."""
    if window not in _WINDOWS:
        return 0, 2**62
    period = period_of(at, _WINDOWS[window], zone())
    return to_millis(period.starts_at), to_millis(period.ends_at)

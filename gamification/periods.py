"""Calendar periods of the programme: day, ISO week, month, season (a quarter), year, in one IANA zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

CLOSES_AFTER = timedelta(hours=72)


class PeriodKind(StrEnum):
    """The lengths of time that limits, standings and streaks count in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """One period: `starts_at` belongs to it, `ends_at` (UTC, both) is the start of the next one."""

    kind: PeriodKind
    key: str
    starts_at: datetime
    ends_at: datetime


class NaiveInstantError(ValueError):
    """An instant without a zone was given: it belongs to no period."""


def period_of(instant: datetime, kind: PeriodKind, zone: ZoneInfo) -> Period:
    """The one period of that kind that holds an aware instant."""
    if instant.utcoffset() is None:
        raise NaiveInstantError(instant.isoformat())
    first = _first_day(instant.astimezone(zone).date(), kind)
    found = _period(first, kind, zone)
    # A clock that jumps across midnight can put a local date on the other side of the bound.
    if instant < found.starts_at:
        return _period(_shift(first, kind, -1), kind, zone)
    return found if instant < found.ends_at else _period(_shift(first, kind, 1), kind, zone)


def period_from_key(key: str, kind: PeriodKind, zone: ZoneInfo) -> Period:
    """The period that a key such as 2026-W47 or 2026-Q4 names; ValueError for another shape."""
    found = _period(_day_of_key(key, kind), kind, zone)
    if found.key != key:
        raise ValueError(key)
    return found


def period_named(key: str, zone: ZoneInfo) -> Period:
    """The week, month or season that a key names by its shape; ValueError for another one."""
    kind = PeriodKind.WEEK if "-W" in key else PeriodKind.SEASON if "-Q" in key else PeriodKind.MONTH
    return period_from_key(key, kind, zone)


def previous_period(period: Period, zone: ZoneInfo) -> Period:
    """The period just before."""
    return _period(_shift(_day_of_key(period.key, period.kind), period.kind, -1), period.kind, zone)


def next_period(period: Period, zone: ZoneInfo) -> Period:
    """The period just after."""
    return _period(_shift(_day_of_key(period.key, period.kind), period.kind, 1), period.kind, zone)


def periods_between(start: datetime, end: datetime, kind: PeriodKind, zone: ZoneInfo) -> Iterator[Period]:
    """Every period that holds an instant of [start, end), in order."""
    period = period_of(start, kind, zone)
    while period.starts_at < end:
        yield period
        period = next_period(period, zone)


def over_for_good(first: Period, now: datetime, zone: ZoneInfo) -> Iterator[Period]:
    """`first` and those after it, as far as they ended 72 hours before `now`: their standings can be frozen."""
    while first.ends_at + CLOSES_AFTER <= now:
        yield first
        first = next_period(first, zone)


def week_monday(key: str) -> date:
    """The Monday of an ISO week key such as 2026-W47; ValueError for another shape."""
    year, week = key.split("-W")
    return date.fromisocalendar(int(year), int(week), 1)


def week_key(day: date) -> str:
    """The ISO week key of a day: 2026-11-22 is in 2026-W47."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _period(first: date, kind: PeriodKind, zone: ZoneInfo) -> Period:
    starts_at, ends_at = _midnight(first, zone), _midnight(_shift(first, kind, 1), zone)
    return Period(kind, _key(first, kind), starts_at, ends_at)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _key(first: date, kind: PeriodKind) -> str:
    match kind:
        case PeriodKind.DAY:
            return first.isoformat()
        case PeriodKind.WEEK:
            return week_key(first)
        case PeriodKind.MONTH:
            return f"{first.year:04}-{first.month:02}"
        case PeriodKind.SEASON:
            return f"{first.year:04}-Q{(first.month + 2) // 3}"
        case PeriodKind.YEAR:
            return f"{first.year:04}"


def _day_of_key(key: str, kind: PeriodKind) -> date:
    match kind:
        case PeriodKind.DAY:
            return date.fromisoformat(key)
        case PeriodKind.WEEK:
            return week_monday(key)
        case PeriodKind.MONTH:
            return date(int(key[:4]), int(key[5:]), 1)
        case PeriodKind.SEASON:
            return date(int(key[:4]), int(key[6:]) * 3 - 2, 1)
        case PeriodKind.YEAR:
            return date(int(key), 1, 1)


def _first_day(day: date, kind: PeriodKind) -> date:
    match kind:
        case PeriodKind.DAY:
            return day
        case PeriodKind.WEEK:
            return day - timedelta(days=day.weekday())
        case PeriodKind.MONTH:
            return day.replace(day=1)
        case PeriodKind.SEASON:
            return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case PeriodKind.YEAR:
            return date(day.year, 1, 1)


def _shift(first: date, kind: PeriodKind, count: int) -> date:
    match kind:
        case PeriodKind.DAY:
            return first + timedelta(days=count)
        case PeriodKind.WEEK:
            return first + timedelta(weeks=count)
        case PeriodKind.MONTH:
            return _add_months(first, count)
        case PeriodKind.SEASON:
            return _add_months(first, 3 * count)
        case PeriodKind.YEAR:
            return date(first.year + count, 1, 1)


def _add_months(first: date, count: int) -> date:
    months = first.year * 12 + first.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)

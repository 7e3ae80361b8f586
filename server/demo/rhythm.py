"""When the people of Orvane are at it: working days and hours in Paris, quiet holidays, few week-ends."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Paris")
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)})
AFTER_EASTER = (1, 39, 50)
BY_WEEKDAY = (1.0, 1.15, 1.0, 1.1, 0.75, 0.1, 0.08)
BY_HOUR = {
    7: 2,
    8: 8,
    9: 14,
    10: 11,
    11: 8,
    12: 10,
    13: 11,
    14: 8,
    15: 7,
    16: 8,
    17: 9,
    18: 5,
    19: 2,
    20: 2,
    21: 1,
}


@cache
def busyness(day: date) -> float:
    """How much happens on a day, 1 being an ordinary Monday."""
    if day in holidays(day.year):
        return 0.05
    return BY_WEEKDAY[day.weekday()] * _season(day)


@cache
def holidays(year: int) -> frozenset[date]:
    """The public holidays of metropolitan France."""
    easter = _easter(year)
    fixed = {date(year, month, day) for month, day in FIXED_HOLIDAYS}
    return frozenset(fixed | {easter + timedelta(days=after) for after in AFTER_EASTER})


def moment(day: date, rng: Random) -> datetime:
    """An instant of a day between seven and ten in the evening, mostly in office hours, in UTC."""
    hour = rng.choices(list(BY_HOUR), weights=list(BY_HOUR.values()))[0]
    return at_paris(day, hour, rng.randrange(60), rng.randrange(60))


def at_paris(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A wall-clock time in Paris as an instant in UTC."""
    return datetime.combine(day, time(hour, minute, second), ZONE).astimezone(UTC)


def paris_day(at: datetime) -> date:
    """The calendar day of an instant in Paris."""
    return at.astimezone(ZONE).date()


def week_start(day: date) -> date:
    """The Monday of the ISO week."""
    return day - timedelta(days=day.weekday())


def _season(day: date) -> float:
    if day.month == 8:
        return 0.35
    if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2):
        return 0.2
    return 0.8 if day.month == 7 else 1.0


def _easter(year: int) -> date:
    # The anonymous Gregorian algorithm, as Meeus gives it.
    century = year // 100
    golden = year % 19
    leaps = century - century // 4 - (8 * century + 13) // 25
    epact = (leaps + 19 * golden + 15) % 30
    epact -= epact // 28 * (1 - epact // 28 * (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    offset = epact - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))

"""How long referrals wait, in working days: from Monday to Friday."""

from collections.abc import Iterable
from datetime import date, timedelta
from statistics import median

_WEEK, _WORKED = 7, 5


def working_days(since: date, until: date) -> int:
    """How many working days came after `since`, `until` included; 0 when none did."""
    weeks, rest = divmod(max(0, (until - since).days), _WEEK)
    last = [until - timedelta(days=back) for back in range(rest)]
    return weeks * _WORKED + sum(day.weekday() < _WORKED for day in last)


def median_days(waits: Iterable[tuple[date, date]]) -> int | None:
    """The median of these waits in working days, rounded; nothing when there was none."""
    counted = [working_days(since, until) for since, until in waits]
    return round(median(counted)) if counted else None

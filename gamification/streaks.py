"""Streaks: ISO weeks in a row with at least one act. Losing one costs nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from .periods import week_key, week_monday


@dataclass(frozen=True, slots=True)
class Streak:
    """Weeks in a row up to now, whether this week has its act, and the longest run ever."""

    length: int
    active_this_week: bool
    best: int


def streak(active_weeks: Collection[str], paused_weeks: Collection[str], this_week: str) -> Streak:
    """The streak in `this_week` (week keys): paused weeks neither count nor break, this one cannot break."""
    active, paused = frozenset(active_weeks), frozenset(paused_weeks)
    runs = [0]
    for week in _weeks(min(active, default=this_week), this_week):
        if week in paused:
            continue
        if week in active:
            runs[-1] += 1
        elif week != this_week:
            runs.append(0)
    return Streak(runs[-1], this_week in active, max(runs))


def _weeks(first: str, last: str) -> list[str]:
    start: date = week_monday(first)
    count = (week_monday(last) - start).days // 7 + 1
    return [week_key(start + timedelta(weeks=each)) for each in range(count)]

"""The weeks that the demo tells, from a first day to a last one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from server.demo.rhythm import at_paris, week_start


@dataclass(frozen=True, slots=True)
class Season:
    """Whole weeks of seven days from `starts_on`; `ends_on` is the last of them."""

    starts_on: date
    weeks: int

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(weeks=self.weeks, days=-1)

    @property
    def ends_at(self) -> datetime:
        """Midnight after the last day, in Paris: nothing happens then or later."""
        return at_paris(self.ends_on + timedelta(days=1), 0)

    def days(self, first: date | None = None, last: date | None = None) -> tuple[date, ...]:
        """The days of the season, or those of them between two days, both included."""
        first = max(first or self.starts_on, self.starts_on)
        last = min(last or self.ends_on, self.ends_on)
        return tuple(first + timedelta(days=each) for each in range((last - first).days + 1))

    def mondays(self) -> tuple[date, ...]:
        """The Mondays of the season's ISO weeks that do not begin before it."""
        return tuple(day for day in self.days() if day == week_start(day))


def season_start(today: date, weeks: int = 13) -> date:
    """The Monday to start on so that the last ISO week of the season is the current one."""
    return week_start(today) - timedelta(weeks=weeks - 1)

"""The one clock of the application, in UTC; the demo moves it to relive a season."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_moved_to: datetime | None = None
_ahead = timedelta()
_turns = 0


def now() -> datetime:
    """The present instant, aware and in UTC, cut to the millisecond that the database keeps."""
    instant = _moved_to or datetime.now(UTC) + _ahead
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def nanoseconds() -> int:
    """The present instant since 1970, as finely as the machine tells it: what identifiers begin with."""
    if _moved_to is not None:
        return round(_moved_to.timestamp() * 1000) * 1_000_000
    return time.time_ns() + _ahead // timedelta(microseconds=1) * 1000


def turns() -> int:
    """How often the clock was put to another time on purpose: between two readings of one, time went its way."""
    return _turns


def _turn() -> None:
    global _turns
    _turns += 1


@contextmanager
def moved() -> Iterator["MovedClock"]:
    """A clock that stands where it is put, for as long as the block lasts."""
    global _moved_to
    before = _moved_to
    try:
        yield MovedClock()
    finally:
        _moved_to = before
        _turn()


@contextmanager
def running_from(instant: datetime) -> Iterator[None]:
    """A clock that reads this aware instant now and runs on, for as long as the block lasts."""
    global _ahead
    before, _ahead = _ahead, instant - datetime.now(UTC)
    _turn()
    try:
        yield
    finally:
        _ahead = before
        _turn()


class MovedClock:
    """Sets the standing clock."""

    def set(self, instant: datetime) -> None:
        """Stand at this aware instant."""
        global _moved_to
        _moved_to = instant
        _turn()

    def advance(self, by: timedelta) -> None:
        """Stand that much later."""
        self.set(now() + by)

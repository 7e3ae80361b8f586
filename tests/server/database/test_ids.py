"""Identifiers sort by when they were made, on the application's own clock."""

from datetime import UTC, datetime, timedelta

import pytest

from server import clock
from server.database.ids import new_id

AUTUMN = datetime(2025, 10, 1, 9, tzinfo=UTC)


def instant(identifier: str) -> datetime:
    return datetime.fromtimestamp(int(identifier[:8] + identifier[9:13], 16) / 1000, UTC)


def test_they_sort_as_they_were_made_however_fast() -> None:
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(set(made))


def test_they_begin_with_the_moment_of_the_clock_that_is_moved() -> None:
    with clock.moved() as time:
        time.set(AUTUMN)
        first = new_id()
        time.advance(timedelta(days=40))
        second = new_id()
    after = new_id()
    assert (instant(first), instant(second)) == (AUTUMN, AUTUMN + timedelta(days=40))
    assert abs(instant(after) - clock.now()) < timedelta(minutes=1)
    assert first < second < after


def test_a_clock_put_back_on_purpose_is_followed_and_a_slip_of_the_machine_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with clock.moved() as time:
        time.set(AUTUMN)
        before = new_id()
        time.set(AUTUMN)
        assert new_id() > before
        time.set(AUTUMN - timedelta(seconds=5))
        assert new_id() < before
    before, slipped = new_id(), clock.nanoseconds() - 5_000_000_000
    monkeypatch.setattr(clock, "nanoseconds", lambda: slipped)
    assert new_id() > before

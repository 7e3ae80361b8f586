"""Streaks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import Streak, streak, week_key

WEEKS = [week_key(date(2026, 9, 7) + timedelta(weeks=each)) for each in range(20)]
THIS = WEEKS[11]
some_weeks = st.sets(st.sampled_from(WEEKS[:12]))


@pytest.mark.parametrize(
    ("active", "paused", "expected"),
    [
        (WEEKS[8:12], [], Streak(4, True, 4)),
        (WEEKS[8:11], [], Streak(3, False, 3)),
        (WEEKS[8:10], [], Streak(0, False, 2)),
        ([*WEEKS[6:8], *WEEKS[10:12]], WEEKS[8:10], Streak(4, True, 4)),
        ([*WEEKS[0:5], WEEKS[11]], [], Streak(1, True, 5)),
        ([], [], Streak(0, False, 0)),
        (WEEKS[9:11], [WEEKS[10]], Streak(1, False, 1)),
    ],
)
def test_examples(active: list[str], paused: list[str], expected: Streak) -> None:
    assert streak(active, paused, THIS) == expected


def test_a_streak_crosses_the_year() -> None:
    assert streak(["2026-W52", "2026-W53", "2027-W01"], [], "2027-W01").length == 3


@given(some_weeks, some_weeks)
def test_a_pause_never_shortens(active: set[str], paused: set[str]) -> None:
    quiet = paused - active
    assert streak(active, quiet, THIS).length >= streak(active, [], THIS).length


@given(some_weeks, some_weeks)
def test_this_week_only_adds(active: set[str], paused: set[str]) -> None:
    before, after = streak(active - {THIS}, paused, THIS), streak(active | {THIS}, paused, THIS)
    assert after.length == before.length + (THIS not in paused)


@given(some_weeks, some_weeks)
def test_the_best_is_at_least_the_current_one(active: set[str], paused: set[str]) -> None:
    found = streak(active, paused, THIS)
    assert 0 <= found.length <= found.best <= len(active)

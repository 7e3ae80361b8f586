"""Working days, and names short enough for a board."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.referrals.console.clocks import median_days, working_days
from server.referrals.console.export import harmless, written
from server.referrals.console.wording import short_name

FRIDAY = date(2026, 11, 20)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(("days", "worked"), [(0, 0), (1, 0), (2, 0), (3, 1), (7, 5), (10, 6), (14, 10), (-3, 0)])
def test_from_a_friday(days: int, worked: int) -> None:
    assert working_days(FRIDAY, FRIDAY + timedelta(days=days)) == worked


@given(DAYS, st.integers(0, 400))
def test_each_day_counts_once(since: date, days: int) -> None:
    every = [since + timedelta(days=number) for number in range(1, days + 1)]
    assert working_days(since, since + timedelta(days=days)) == sum(day.weekday() < 5 for day in every)


def test_the_median_of_waits() -> None:
    assert median_days([]) is None
    waits = [(FRIDAY, FRIDAY + timedelta(days=days)) for days in (0, 3, 14)]
    assert median_days(waits) == 1


@pytest.mark.parametrize(
    ("name", "short"),
    [("Léa Martin", "Léa M."), ("Jean de la Tour", "Jean T."), ("Zoé", "Zoé"), ("  ", ""), ("Al o'neil", "Al O.")],
)
def test_a_given_name_and_an_initial(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize("cell", ["=1+1", "+33", "-2", "@x", "\tx", "\rx", "\nx", "  =1", "\u00a0=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert written([["a", cell]]).startswith(b"\xef\xbb\xbfa;")


def test_other_cells_stay() -> None:
    assert harmless("Léa = 1") == "Léa = 1"

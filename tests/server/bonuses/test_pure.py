"""Days and the payroll file, without a database."""

import csv
import hashlib
from datetime import date, timedelta
from io import StringIO
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.bonuses.dates import due_on, working_days_later
from server.bonuses.payroll_file import BOM, COLUMNS, PayrollLine, guarded, payroll_file, two_decimals

DAYS = st.dates(date(2020, 1, 1), date(2090, 1, 1))
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@given(DAYS, st.integers(0, 60))
def test_working_days_are_no_weekends(day: date, count: int) -> None:
    later = working_days_later(day, count)
    between = [day + timedelta(days=n) for n in range(1, (later - day).days + 1)]
    assert sum(each.weekday() < 5 for each in between) == count
    assert count == 0 or later.weekday() < 5


def test_ten_working_days_are_two_weeks() -> None:
    assert working_days_later(date(2026, 11, 24), 10) == date(2026, 12, 8)
    assert working_days_later(date(2026, 11, 28), 1) == date(2026, 11, 30)
    assert due_on(date(2026, 12, 31), 30) == date(2027, 1, 30)


LINES = st.lists(
    st.builds(
        PayrollLine, id=st.uuids().map(str), employee_number=TEXT, name=TEXT, type=st.just("referral_bonus"),
        amount=st.integers(-10**7, 10**7), currency=st.just("EUR"), due_on=DAYS, origin=st.uuids().map(str),
        legal_basis=TEXT, reason=TEXT,
    ),
    max_size=12, unique_by=lambda line: line.id,
)  # fmt: skip


@given(LINES, st.randoms())
def test_the_same_lines_are_the_same_bytes_and_sum_up(lines: list[PayrollLine], random: Random) -> None:
    file = payroll_file(7, lines)
    shuffled = list(lines)
    random.shuffle(shuffled)
    assert payroll_file(7, shuffled) == file
    assert file.digest == hashlib.sha256(file.content.encode()).hexdigest()
    head, *body, foot = csv.reader(StringIO(file.content.removeprefix(BOM)), delimiter=";")
    assert tuple(head) == COLUMNS
    assert {len(row) for row in (head, *body, foot)} == {len(COLUMNS)}
    cents = [round(float(row[4]) * 100) for row in body]
    assert sum(cents) == file.total == round(float(foot[4]) * 100)
    assert len(body) == file.lines == int(foot[8])


@given(TEXT)
def test_no_text_is_a_formula(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "|", "%"))


@pytest.mark.parametrize(
    ("cents", "said"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (50_000, "500.00"), (-123_456, "-1234.56")]
)
def test_two_decimals(cents: int, said: str) -> None:
    assert two_decimals(cents) == said

"""What people type as money becomes whole cents, or a sentence."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.web.amounts import cents_of

WRONG, LARGE = "Write an amount.", "Too much."


@given(st.integers(0, 100_000), st.sampled_from([".", ","]), st.sampled_from(["{}", " {} ", "{} €", "€{}"]))
def test_every_amount_is_read_as_it_is_written(cents: int, mark: str, dress: str) -> None:
    typed = dress.format(f"{cents // 100}{mark}{cents % 100:02}")
    assert cents_of(typed, 100_000, WRONG, LARGE) == cents


@pytest.mark.parametrize("typed", [None, "", "  "])
def test_nothing_is_nothing(typed: str | None) -> None:
    assert cents_of(typed, 100, WRONG, LARGE) is None


@pytest.mark.parametrize("typed", ["a", "1.234", "-1", "1,000.00", "nan", "Infinity", "9e999999", "0"])
def test_what_is_no_amount_is_said(typed: str) -> None:
    with pytest.raises(ValueError, match=WRONG):
        cents_of(typed, 100, WRONG, LARGE, least=1)


def test_the_most_is_still_taken() -> None:
    assert cents_of("1", 100, WRONG, LARGE) == 100
    with pytest.raises(ValueError, match=LARGE):
        cents_of("1.01", 100, WRONG, LARGE)


@given(st.text())
def test_nothing_typed_is_an_error_of_ours(typed: str) -> None:
    with suppress(ValueError):
        found = cents_of(typed, 10**9, WRONG, LARGE)
        assert found is None or 0 <= found <= 10**9

"""What HR may type about an opening, field by field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.openings.forms import MOST_SKILLS, ClosingForm, OpeningForm, lines, read_steps
from server.web.forms import blank, check
from server.web.locale import speaking


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("pay_from", "lots", "Write a whole number."),
        ("pay_from", "-1", "At least 0."),
        ("contract", "pirate", "Choose one of the options."),
        ("remote", "maybe", "Choose one of the options."),
        ("country", "F1", "This does not have the expected form."),
        ("pay_currency", "euro", "This does not have the expected form."),
        ("steps", "\n".join(f"Step {n}" for n in range(9)), "Eight steps at most, one per line, each in a sentence."),
        ("skills", "x" * 81, "Thirty skills at most, one per line, each short."),
        ("closes_on", "2300-01-01", "Write a date like 2026-11-22."),
        ("answer_days", "0", "At least 1."),
    ],
)
def test_each_field_says_what_is_wrong(name: str, typed: str, said: str) -> None:
    with speaking("en"):
        assert check(blank(OpeningForm, **{"title": "Cook", name: typed})).errors == {name: said}


def test_an_opening_is_closed_by_hand_for_two_reasons() -> None:
    assert check(blank(ClosingForm, because="filled")).is_valid
    assert not check(blank(ClosingForm, because="gone")).is_valid


def test_lines_and_steps_are_read_as_they_are_typed() -> None:
    assert lines(" - Python\r\n\n• Kafka\nPython") == ("Python", "Kafka")
    assert read_steps("Un appel : avec Nadège") == (("Un appel", "avec Nadège"),)
    assert read_steps("A call at 14:30: with Nadège\nAn answer") == (
        ("A call at 14:30", "with Nadège"),
        ("An answer", ""),
    )


@given(st.text(max_size=300))
def test_reading_lines_again_changes_nothing(text: str) -> None:
    once = lines(text)
    assert lines("\n".join(once)) == once
    assert check(blank(OpeningForm, title="Cook", skills="\n".join(["x"] * MOST_SKILLS) + "\nx")).is_valid

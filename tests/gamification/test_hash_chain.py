"""The hash chain."""

import hashlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gamification import GENESIS, chain, link

fields = st.dictionaries(st.text(max_size=4), st.text(max_size=4) | st.integers() | st.none(), max_size=4)
histories = st.lists(fields, min_size=1, max_size=6)


def test_the_encoding_never_changes() -> None:
    """What was sealed years ago must verify: this is the form it has."""
    body = '{"amount":5,"key":"award:\\u00e9","parent":null}'
    expected = hashlib.sha256(f"{'0' * 64}\n{body}".encode()).hexdigest()
    assert link(GENESIS, {"parent": None, "key": "award:é", "amount": 5}) == expected


@given(histories, fields, st.data())
def test_one_altered_row_changes_every_head_from_there_on(
    rows: list[dict[str, str | int | None]], other: dict[str, str | int | None], data: st.DataObject
) -> None:
    """Invariant 35: the first head that differs is that of the first bad row."""
    place = data.draw(st.integers(0, len(rows) - 1))
    assume(rows[place] != other)
    altered = [*rows[:place], other, *rows[place + 1 :]]
    agree = [chain(GENESIS, rows[:end]) == chain(GENESIS, altered[:end]) for end in range(len(rows) + 1)]
    assert agree == [True] * (place + 1) + [False] * (len(rows) - place)


@given(histories, st.data())
def test_a_row_left_out_added_or_moved_shows(rows: list[dict[str, str | int | None]], data: st.DataObject) -> None:
    head = chain(GENESIS, rows)
    place = data.draw(st.integers(0, len(rows) - 1))
    assert chain(GENESIS, rows[:place] + rows[place + 1 :]) != head
    assert chain(GENESIS, [*rows[:place], rows[place], *rows[place:]]) != head
    moved = data.draw(st.permutations(rows))
    assert (chain(GENESIS, moved) == head) is (moved == rows)


@given(histories, st.integers(0, 6))
def test_sealing_goes_on_where_it_stopped(rows: list[dict[str, str | int | None]], stop: int) -> None:
    assert chain(chain(GENESIS, rows[:stop]), rows[stop:]) == chain(GENESIS, rows)


def test_text_and_number_are_not_the_same() -> None:
    assert len({link(GENESIS, {"a": "1"}), link(GENESIS, {"a": 1}), link(GENESIS, {"a": None})}) == 3


def test_an_instant_is_not_a_field() -> None:
    with pytest.raises(TypeError):
        link(GENESIS, {"at": object()})  # type: ignore[dict-item]

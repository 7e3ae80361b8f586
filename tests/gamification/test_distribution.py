"""How evenly points fall: the laws of a Gini coefficient, on integers."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import gini, top_count, top_share

amounts = st.lists(st.integers(0, 500), max_size=40)


@given(st.integers(0, 500), st.integers(0, 40))
def test_equal_amounts_are_even(amount: int, people: int) -> None:
    assert gini([amount] * people) == 0


@given(amounts, st.randoms(use_true_random=False))
def test_order_does_not_matter(given_out: list[int], shuffler: random.Random) -> None:
    shuffled = shuffler.sample(given_out, len(given_out))
    assert gini(shuffled) == gini(given_out)
    assert top_share(shuffled, 10) == top_share(given_out, 10)


@given(st.lists(st.integers(0, 500), min_size=2, max_size=40), st.data())
def test_giving_to_the_poorer_never_raises_it(given_out: list[int], data: st.DataObject) -> None:
    ordered = sorted(given_out)
    poor, rich = ordered[0], ordered[-1]
    moved = data.draw(st.integers(0, (rich - poor) // 2))
    evener = [poor + moved, *ordered[1:-1], rich - moved]
    assert gini(evener) <= gini(ordered)
    assert top_share(evener, 1) <= top_share(ordered, 1)


@given(amounts, st.integers(1, 9))
def test_scale_does_not_matter_and_bounds_hold(given_out: list[int], times: int) -> None:
    assert gini([amount * times for amount in given_out]) == gini(given_out)
    assert 0 <= gini(given_out) < 10_000
    assert 0 <= top_share(given_out, 1) <= top_share(given_out, 10) <= top_share(given_out, 100) <= 10_000


@pytest.mark.parametrize(
    ("people", "percent", "top"), [(0, 1, 0), (1, 1, 1), (100, 1, 1), (101, 1, 2), (163, 10, 17), (7, 100, 7)]
)
def test_the_top_is_rounded_up(people: int, percent: int, top: int) -> None:
    assert top_count(people, percent) == top


def test_figures_known_by_hand() -> None:
    assert gini([0, 0, 0, 10]) == 7_500
    assert gini([1, 2, 3, 4]) == 2_500
    assert top_share([1, 2, 3, 4], 25) == 4_000
    assert top_share([0, 0], 10) == 0

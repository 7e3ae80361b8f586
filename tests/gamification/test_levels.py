"""Levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import LEVELS, level_of, level_progress, next_level

xp_values = st.integers(0, 20_000)


@given(xp_values)
def test_a_level_holds_its_xp(xp: int) -> None:
    """Invariant 23: T(level) <= xp < T(level + 1)."""
    following = next_level(xp)
    assert level_of(xp).threshold <= xp
    assert following is None or xp < following.threshold


@given(xp_values, xp_values)
def test_more_xp_is_never_a_lower_level(one: int, other: int) -> None:
    """Invariant 23: non-decreasing."""
    low, high = sorted((one, other))
    assert level_of(low).number <= level_of(high).number


@pytest.mark.parametrize(
    ("xp", "key"),
    [(0, "goutte"), (299, "goutte"), (300, "galet"), (999, "galet"), (1_000, "onde"), (2_000, "courant"),
     (4_999, "courant"), (5_000, "maree"), (900_000, "maree")],
)  # fmt: skip
def test_thresholds(xp: int, key: str) -> None:
    assert level_of(xp).key == key


def test_progress_toward_the_next() -> None:
    progress = level_progress(450)
    assert (progress.gained, progress.span, progress.next) == (150, 700, LEVELS[2])


def test_the_top_has_no_next() -> None:
    assert level_progress(6_000).next is None

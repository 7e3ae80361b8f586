"""Newcomers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import Confirm, ConfirmMode, newcomer_confirm

confirms = st.one_of(
    st.just(Confirm()),
    st.builds(Confirm, st.just(ConfirmMode.AFTER_DAYS), days=st.integers(1, 30)),
    st.just(Confirm(ConfirmMode.ON_FACT, "share.seen", void_after_days=14)),
    st.just(Confirm(ConfirmMode.BY_HR)),
)


@given(confirms)
def test_a_newcomer_s_points_never_come_at_once(confirm: Confirm) -> None:
    later = newcomer_confirm(confirm)
    assert later.mode is not ConfirmMode.IMMEDIATELY
    assert later.days is None or later.days >= max(7, confirm.days or 0)
    assert newcomer_confirm(later) == later


@pytest.mark.parametrize(
    ("confirm", "expected"),
    [
        (Confirm(), Confirm(ConfirmMode.AFTER_DAYS, days=7)),
        (Confirm(ConfirmMode.AFTER_DAYS, days=2), Confirm(ConfirmMode.AFTER_DAYS, days=7)),
        (Confirm(ConfirmMode.AFTER_DAYS, days=9), Confirm(ConfirmMode.AFTER_DAYS, days=9)),
        (Confirm(ConfirmMode.ON_FACT, "share.seen"), Confirm(ConfirmMode.ON_FACT, "share.seen")),
    ],
)
def test_what_waits_already_waits_as_it_did(confirm: Confirm, expected: Confirm) -> None:
    assert newcomer_confirm(confirm) == expected

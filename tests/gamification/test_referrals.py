"""The stages of a referral: every walk moves forward, skips as it likes, and ends once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import (
    ENDS,
    FACT_KINDS,
    PAYING_STAGES,
    PROMISED_STAGES,
    STAGES,
    can_move,
    is_open,
    stages_before,
)

ANYWHERE = st.sampled_from((*STAGES, *ENDS, "", "hired ", "interviewed"))


@given(st.lists(ANYWHERE, max_size=30))
def test_every_walk_is_a_path_forward_that_ends_once(wanted: list[str]) -> None:
    stands, path = STAGES[0], [STAGES[0]]
    for to in wanted:
        if can_move(stands, to):
            stands = to
            path.append(to)
    reached = [stage for stage in path if stage in STAGES]
    assert reached == sorted(set(reached), key=STAGES.index)
    assert [stage for stage in path if stage in ENDS] == path[len(reached) :]
    assert len(path) - len(reached) <= 1


@given(ANYWHERE, ANYWHERE)
def test_what_is_over_leads_nowhere_and_nothing_leads_to_where_it_stands(stage: str, to: str) -> None:
    if can_move(stage, to):
        assert is_open(stage)
        assert stage != to
        assert to in (*STAGES, *ENDS)
    assert can_move(stage, to) == (stage in stages_before(to))


@given(st.sampled_from(STAGES), st.sampled_from(STAGES))
def test_any_later_stage_can_be_reached_at_once(stage: str, later: str) -> None:
    assert can_move(stage, later) == (STAGES.index(later) > STAGES.index(stage))


@pytest.mark.parametrize("end", ENDS)
def test_every_end_stands_open_until_the_first_day(end: str) -> None:
    assert stages_before(end)[:5] == ("submitted", "qualified", "interview", "offer", "hired")
    assert can_move("started", end) == (end == "rejected")
    assert not can_move("retained", end)
    assert not is_open(end)


def test_what_is_paid_and_what_is_promised_are_stages_in_their_order() -> None:
    assert PAYING_STAGES == ("qualified", "interview", "hired", "started", "retained")
    assert {f"referral.{stage}" for stage in PAYING_STAGES} == {kind for kind in FACT_KINDS if kind[:9] == "referral."}
    assert STAGES[:4] == PROMISED_STAGES

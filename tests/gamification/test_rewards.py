"""An order's way moves forward and ends once; a year's ceiling is never passed by what it says fits."""

from hypothesis import given
from hypothesis import strategies as st

from gamification import (
    CONTRACT_WATCH,
    COUNTING_ORDERS,
    GIFT_CEILINGS,
    OPEN_ORDERS,
    ORDER_ENDS,
    ORDER_STATES,
    Ceiling,
    can_order_move,
    contract_watch,
    counts_for_ceiling,
    is_on_payslip,
    order_states_before,
)

ANYWHERE = st.sampled_from((*ORDER_STATES, "", "prepared", "requested "))
CENTS = st.integers(0, 60_000)


@given(st.sampled_from(("collecting", "requested")), st.lists(ANYWHERE, max_size=30))
def test_every_walk_moves_forward_and_ends_once(first: str, wanted: list[str]) -> None:
    path = [first]
    for to in wanted:
        if can_order_move(path[-1], to):
            path.append(to)
    alive = [state for state in path if state in COUNTING_ORDERS]
    assert alive == sorted(set(alive), key=COUNTING_ORDERS.index)
    assert path[len(alive) :] == [state for state in path if state in ORDER_ENDS]
    assert len(path) - len(alive) <= 1


@given(ANYWHERE, ANYWHERE)
def test_an_end_leads_nowhere_and_nothing_leads_to_where_it_stands(state: str, to: str) -> None:
    assert can_order_move(state, to) == (state in order_states_before(to))
    if can_order_move(state, to):
        assert state in COUNTING_ORDERS
        assert to in ORDER_STATES
        assert state != to


def test_only_what_was_handed_over_comes_back_and_only_what_was_not_is_refused() -> None:
    assert order_states_before("returned") == ("fulfilled",)
    assert order_states_before("rejected") == OPEN_ORDERS
    assert order_states_before("approved") == ("requested",)
    assert order_states_before("fulfilled") == ("approved",)
    assert order_states_before("cancelled") == order_states_before("lapsed") == OPEN_ORDERS
    assert order_states_before("collecting") == ()


def test_exactly_the_ceiling_fits_and_one_cent_more_does_not() -> None:
    assert Ceiling(0, 20_000).fits(20_000)
    assert not Ceiling(0, 20_000).fits(20_001)
    assert Ceiling(15_000, 20_000).fits(5_000)
    assert not Ceiling(15_001, 20_000).fits(5_000)


def test_people_are_warned_from_four_fifths_on() -> None:
    assert not Ceiling(15_999, 20_000).is_near
    assert Ceiling(16_000, 20_000).is_near
    assert not Ceiling(16_000, 20_000).is_reached
    assert Ceiling(20_000, 20_000).is_reached


@given(st.lists(CENTS, max_size=20), CENTS)
def test_ordering_only_what_fits_never_passes_the_ceiling(values: list[int], ceiling: int) -> None:
    used = 0
    for value in values:
        before = Ceiling(used, ceiling)
        if before.fits(value):
            used += value
        else:
            assert value > before.left
        assert Ceiling(used, ceiling).left == ceiling - used >= 0


@given(CENTS, CENTS, CENTS)
def test_a_ceiling_lowered_under_what_was_used_leaves_nothing_but_what_has_no_value(
    used: int, ceiling: int, value: int
) -> None:
    seen = Ceiling(used, ceiling)
    assert seen.fits(0)
    assert seen.left == max(0, ceiling - used)
    assert seen.fits(value) == (value <= seen.left)
    assert seen.is_near or not seen.is_reached


def test_what_nobody_receives_alone_and_what_is_paid_count_nothing() -> None:
    assert counts_for_ceiling("good", "taxable", False)
    assert counts_for_ceiling("voucher", "social", False)
    assert counts_for_ceiling("experience", "recognition", False)
    assert not counts_for_ceiling("good", "taxable", True)
    assert not counts_for_ceiling("donation", "donation", False)
    assert not counts_for_ceiling("donation", "taxable", False)
    assert not counts_for_ceiling("good", "donation", False)
    assert not counts_for_ceiling("team_pot", "social", False)


def test_figures_of_years() -> None:
    assert GIFT_CEILINGS == {2024: 19_300, 2025: 19_600, 2026: 20_000}
    assert CONTRACT_WATCH == {2026: 100_000}
    assert contract_watch(2025) is None
    assert contract_watch(2026) == contract_watch(2031) == 100_000


def test_payroll_is_told_of_what_is_taxed_has_a_value_and_is_somebodys_alone() -> None:
    assert is_on_payslip("good", "taxable", 1, False)
    assert is_on_payslip("voucher", "social", 1, True)
    for kind, label, value, through in (
        ("good", "social", 1, False), ("good", "taxable", 0, True), ("team_pot", "taxable", 1, False),
        ("donation", "taxable", 1, False), ("experience", "recognition", 0, False),
    ):  # fmt: skip
        assert not is_on_payslip(kind, label, value, through)

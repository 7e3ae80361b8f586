"""What is owed in points, said in euros."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import PeriodKind, period_of
from server import clock
from server.points.queries import Outstanding
from server.rewards.commands import cancel_order
from server.rewards.money.amounts import cents, typed
from server.rewards.money.owed import A_YEAR, Owed, RealValue, at_rate, owed, real_value
from server.rewards.money.panels import owed_panel
from server.rewards.money.seasons import SeasonMoney
from server.web.locale import speaking, zone
from tests.support.people import company, person
from tests.support.rewards import a_reward, ordered, points_for

POINTS, CENTS = st.integers(0, 10**7), st.integers(0, 10**9)


@given(POINTS, POINTS, POINTS, st.none() | st.tuples(CENTS, st.integers(1, 10**7)), CENTS)
def test_no_sum_is_lost_in_words(a: int, b: int, c: int, real: tuple[int, int] | None, left: int) -> None:
    now_owed = Owed(Outstanding(a, b, c), 0, RealValue(*real) if real else None)
    period = period_of(clock.now(), PeriodKind.SEASON, zone())
    with speaking("en"):
        panel = owed_panel(now_owed, SeasonMoney(period, left, 0))
    *parts, total, _ = panel.lines
    assert sum(line.points for line in parts) == total.points == a + b + c
    assert all(bool(line.real) == (real is not None) for line in panel.lines)
    assert [line.is_measured for line in panel.lines] == [True, True, True, True, False]
    assert 0 <= now_owed.covered(left) <= 100


def test_twenty_points_are_one_euro_until_orders_say_what_they_are_worth() -> None:
    assert (at_rate(20), at_rate(0), at_rate(30)) == (100, 0, 150)
    without = Owed(Outstanding(2_000, 0, 0), 0, None)
    assert without.total_cents == 10_000
    with_orders = Owed(Outstanding(2_000, 0, 0), 0, RealValue(8_000, 2_000))
    assert (with_orders.total_cents, with_orders.covered(6_000), with_orders.covered(9_000)) == (8_000, 75, 100)


READ = (("200", 20_000), ("1 199,5", 119_950), ("0", 0), ("", None), ("5 €", 500))


@pytest.mark.parametrize(("said", "amount"), READ)
def test_amounts_are_read_as_people_write_them(said: str, amount: int | None) -> None:
    assert cents(said) == amount
    for language in ("fr", "en"):
        with speaking(language):
            assert cents(typed(amount)) == amount


def test_an_amount_is_shown_in_a_field_as_one_types_it() -> None:
    with speaking("fr"):
        assert (typed(20_150), typed(20_000), typed(None)) == ("201,50", "200", "")
    with speaking("en"):
        assert typed(20_150) == "201.50"


@pytest.mark.parametrize("said", ["much", "-1", "0.001", "NaN", "1e99", "10000000.01"])
def test_what_is_no_amount_is_said(said: str) -> None:
    with pytest.raises(ValueError, match="Write"):
        cents(said)


@pytest.mark.usefixtures("db")
async def test_the_average_is_of_orders_that_become_gifts() -> None:
    await company()
    alice = await person("alice")
    await points_for(alice, 1_000)
    assert await real_value(clock.now() - A_YEAR) is None
    await ordered(await a_reward(cost=100, value_cents=400), alice)
    gone = await ordered(await a_reward(cost=300, value_cents=9_900), alice)
    await cancel_order(gone, alice.id)
    await ordered(await a_reward(cost=100, value_cents=600, kind="donation", tax_label="donation"), alice)
    assert await real_value(clock.now() - A_YEAR) == RealValue(1_000, 200)
    now_owed = await owed(clock.now())
    assert (now_owed.points.total, now_owed.points.held, now_owed.lapsing) == (1_000, 200, 0)
    assert now_owed.total_cents == 5_000

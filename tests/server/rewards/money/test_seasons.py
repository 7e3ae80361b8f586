"""A season's money: entered, taken, refused below what is taken; its pace, without a database where it can be."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import PeriodKind, period_of
from server import clock
from server.database import rows
from server.rewards.commands import cancel_order
from server.rewards.known import SeasonClosed
from server.rewards.money.panels import season_panel
from server.rewards.money.seasons import BudgetBelowTaken, SeasonMoney, enter_budget, open_seasons, season_money
from server.web.locale import speaking, zone
from tests.support.people import company, person
from tests.support.rewards import a_reward, ordered, points_for

CENTS = st.integers(0, 10**9)


@given(st.none() | CENTS, CENTS, st.floats(0, 1))
def test_a_bar_stays_a_bar(budget: int | None, taken: int, gone: float) -> None:
    period = period_of(clock.now(), PeriodKind.SEASON, zone())
    now = period.starts_at + gone * (period.ends_at - period.starts_at - timedelta(milliseconds=1))
    money = SeasonMoney(period, budget, taken if budget is None else min(taken, budget))
    with speaking("en"):
        panel = season_panel(money, now)
    assert (panel.percent is None) == (budget is None)
    assert panel.percent is None or 0 <= panel.percent <= 100
    assert 0 <= panel.elapsed <= 100
    forecast = money.forecast(now)
    assert forecast is None or forecast >= money.taken
    assert panel.sentence


def test_the_pace_is_said_until_the_end() -> None:
    period = period_of(clock.now(), PeriodKind.SEASON, zone())
    middle = period.starts_at + (period.ends_at - period.starts_at) / 2
    with speaking("en"):
        said = season_panel(SeasonMoney(period, 100_000, 30_000), middle)
        beyond = season_panel(SeasonMoney(period, 50_000, 30_000), middle)
        full = season_panel(SeasonMoney(period, 30_000, 30_000), middle)
        free = season_panel(SeasonMoney(period, None, 0), middle)
        coming = season_panel(SeasonMoney(period, 30_000, 0), period.starts_at - timedelta(days=3))
    assert said.sentence == "47 days left. At this pace, €600 by 31 December."
    assert (said.percent, said.elapsed, said.left, said.is_over) == (30, 50, "€700", False)
    assert (beyond.is_over, "more than the budget" in beyond.sentence) == (True, True)
    assert full.sentence.startswith("The budget is used up")
    assert free.sentence.startswith("No budget entered: no order is refused")
    assert (coming.sentence, coming.elapsed) == ("", 0)


@pytest.mark.usefixtures("db")
async def test_a_budget_bounds_orders_and_never_sinks_below_them() -> None:
    await company()
    alice, hr = await person("alice"), await person("hr", role="hr")
    await points_for(alice, 1_000)
    gift = await a_reward(value_cents=2_000)
    present, coming = open_seasons(clock.now())
    assert (present.key, coming.key) == ("2026-Q4", "2027-Q1")
    first = await ordered(gift, alice)
    assert await season_money(present) == SeasonMoney(present, None, 2_000), "counted although nothing bounds it"
    with pytest.raises(BudgetBelowTaken) as no:
        await enter_budget(present.key, 1_999, hr.id)
    assert no.value.taken == 2_000
    for _ in range(2):
        await enter_budget(present.key, 2_000, hr.id)
    with pytest.raises(SeasonClosed):
        await ordered(gift, alice)
    await cancel_order(first, alice.id)
    await ordered(gift, alice)
    await enter_budget(present.key, None, hr.id)
    await ordered(gift, alice)
    await enter_budget(coming.key, 0, hr.id)
    assert await season_money(coming) == SeasonMoney(coming, 0, 0)
    said = await rows("SELECT object_id, before, after FROM audit_entry WHERE action = 'gift.season' ORDER BY id")
    assert [row["object_id"] for row in said] == ["2026-Q4", "2026-Q4", "2027-Q1"], "the same again is no change"


@pytest.mark.usefixtures("db")
async def test_a_budget_and_an_order_at_the_same_moment() -> None:
    await company()
    alice, hr = await person("alice"), await person("hr", role="hr")
    await points_for(alice, 1_000)
    gift = await a_reward(value_cents=2_000)
    present, _ = open_seasons(clock.now())
    done = await asyncio.gather(ordered(gift, alice), enter_budget(present.key, 1_000, hr.id), return_exceptions=True)
    money = await season_money(present)
    assert [isinstance(each, (SeasonClosed, BudgetBelowTaken)) for each in done].count(True) == 1
    assert (money.budget, money.taken) in ((None, 2_000), (1_000, 0))

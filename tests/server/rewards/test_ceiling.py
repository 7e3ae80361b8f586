"""What somebody may receive in a calendar year, the ways out at the line, and the law's watch behind them."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from server import clock
from server.rewards.commands import approve_order, cancel_order, fulfil_order, redeem_reward, return_order
from server.rewards.known import CeilingReached, OrderRefused, PayrollClosed, WatchReached, Wish, YearUnknown
from server.rewards.models import GiftSettings, GiftYear
from server.rewards.queries import ceiling_for, order, received_in, watch_for
from tests.support.people import company, person, team
from tests.support.rewards import a_reward, everything, ordered, points_for

pytestmark = pytest.mark.usefixtures("db")
LAST_OF_YEAR = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)  # a minute before the new year in Paris


async def refused(wish: Wish, by: str, why: type[OrderRefused]) -> OrderRefused:
    before = await everything()
    with pytest.raises(OrderRefused) as caught:
        await redeem_reward(wish, by)
    assert type(caught.value) is why
    assert await everything() == before
    return caught.value


async def used(person_id: str, year: int = 2026) -> int:
    seen = await ceiling_for(person_id, year)
    assert seen is not None
    return seen.used


async def test_exactly_the_ceiling_fits_and_what_ends_gives_room_again() -> None:
    await company()
    alice, hr = await person("alice"), await person("helene", role="hr")
    await points_for(alice, 2_000)
    first = await ordered(await a_reward(value_cents=15_000), alice)
    second = await ordered(await a_reward(value_cents=5_000), alice)
    assert await used(alice.id) == 20_000
    cent = await a_reward(value_cents=1)
    passed = await refused(Wish(cent.slug), alice.id, CeilingReached)
    assert isinstance(passed, CeilingReached)
    assert (passed.year, passed.used, passed.ceiling) == (2026, 20_000, 20_000)
    await ordered(await a_reward(value_cents=0), alice)
    await cancel_order(second, alice.id)
    await approve_order(first, hr.id)
    await fulfil_order(first, hr.id)
    assert await used(alice.id) == 15_000
    await ordered(cent, alice)
    await return_order(first, hr.id, back_in_stock=True)
    assert await used(alice.id) == 1


async def test_the_three_ways_out_count_nothing() -> None:
    await company()
    alice, bob = await person("alice"), await person("bob")
    for each in (alice, bob):
        await points_for(each, 2_000)
    await ordered(await a_reward(value_cents=20_000), alice)
    wanted = await a_reward(value_cents=5_000)
    await refused(Wish(wanted.slug), alice.id, CeilingReached)
    await ordered(await a_reward(kind="donation", tax_label="donation", value_cents=5_000), alice)
    made = await order(await ordered(wanted, alice, through_payroll=True))
    assert made is not None
    assert (made.counted_cents, made.through_payroll) == (0, True)
    assert await used(alice.id) == 20_000
    assert await received_in(alice.id, 2026) == 25_000
    assert await used(bob.id) == 0


async def test_hr_can_close_the_way_through_payroll() -> None:
    await company()
    alice = await person("alice")
    await points_for(alice, 1_000)
    donation, good = await a_reward(kind="donation", tax_label="donation"), await a_reward()
    await refused(Wish(donation.slug, through_payroll=True), alice.id, PayrollClosed)
    await GiftSettings.create(id=1, payroll_allowed=False)
    await refused(Wish(good.slug, through_payroll=True), alice.id, PayrollClosed)


async def test_the_watch_bounds_what_comes_through_payroll_and_beside_it() -> None:
    await company()
    alice = await person("alice")
    await points_for(alice, 3_000)
    await ordered(await a_reward(value_cents=10_000), alice)
    await ordered(await a_reward(value_cents=80_000), alice, through_payroll=True)
    dear = await a_reward(value_cents=10_000)
    for through_payroll in (True, False):
        reached = await refused(Wish(dear.slug, through_payroll=through_payroll), alice.id, WatchReached)
        assert isinstance(reached, WatchReached)
        assert (reached.year, reached.watch) == (2026, 100_000)
    await ordered(await a_reward(value_cents=9_999), alice, through_payroll=True)
    await ordered(await a_reward(kind="donation", tax_label="donation", value_cents=50_000), alice)


async def test_a_year_without_a_figure_refuses_what_counts_and_nothing_else() -> None:
    await company()
    alice, hr = await person("alice"), await person("helene", role="hr")
    good, donation = await a_reward(value_cents=2_000), await a_reward(kind="donation", tax_label="donation")
    with clock.moved() as time:
        time.set(LAST_OF_YEAR)
        await points_for(alice, 1_000)
        await ordered(good, alice)
        time.advance(timedelta(minutes=2))
        unknown = await refused(Wish(good.slug), alice.id, YearUnknown)
        assert isinstance(unknown, YearUnknown)
        assert unknown.year == 2027
        assert await ceiling_for(alice.id, 2027) is None
        await ordered(donation, alice)
        await refused(Wish(good.slug, through_payroll=True), alice.id, YearUnknown)
        await GiftYear.create(
            year=2027, ceiling_cents=2_500, watch_cents=7_000, entered_at=clock.now(), entered_by_id=hr.id
        )
        made = await order(await ordered(good, alice))
        assert made is not None
        assert (made.year, made.season) == (2027, "2027-Q1")
        assert (await used(alice.id), await used(alice.id, 2027)) == (2_000, 2_000)
        await refused(Wish((await a_reward(value_cents=501)).slug), alice.id, CeilingReached)
        assert await watch_for(2027) == 7_000
        await refused(Wish((await a_reward(value_cents=5_000)).slug, through_payroll=True), alice.id, WatchReached)


async def test_hrs_figure_wins_over_the_known_one() -> None:
    await company()
    alice = await person("alice")
    await points_for(alice, 1_000)
    await GiftYear.create(year=2026, ceiling_cents=3_000, entered_at=clock.now())
    await ordered(await a_reward(value_cents=2_000), alice)
    await refused(Wish((await a_reward(value_cents=1_001)).slug), alice.id, CeilingReached)
    assert await watch_for(2026) == 100_000, "an empty figure is no figure"


async def test_many_orders_at_once_never_pass_the_ceiling() -> None:
    await company()
    alice = await person("alice", of="Data")
    await team("Data")
    await points_for(alice, 2_000)
    gifts = [await a_reward(value_cents=value) for value in (9_000, 7_000, 6_000, 5_000, 4_000, 3_000, 1_000)]
    outcomes = await asyncio.gather(*(ordered(gift, alice) for gift in gifts), return_exceptions=True)
    assert all(isinstance(each, (str, CeilingReached)) for each in outcomes), outcomes
    made = sum(gift.value_cents for gift, each in zip(gifts, outcomes, strict=True) if isinstance(each, str))
    assert await used(alice.id) == made <= 20_000
    left_out = [gift.value_cents for gift, each in zip(gifts, outcomes, strict=True) if not isinstance(each, str)]
    assert all(made + value > 20_000 for value in left_out)

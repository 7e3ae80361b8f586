"""What nobody moved lapses, once, and gives everything back."""

from datetime import timedelta

import pytest

from server import clock
from server.database import rows
from server.events import RedemptionMoved
from server.rewards.commands import (
    approve_order,
    cancel_order,
    fulfil_order,
    lapse_orders,
    open_pot,
    prepare_order,
    return_order,
)
from server.rewards.commands.outcomes import ended
from server.rewards.known import OrderMoved, OrderSeen
from server.rewards.models import GiftSettings
from server.rewards.queries import order, steps_of_order
from tests.support.codes import CODES, a_voucher
from tests.support.people import company, person
from tests.support.rewards import a_reward, everything, ordered, points_for, purse, season_money, the_reward

pytestmark = pytest.mark.usefixtures("db")
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)


async def state(order_id: str) -> str:
    found = await order(order_id)
    assert found is not None
    return found.state


async def test_an_order_lapses_after_fourteen_days_wherever_it_waits(heard: list[object]) -> None:
    await company()
    alice, hr = await person("alice"), await person("helene", role="hr")
    await points_for(alice, 500)
    good, voucher = await a_reward(), await the_reward(await a_voucher(CODES[0], approval="hr"))
    with clock.moved() as time:
        time.set(clock.now())
        waiting, coded = await ordered(good, alice), await ordered(voucher, alice)
        approved, ready, fetched = [await ordered(await a_reward(), alice) for _ in range(3)]
        for each in (approved, ready, fetched):
            await approve_order(each, hr.id)
        time.advance(A_DAY)
        await prepare_order(ready, hr.id)
        await fulfil_order(fetched, hr.id)
        time.advance(13 * A_DAY - AN_HOUR)
        before = await everything()
        await lapse_orders()
        assert await everything() == before
        time.advance(AN_HOUR)
        await lapse_orders()
        assert [await state(each) for each in (waiting, coded, approved)] == ["lapsed"] * 3
        assert [await state(each) for each in (ready, fetched)] == ["approved", "fulfilled"]
        assert await purse(alice) == (300, 100, 100)
        assert (await the_reward(good.id)).left == 3
        assert [row["redemption_id"] for row in await rows("SELECT redemption_id FROM reward_code")] == [None]
        time.advance(A_DAY)
        before_last = len(heard)
        await lapse_orders()
        assert await state(ready) == "lapsed"
        assert await purse(alice) == (400, 0, 100)
        assert await season_money() == 2_000
        (told,) = heard[before_last:]
        assert isinstance(told, RedemptionMoved)
        assert (told.redemption_id, told.state, told.people) == (ready, "lapsed", (alice.id,))
        assert (await steps_of_order(ready))[-1].by_id is None
        once = await everything()
        await lapse_orders()
        assert await everything() == once


async def test_hr_chooses_the_days_and_a_pot_has_its_own() -> None:
    await company()
    await GiftSettings.create(id=1, lapse_days=3, pot_days=10)
    alice = await person("alice")
    await points_for(alice, 500)
    pot_gift = await a_reward(kind="team_pot", cost=300)
    with clock.moved() as time:
        time.set(clock.now())
        made, pot = await ordered(await a_reward(), alice), await open_pot(pot_gift.slug, 40, alice.id)
        time.advance(3 * A_DAY)
        await lapse_orders()
        assert (await state(made), await state(pot)) == ("lapsed", "collecting")
        time.advance(7 * A_DAY)
        await lapse_orders()
        assert await state(pot) == "lapsed"
        assert await purse(alice) == (500, 0, 0)
        assert await season_money() == 0
        assert await state(await open_pot(pot_gift.slug, 40, alice.id)) == "collecting"


async def test_what_is_over_neither_lapses_nor_is_lapsed_again() -> None:
    await company()
    alice, hr = await person("alice"), await person("helene", role="hr")
    await points_for(alice, 500)
    with clock.moved() as time:
        time.set(clock.now())
        cancelled, returned = await ordered(await a_reward(), alice), await ordered(await a_reward(), alice)
        await cancel_order(cancelled, alice.id)
        await approve_order(returned, hr.id)
        await fulfil_order(returned, hr.id)
        await return_order(returned, hr.id, back_in_stock=True)
        lapsed = await ordered(await a_reward(), alice)
        time.advance(40 * A_DAY)
        await lapse_orders()
        assert [await state(each) for each in (cancelled, returned, lapsed)] == ["cancelled", "returned", "lapsed"]
        with pytest.raises(OrderMoved):
            await approve_order(lapsed, hr.id)


async def test_an_order_that_cannot_lapse_keeps_no_other_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    await company()
    alice = await person("alice")
    await points_for(alice, 500)
    first, second = await ordered(await a_reward(), alice), await ordered(await a_reward(), alice)
    broken = {first}

    async def fails(stands: OrderSeen, by: str | None) -> None:
        if stands.id in broken:
            raise ValueError
        await ended(stands, by)

    with clock.moved() as time:
        time.advance(15 * A_DAY)
        monkeypatch.setattr("server.rewards.commands.lapsing.ended", fails)
        await lapse_orders()
        assert (await state(first), await state(second)) == ("requested", "lapsed")
        broken.clear()
        await lapse_orders()
        assert await state(first) == "lapsed"


async def test_an_order_that_moved_since_it_was_looked_up_is_not_lapsed(monkeypatch: pytest.MonkeyPatch) -> None:
    await company()
    alice = await person("alice")
    await points_for(alice, 100)
    made = await ordered(await a_reward(), alice)

    async def looked_up_before(*_: object) -> list[dict[str, str]]:
        return [{"id": made}]

    monkeypatch.setattr("server.rewards.commands.lapsing.rows", looked_up_before)
    before = await everything()
    await lapse_orders()
    assert await everything() == before

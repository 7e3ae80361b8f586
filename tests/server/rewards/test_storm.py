"""Everything at once on few orders: each move happens once, nobody waits for nobody, and all adds up afterwards."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable

import pytest

from server.database import rows
from server.doctor import GIFTS, LEDGER, examine
from server.listeners import register_listeners
from server.rewards.code_expiring import void_expired_codes
from server.rewards.codes import reveal_code, store_codes
from server.rewards.commands import (
    add_to_pot,
    approve_order,
    cancel_order,
    fulfil_order,
    lapse_orders,
    open_pot,
    prepare_order,
    redeem_reward,
    reject_order,
    return_order,
    take_from_pot,
)
from server.rewards.known import OrderRefused, Wish
from server.settings import Settings
from server.web.problems import NotFound
from tests.support.order_acts import ACTS, Stage, a_stage

pytestmark = pytest.mark.usefixtures("db")
TIMES = 5


async def outcome(act: Awaitable[object]) -> str:
    """What became of an act; whatever is no refusal, a deadlock above all, fails the test."""
    try:
        await act
    except (OrderRefused, NotFound) as refused:
        return type(refused).__name__
    return "done"


async def at_once(*acts: Awaitable[object]) -> Counter[str]:
    return Counter(await asyncio.gather(*(outcome(each) for each in acts)))


async def all_adds_up() -> None:
    assert [each for each in await examine({**LEDGER, **GIFTS}) if not each.is_sound] == []


async def test_each_move_happens_once_however_many_press() -> None:
    stage = await a_stage()
    for name in ("approve", "reject", "prepare", "fulfil", "cancel", "return", "return a shown voucher"):
        made = await ACTS[name].prepare(stage)
        done = await at_once(*(ACTS[name].do(stage, made) for _ in range(TIMES)))
        assert done == {"done": 1, "OrderMoved": TIMES - 1}, name
    refunds = await rows("SELECT count(*) AS n FROM transfer WHERE kind = 'refund'")
    assert int(refunds[0]["n"]) == 2
    await all_adds_up()


async def test_whoever_is_first_decides_between_two_ends() -> None:
    stage = await a_stage()
    for _ in range(TIMES):
        order = await ACTS["approve"].prepare(stage)
        done = await at_once(cancel_order(order, stage.alice), reject_order(order, "Not now, sorry.", stage.hr))
        assert done == {"done": 1, "OrderMoved": 1}
        order = await ACTS["fulfil"].prepare(stage)
        done = await at_once(cancel_order(order, stage.alice), prepare_order(order, stage.hr))
        assert done == {"done": 1, "OrderMoved": 1}
    await all_adds_up()


async def storm(stage: Stage, seed: int) -> list[Awaitable[object]]:
    """Acts of everybody on a handful of orders and a pot, in an order of the seed's own."""
    orders = [await ACTS["approve"].prepare(stage) for _ in range(4)]
    pot = await open_pot(stage.pot.slug, 5, stage.bob)
    acts: list[Awaitable[object]] = [lapse_orders(), void_expired_codes()]
    acts.append(store_codes(stage.voucher.id, [(f"S{seed}", None)]))
    for each in orders:
        acts += [approve_order(each, stage.hr), cancel_order(each, stage.alice), fulfil_order(each, stage.hr)]
        acts += [prepare_order(each, stage.hr), return_order(each, stage.hr, back_in_stock=False)]
    for who in (stage.alice, stage.bob):
        acts += [add_to_pot(pot, 10, who), take_from_pot(pot, who), cancel_order(pot, who)]
        acts += [redeem_reward(Wish(slug), who) for slug in ("voucher", "tree", "bottle", "bottle")]
        acts += [reveal_code(each, who, "form-storm") for each in orders[:2]]
    random.Random(seed).shuffle(acts)
    return acts


@pytest.mark.parametrize("seed", range(2))
async def test_all_adds_up_after_a_storm(seed: int, settings: Settings) -> None:
    register_listeners(settings)
    stage = await a_stage()
    done = await at_once(*await storm(stage, seed))
    assert set(done) <= {"done", "OrderMoved", "NotFound", "PartTooLarge", "CodeGone"}
    await all_adds_up()

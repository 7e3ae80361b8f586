"""Few are left: HR hears it once, whoever took the pieces, and hears of the next fall too."""

from datetime import date, timedelta

import pytest

from server import clock
from server.events import StockLow
from server.rewards.catalogue_commands import add_stock
from server.rewards.code_expiring import void_expired_codes
from server.rewards.codes import reveal_code, store_codes
from server.rewards.commands import approve_order, cancel_order, fulfil_order, return_order
from server.rewards.known import RewardSeen
from server.rewards.models import Reward
from tests.support.codes import CODES, a_voucher
from tests.support.orders import cast
from tests.support.people import company
from tests.support.rewards import a_reward, ordered, the_reward

pytestmark = pytest.mark.usefixtures("db")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TODAY = date(2026, 11, 24)


def told(heard: list[object]) -> list[tuple[str, int]]:
    """Of which gift HR was told, and how many are left."""
    return [(each.reward_id, each.left) for each in heard if isinstance(each, StockLow)]


async def a_shown_voucher(*codes: str, low_stock_at: int) -> RewardSeen:
    reward_id = await a_voucher(*codes)
    await Reward.filter(id=reward_id).update(low_stock_at=low_stock_at)
    return await the_reward(reward_id)


async def test_a_cancelled_order_lets_the_next_fall_be_told(heard: list[object]) -> None:
    alice, _, _ = await cast()
    gift = await a_reward(stock_total=3, low_stock_at=2, limit_count=None)
    first = await ordered(gift, alice)
    assert told(heard) == [(gift.id, 2)]
    await cancel_order(first, alice.id)
    assert (await Reward.get(id=gift.id)).low_told_at is None
    await ordered(gift, alice)
    await ordered(gift, alice)
    assert told(heard) == [(gift.id, 2)] * 2


@pytest.mark.parametrize("back_in_stock", [True, False])
async def test_a_gift_that_came_back_is_told_anew_and_a_broken_one_is_not(
    heard: list[object], back_in_stock: bool
) -> None:
    alice, hr, _ = await cast()
    gift = await a_reward(stock_total=3, low_stock_at=2)
    made = await ordered(gift, alice)
    await approve_order(made, hr.id)
    await fulfil_order(made, hr.id)
    await return_order(made, hr.id, back_in_stock=back_in_stock)
    assert ((await Reward.get(id=gift.id)).low_told_at is None) == back_in_stock
    await ordered(gift, alice)
    assert told(heard) == [(gift.id, 2)] * (2 if back_in_stock else 1)


async def test_codes_that_ran_out_are_told(heard: list[object]) -> None:
    await company()
    voucher = await a_shown_voucher(CODES[0], low_stock_at=1)
    await store_codes(voucher.id, [(CODES[1], TODAY), (CODES[2], TODAY)])
    await void_expired_codes()
    assert told(heard) == []
    with clock.moved() as time:
        time.advance(timedelta(days=1))
        await void_expired_codes()
        await void_expired_codes()
    assert told(heard) == [(voucher.id, 1)]


@sqlite_alone
async def test_a_piece_that_is_lost_is_told(heard: list[object]) -> None:
    """It was not low while it lay with whoever had it: HR raised the threshold since."""
    alice, hr, _ = await cast()
    voucher = await a_shown_voucher(*CODES[:2], low_stock_at=0)
    made = await ordered(voucher, alice)
    await reveal_code(made, alice.id, "form-0001")
    await Reward.filter(id=voucher.id).update(low_stock_at=1)
    await return_order(made, hr.id, back_in_stock=True)
    assert told(heard) == [(voucher.id, 1)]


@sqlite_alone
async def test_pieces_that_hr_takes_away_are_told_of_what_is_offered(heard: list[object]) -> None:
    gift, draft = await a_reward(stock_total=9, low_stock_at=4), await a_reward(published_at=None, low_stock_at=4)
    for pieces in (-4, -1, -1, 2):
        await add_stock(gift.id, pieces, None)
    await add_stock(draft.id, -1, None)
    assert told(heard) == [(gift.id, 4)]
    await add_stock(gift.id, -1, None)
    assert told(heard) == [(gift.id, 4)] * 2, "what was added was a new count: its fall is told"


@sqlite_alone
async def test_what_never_runs_out_is_never_low(heard: list[object]) -> None:
    alice, _, _ = await cast()
    await ordered(await a_reward(stock_total=None, low_stock_at=9), alice)
    assert told(heard) == []


@pytest.mark.parametrize("way", ["lost", "expired", "stored"])
@sqlite_alone
async def test_whatever_changes_the_stock_outside_the_form_makes_an_open_form_stale(way: str) -> None:
    alice, hr, _ = await cast()
    voucher = await a_shown_voucher(CODES[0], low_stock_at=0)
    if way == "lost":
        made = await ordered(voucher, alice)
        await reveal_code(made, alice.id, "form-0001")
        await return_order(made, hr.id, back_in_stock=True)
    elif way == "stored":
        await store_codes(voucher.id, [(CODES[1], None)])
    else:
        with clock.moved() as time:
            await store_codes(voucher.id, [(CODES[1], TODAY)])
            voucher = await the_reward(voucher.id)
            time.advance(timedelta(days=1))
            await void_expired_codes()
    assert (await the_reward(voucher.id)).version == voucher.version + 1

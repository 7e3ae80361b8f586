"""What comes back: points once, payroll corrected, a code free until somebody saw it."""

import asyncio
from datetime import timedelta

import pytest

from gamification import Fact
from server import clock
from server.database import rows
from server.rewards.codes import reveal_code
from server.rewards.commands import approve_order, fulfil_order, reject_order, return_order
from server.rewards.known import OrderMoved, OutOfStock
from server.rewards.queries import parts_of
from tests.support.codes import CODES, a_voucher
from tests.support.orders import cast, counts, seen, sound, unchanged
from tests.support.rewards import a_reward, ordered, purse, season_money, the_reward

pytestmark = pytest.mark.usefixtures("db")
A_DAY = timedelta(days=1)


@pytest.mark.parametrize("back_in_stock", [True, False])
async def test_a_return_refunds_once(back_in_stock: bool) -> None:
    alice, hr, ines = await cast()
    reward = await a_reward()
    made = await ordered(reward, alice)
    await approve_order(made, hr.id)
    await fulfil_order(made, hr.id)
    returns = (return_order(made, each.id, back_in_stock=back_in_stock) for each in (hr, ines))
    outcomes = await asyncio.gather(*returns, return_exceptions=True)
    assert sorted(map(str, map(type, outcomes))) == sorted(map(str, (type(None), OrderMoved)))
    assert await purse(alice) == (500, 0, 0)
    assert await counts(reward) == (3 if back_in_stock else 2, 0, 0)
    assert await season_money() == 0
    told, corrected = await rows("SELECT id, slot, amount, corrects_id FROM gift_payroll_line ORDER BY amount DESC")
    assert (told["slot"], told["amount"], told["corrects_id"]) == ("gift", 2_000, None)
    assert (corrected["slot"], corrected["amount"], corrected["corrects_id"]) == ("return", -2_000, told["id"])
    assert [part.state for part in await parts_of(made)] == ["refunded"]
    await sound()


async def test_payroll_hears_only_of_what_is_taxed() -> None:
    alice, hr, _ = await cast()
    for label, through in (("social", False), ("recognition", False), ("donation", False), ("social", True)):
        made = await ordered(await a_reward(tax_label=label), alice, through_payroll=through)
        await approve_order(made, hr.id)
        await fulfil_order(made, hr.id)
        assert len(await rows("SELECT id FROM gift_payroll_line")) == int(through)
    await return_order(made, hr.id, back_in_stock=True)
    assert [row["amount"] for row in await rows("SELECT amount FROM gift_payroll_line ORDER BY amount")] == [
        -2_000,
        2_000,
    ]


async def test_a_donation_does_not_come_back() -> None:
    alice, hr, _ = await cast()
    made = await ordered(await a_reward(kind="donation", tax_label="donation"), alice)
    await approve_order(made, hr.id)
    assert (await seen(made)).state == "fulfilled"
    await unchanged(return_order(made, hr.id, back_in_stock=True), OrderMoved)


async def test_nobody_is_thanked_for_a_donation_who_left_meanwhile(heard: list[object]) -> None:
    alice, hr, _ = await cast()
    donation = await a_reward(kind="donation", tax_label="donation")
    made = [await ordered(donation, alice) for _ in range(2)]
    await approve_order(made[0], hr.id)
    await rows("UPDATE person SET opted_out_at = $2 WHERE id = $1 RETURNING id", alice.id, 1)
    await approve_order(made[1], hr.id)
    assert [each.object_id for each in heard if isinstance(each, Fact)] == [made[0]]
    assert await purse(alice) == (300, 0, 200)


async def test_codes_are_free_again_until_they_were_shown() -> None:
    alice, hr, _ = await cast()
    voucher = await the_reward(await a_voucher(*CODES[:2], approval="hr"))
    made = await ordered(voucher, alice)
    await reject_order(made, "Not this one.", hr.id)
    assert await counts(voucher) == (2, 0, 0)
    made = await ordered(voucher, alice)
    await approve_order(made, hr.id)
    assert (await seen(made)).state == "fulfilled"
    await return_order(made, hr.id, back_in_stock=False)
    assert await counts(voucher) == (2, 0, 0), "nobody saw it"
    made = await ordered(voucher, alice)
    await approve_order(made, hr.id)
    assert await reveal_code(made, alice.id, "key-1") in CODES
    await return_order(made, hr.id, back_in_stock=True)
    assert await counts(voucher) == (1, 0, 0), "a code that was seen is worth nothing"
    assert (await rows("SELECT count(*) AS n FROM reward_code WHERE void_at IS NULL"))[0]["n"] == 1
    assert await purse(alice) == (500, 0, 0)
    await sound()


async def test_a_code_that_ran_out_while_nobody_decided() -> None:
    alice, hr, _ = await cast()
    voucher = await the_reward(await a_voucher(CODES[0], approval="hr", expires_on=clock.now().date()))
    made = await ordered(voucher, alice)
    with clock.moved() as time:
        time.advance(2 * A_DAY)
        await unchanged(approve_order(made, hr.id), OutOfStock)
        await reject_order(made, "The code ran out.", hr.id)
    assert await purse(alice) == (500, 0, 0)

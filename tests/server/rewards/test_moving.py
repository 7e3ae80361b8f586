"""Each move of an order happens once, from where it may, and each way back restores what was set aside."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from server import clock
from server.database import rows
from server.doctor import LEDGER, examine
from server.events import RedemptionMoved
from server.people.models import Person
from server.rewards.codes import reveal_code
from server.rewards.commands import (
    approve_order,
    cancel_order,
    fulfil_order,
    prepare_order,
    reject_order,
    return_order,
)
from server.rewards.known import OrderMoved, OrderSeen, OutOfStock, OwnOrder, RewardSeen
from server.rewards.models import GiftSettings
from server.rewards.queries import order, orders_waiting, parts_of, steps_of_order
from server.web.problems import NotFound
from tests.support.codes import CODES, a_voucher
from tests.support.people import company, person
from tests.support.rewards import a_reward, everything, ordered, points_for, purse, season_money, the_reward

pytestmark = pytest.mark.usefixtures("db")
Move = Callable[[str, str], Awaitable[None]]
A_DAY = timedelta(days=1)


async def give_back(order_id: str, by: str) -> None:
    await return_order(order_id, by, back_in_stock=True)


async def refuse(order_id: str, by: str) -> None:
    await reject_order(order_id, "We have none left.", by)


MOVES: dict[str, Move] = {
    "approve": approve_order, "reject": refuse, "prepare": prepare_order, "fulfil": fulfil_order,
    "cancel": cancel_order, "return": give_back,
}  # fmt: skip
WAYS = {
    "requested": (),
    "approved": ("approve",),
    "prepared": ("approve", "prepare"),
    "fulfilled": ("approve", "fulfil"),
    "rejected": ("reject",),
    "cancelled": ("cancel",),
    "returned": ("approve", "fulfil", "return"),
}
ALLOWED = {
    "requested": {"approve", "reject", "cancel"},
    "approved": {"prepare", "fulfil", "cancel"},
    "prepared": {"fulfil"},
    "fulfilled": {"return"},
}


async def cast() -> tuple[Person, Person, Person]:
    """Alice who orders, and two of HR."""
    await company()
    alice = await person("alice")
    await points_for(alice, 500)
    return alice, await person("helene", role="hr"), await person("ines", role="hr")


async def at(state: str, alice: Person, hr: Person, **fields: Any) -> str:
    """An order of Alice's at a state."""
    made = await ordered(await a_reward(**fields), alice)
    for act in WAYS[state]:
        await MOVES[act](made, alice.id if act == "cancel" else hr.id)
    return made


async def seen(order_id: str) -> OrderSeen:
    found = await order(order_id)
    assert found is not None
    return found


async def sound() -> None:
    assert [each for each in await examine(LEDGER) if not each.is_sound] == []


async def counts(reward: RewardSeen) -> tuple[int | None, int, int]:
    now = await the_reward(reward.id)
    return now.stock_total, now.stock_reserved, now.stock_done


async def unchanged(act: Awaitable[None], why: type[Exception]) -> Exception:
    before = await everything()
    with pytest.raises(why) as caught:
        await act
    assert await everything() == before
    return caught.value


async def test_what_may_happen_from_where() -> None:
    """Every move from every state: it happens, or says where the order is and changes nothing."""
    alice, hr, _ = await cast()
    for state in WAYS:
        order_id = await at(state, alice, hr, stock_total=None)
        for act in MOVES.keys() - ALLOWED.get(state, set()):
            moved = await unchanged(MOVES[act](order_id, alice.id if act == "cancel" else hr.id), OrderMoved)
            assert isinstance(moved, OrderMoved)
            assert moved.state == state
        if state in ("requested", "approved", "prepared"):
            await MOVES["cancel" if state != "prepared" else "fulfil"](
                order_id, alice.id if state != "prepared" else hr.id
            )
    for act in MOVES:
        await unchanged(MOVES[act]("no-such-order", hr.id), NotFound)


async def test_the_whole_way_spends_the_points_and_tells_payroll(heard: list[object]) -> None:
    alice, hr, ines = await cast()
    reward = await a_reward()
    made = await ordered(reward, alice)
    await approve_order(made, hr.id)
    assert await orders_waiting() == 1
    await prepare_order(made, ines.id)
    assert await orders_waiting() == 0
    await fulfil_order(made, hr.id, " Enjoy it ")
    there = await seen(made)
    assert (there.state, there.decided_by, there.words, there.lapses_at) == ("fulfilled", hr.id, "Enjoy it", None)
    assert await purse(alice) == (400, 0, 100)
    assert await counts(reward) == (3, 0, 1)
    assert await season_money() == 2_000
    (line,) = await rows("SELECT person_id, redemption_id, slot, amount, currency, due_on FROM gift_payroll_line")
    assert (str(line["due_on"]), line["amount"], line["currency"], line["slot"]) == ("2026-11-24", 2_000, "EUR", "gift")
    assert (line["person_id"], line["redemption_id"]) == (alice.id, made)
    told = [each for each in heard if isinstance(each, RedemptionMoved)]
    assert [each.state for each in told] == ["requested", "approved", "prepared", "fulfilled"]
    assert {each.people for each in told} == {(alice.id,)}
    assert [(step.state, step.by_id) for step in await steps_of_order(made)] == [
        ("requested", alice.id), ("approved", hr.id), ("prepared", ines.id), ("fulfilled", hr.id),
    ]  # fmt: skip
    audit = await rows("SELECT action, actor_id FROM audit_entry ORDER BY id")
    assert [(row["action"], row["actor_id"]) for row in audit] == [
        ("redemption.approve", hr.id), ("redemption.prepare", ines.id), ("redemption.fulfil", hr.id),
    ]  # fmt: skip
    await sound()


@pytest.mark.parametrize("end", ["reject", "cancel", "cancel after the yes"])
async def test_an_order_that_ends_without_a_gift_gives_everything_back(end: str) -> None:
    alice, hr, _ = await cast()
    before = (await purse(alice), await season_money())
    reward = await a_reward()
    made = await ordered(reward, alice)
    if end == "reject":
        await reject_order(made, "  Broken on the way.  ", hr.id)
    else:
        if "yes" in end:
            await approve_order(made, hr.id)
        await cancel_order(made, alice.id)
    there = await seen(made)
    assert there.state == ("rejected" if end == "reject" else "cancelled")
    assert there.reason == ("Broken on the way." if end == "reject" else "")
    assert there.ended_at is not None
    assert (await purse(alice), await season_money()) == before
    assert await counts(reward) == (3, 0, 0)
    assert [part.state for part in await parts_of(made)] == ["released"]
    await ordered(reward, alice)
    await sound()


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


async def test_nobody_decides_on_their_own_order() -> None:
    alice, hr, ines = await cast()
    await points_for(hr, 500)
    mine = await ordered(await a_reward(), hr)
    await unchanged(approve_order(mine, hr.id), OwnOrder)
    await unchanged(refuse(mine, hr.id), OwnOrder)
    await approve_order(mine, ines.id)
    await unchanged(fulfil_order(mine, hr.id), OwnOrder)
    await fulfil_order(mine, ines.id)
    await unchanged(give_back(mine, hr.id), OwnOrder)
    by_itself = await ordered(await a_reward(approval="auto"), hr)
    await unchanged(fulfil_order(by_itself, hr.id), OwnOrder)
    await unchanged(cancel_order(by_itself, alice.id), NotFound)
    await cancel_order(by_itself, hr.id)


async def test_each_move_starts_the_delay_again() -> None:
    alice, hr, _ = await cast()
    await GiftSettings.create(id=1, lapse_days=20)
    with clock.moved() as time:
        time.set(clock.now())
        made = await ordered(await a_reward(), alice)
        for act in (None, approve_order, prepare_order):
            if act is not None:
                time.advance(3 * A_DAY)
                await act(made, hr.id)
            assert (await seen(made)).lapses_at == clock.now() + 20 * A_DAY


async def test_two_who_decide_at_once() -> None:
    alice, hr, ines = await cast()
    made = await ordered(await a_reward(), alice)
    acts = [approve_order(made, hr.id), reject_order(made, "No.", ines.id), approve_order(made, ines.id)]
    outcomes = await asyncio.gather(*acts, return_exceptions=True)
    assert [type(each) for each in outcomes].count(type(None)) == 1
    assert sum(isinstance(each, OrderMoved) for each in outcomes) == 2
    assert (await seen(made)).state in ("approved", "rejected")
    await sound()


async def test_whoever_cancels_while_hr_decides() -> None:
    """Both may win, one after the other; what is left is one whole order or none."""
    alice, hr, _ = await cast()
    for _ in range(4):
        reward = await a_reward()
        made = await ordered(reward, alice)
        acts = (approve_order(made, hr.id), fulfil_order(made, hr.id), cancel_order(made, alice.id))
        outcomes = await asyncio.gather(*acts, return_exceptions=True)
        assert all(each is None or isinstance(each, OrderMoved) for each in outcomes), outcomes
        there = await seen(made)
        assert there.state in ("approved", "fulfilled", "cancelled")
        expected = {"approved": (3, 1, 0), "fulfilled": (3, 0, 1), "cancelled": (3, 0, 0)}
        assert await counts(reward) == expected[there.state]
    await sound()

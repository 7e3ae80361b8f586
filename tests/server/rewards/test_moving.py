"""Each move of an order happens once, from where it may, and each way back restores what was set aside."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from server import clock
from server.database import rows
from server.events import RedemptionMoved
from server.people.models import Person
from server.rewards.commands import (
    approve_order,
    cancel_order,
    fulfil_order,
    prepare_order,
    reject_order,
    return_order,
)
from server.rewards.known import OrderMoved, OwnOrder
from server.rewards.models import GiftSettings
from server.rewards.queries import orders_waiting, parts_of, steps_of_order
from server.web.problems import NotFound
from tests.support.orders import cast, counts, seen, sound, unchanged
from tests.support.rewards import a_reward, ordered, points_for, purse, season_money

pytestmark = pytest.mark.usefixtures("db")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
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
    "approved": {"prepare", "fulfil", "reject", "cancel"},
    "prepared": {"fulfil", "reject"},
    "fulfilled": {"return"},
}


async def at(state: str, alice: Person, hr: Person, **fields: Any) -> str:
    """An order of Alice's at a state."""
    made = await ordered(await a_reward(**fields), alice)
    for act in WAYS[state]:
        await MOVES[act](made, alice.id if act == "cancel" else hr.id)
    return made


@sqlite_alone
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


ENDINGS = ["reject", "reject after the yes", "reject once ready", "cancel", "cancel after the yes"]


@pytest.mark.parametrize("end", ENDINGS)
async def test_an_order_that_ends_without_a_gift_gives_everything_back(end: str) -> None:
    alice, hr, _ = await cast()
    before = (await purse(alice), await season_money())
    reward = await a_reward()
    made = await ordered(reward, alice)
    if "yes" in end or "ready" in end:
        await approve_order(made, hr.id)
    if "ready" in end:
        await prepare_order(made, hr.id)
    refused = end.startswith("reject")
    await (reject_order(made, "  Broken on the way.  ", hr.id) if refused else cancel_order(made, alice.id))
    there = await seen(made)
    assert there.state == ("rejected" if refused else "cancelled")
    assert there.reason == ("Broken on the way." if refused else "")
    assert there.ended_at is not None
    assert (await purse(alice), await season_money()) == before
    assert await counts(reward) == (3, 0, 0)
    assert [part.state for part in await parts_of(made)] == ["released"]
    await ordered(reward, alice)
    await sound()


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

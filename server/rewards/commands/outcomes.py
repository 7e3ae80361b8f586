"""What follows on a move, in one order of locks: people, stock, the season's money, the code, the points."""

from gamification import Fact
from server import clock
from server.events import announce
from server.rewards.code_expiring import renew_code
from server.rewards.codes import free_code
from server.rewards.commands.parts import settle_parts
from server.rewards.commands.payroll_lines import take_back_from_payroll, tell_payroll
from server.rewards.commands.people import hold_people
from server.rewards.commands.steps import move, people_of, reached
from server.rewards.commands.stock import give_money_back, hand_out, lose_one, put_back, take_back
from server.rewards.known import OrderSeen, OutOfStock
from server.rewards.low_stock import look_at_stock

NEEDS_NO_HAND = ("voucher", "donation")


async def go_on(order: OrderSeen, by: str) -> None:
    """A request that is complete: told, and approved at once where HR has nothing to decide."""
    await reached(order, "requested", await people_of(order), by)
    if order.reward.approval == "auto" and not order.through_payroll:
        await approved(await move(order.id, "approved"), None)


async def approved(order: OrderSeen, by: str | None) -> None:
    """An order has its yes; what needs no hand is there at once."""
    await reached(order, "approved", await people_of(order), by)
    if order.reward.kind in NEEDS_NO_HAND:
        await handed_over(await move(order.id, "fulfilled"), by)


async def handed_over(order: OrderSeen, by: str | None) -> None:
    """The gift is theirs: points spent, payroll told, a donation thanked. OutOfStock when its code ran out."""
    people = await people_of(order)
    taking_part = await hold_people(people)
    await hand_out(order.reward.id)
    if order.reward.kind == "voucher" and not await renew_code(order.reward.id, order.id):
        raise OutOfStock
    await settle_parts(order.id, "spent")
    await tell_payroll(order)
    await reached(order, "fulfilled", people, by)
    if order.reward.kind == "donation" and order.person_id in taking_part:
        key = f"gift:{order.id}:donated"
        await announce(Fact(key, "gift.donated", order.person_id, clock.now(), "redemption", order.id, {}))


async def ended(order: OrderSeen, by: str | None) -> None:
    """No gift came of it: everything set aside is there again."""
    people = await people_of(order)
    await hold_people(people)
    await put_back(order.reward.id)
    await give_money_back(order)
    if order.reward.kind == "voucher" and not await free_code(order.id):
        await lose_one(order.reward.id)
    await look_at_stock(order.reward.id)
    await settle_parts(order.id, "released")
    await reached(order, order.state, people, by)


async def came_back(order: OrderSeen, by: str, *, back_in_stock: bool) -> None:
    """The gift is here again: points refunded, payroll corrected. A code that was shown is worth nothing any more."""
    people = await people_of(order)
    await hold_people(people)
    await take_back(order.reward.id)
    await give_money_back(order)
    kept = await free_code(order.id) if order.reward.kind == "voucher" else back_in_stock
    if not kept:
        await lose_one(order.reward.id)
    await look_at_stock(order.reward.id)
    await settle_parts(order.id, "refunded")
    await take_back_from_payroll(order)
    await reached(order, "returned", people, by)

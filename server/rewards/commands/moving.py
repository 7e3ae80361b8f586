"""An order's way from the request to its end: each move is one transaction, decided by the state it starts from."""

from server.database import transaction
from server.rewards.commands.outcomes import approved, came_back, ended, handed_over
from server.rewards.commands.steps import PREPARED, move, people_of, reached, refuse_own
from server.rewards.known import OrderMoved, OrderSeen
from server.rewards.queries import steps_of_order
from server.web.audit import record

_WORDS, _REASON = 200, 300


async def approve_order(redemption_id: str, by: str) -> None:
    """HR says yes; a voucher or a donation is there at once. OwnOrder, OrderMoved, NotFound."""
    async with transaction():
        order = await move(redemption_id, "approved", decided_by_id=by)
        await refuse_own(order, by)
        await approved(order, by)
        await _audit("approve", order, by, "requested", "approved")


async def reject_order(redemption_id: str, reason: str, by: str) -> None:
    """HR says no, with a reason: to a request, after a yes as long as it is not handed over, to a pot that still fills.

    Points, stock and money come back. OwnOrder, OrderMoved, NotFound.
    """
    async with transaction():
        order = await move(redemption_id, "rejected", decided_by_id=by, reason=reason.strip()[:_REASON])
        await refuse_own(order, by)
        before = await _stood(order)
        await ended(order, by)
        await _audit("reject", order, by, before, "rejected", reason=order.reason)


async def _stood(order: OrderSeen) -> str:
    """Where it was before this move: what is prepared is approved still."""
    return [step.state for step in await steps_of_order(order.id) if step.state != PREPARED][-1]


async def prepare_order(redemption_id: str, by: str) -> None:
    """It is ready to be fetched: from here on it cannot be cancelled. OrderMoved, NotFound."""
    async with transaction():
        order = await move(redemption_id, PREPARED)
        await reached(order, PREPARED, await people_of(order), by)
        await _audit("prepare", order, by, "approved", PREPARED)


async def fulfil_order(redemption_id: str, by: str, words: str = "") -> None:
    """Handed over: the points are spent, payroll is told where the gift is taxed. OwnOrder, OrderMoved, NotFound.

    OutOfStock for a voucher whose code ran out while nobody decided, when there is no other.
    """
    async with transaction():
        order = await move(redemption_id, "fulfilled", words=words.strip()[:_WORDS])
        await refuse_own(order, by)
        await handed_over(order, by)
        await _audit("fulfil", order, by, "approved", "fulfilled")


async def cancel_order(redemption_id: str, by: str) -> None:
    """Whoever ordered changes their mind before it is prepared. OrderMoved; NotFound for a stranger's."""
    async with transaction():
        order = await move(redemption_id, "cancelled", narrow=" AND prepared_at IS NULL", owner=by)
        await ended(order, by)


async def return_order(redemption_id: str, by: str, *, back_in_stock: bool) -> None:
    """The gift came back: points refunded, once. A donation cannot. OwnOrder, OrderMoved, NotFound."""
    async with transaction():
        order = await move(redemption_id, "returned")
        if order.reward.kind == "donation":
            raise OrderMoved("fulfilled")
        await refuse_own(order, by)
        await came_back(order, by, back_in_stock=back_in_stock)
        await _audit("return", order, by, "fulfilled", "returned", back_in_stock=back_in_stock)


async def _audit(act: str, order: OrderSeen, by: str, before: str, after: str, **more: str | bool) -> None:
    await record(f"redemption.{act}", "redemption", order.id, by, {"state": before}, {"state": after, **more})

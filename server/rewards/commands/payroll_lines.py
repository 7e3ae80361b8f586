"""What payroll is told of a gift: a line when it is handed over, one below zero when it comes back."""

from gamification import is_on_payslip
from server import clock
from server.rewards.known import OrderSeen
from server.rewards.models import GiftPayrollLine
from server.web.locale import zone


async def tell_payroll(order: OrderSeen) -> None:
    """A gift that is taxed, or was ordered through payroll, was handed over; what nobody receives alone is not told."""
    if is_on_payslip(order.reward.kind, order.tax_label, order.value_cents, order.through_payroll):
        await _write(order, "gift", order.value_cents)


async def take_back_from_payroll(order: OrderSeen) -> None:
    """The gift came back: what was told is corrected."""
    told = await GiftPayrollLine.get_or_none(redemption_id=order.id, slot="gift")
    if told is not None:
        await _write(order, "return", -told.amount, told.id)


async def _write(order: OrderSeen, slot: str, amount: int, corrects: str | None = None) -> None:
    now = clock.now()
    await GiftPayrollLine.create(
        redemption_id=order.id, person_id=order.person_id, slot=slot, amount=amount, created_at=now,
        due_on=now.astimezone(zone()).date(), corrects_id=corrects,
    )  # fmt: skip

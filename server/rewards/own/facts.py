"""What every order says of itself, a pot's as well."""

from dataclasses import replace

from server.messages import N_
from server.rewards.catalogue.art import picture_of
from server.rewards.catalogue.wording import euros, tax_sentence
from server.rewards.known import OrderSeen
from server.rewards.own.pages import OrderFacts
from server.rewards.own.queries import place_hint
from server.rewards.own.timeline import lines
from server.rewards.own.wording import (
    ENDS,
    LOOKS,
    back_words,
    gift_name,
    over_words,
    stage_name,
    stage_of,
    thanks_now,
    until_words,
)
from server.rewards.queries import steps_of_order
from server.web.locale import language, say

_PAYROLL = N_("It goes through payroll: its value ({amount}) will appear on your payslip as a benefit.")


async def facts_of(order: OrderSeen, points: int, *, is_new: bool) -> OrderFacts:
    """An order for its page; `points` are those of whoever looks, `is_new` where the button led to it."""
    stage, is_over = stage_of(order), order.state in ENDS
    is_here = order.state == "fulfilled"
    return OrderFacts(
        id=order.id,
        name=gift_name(order),
        picture=picture_of(order.reward),
        reference=order.reference,
        stage=stage_name(stage, order.reward.kind),
        icon=LOOKS[stage][0],
        hue=LOOKS[stage][1],
        points=points,
        thanks_now=thanks_now(order) if is_new else "",
        lines=lines(order, await steps_of_order(order.id)),
        facts=() if is_over else await _pairs(order),
        until=until_words(order),
        over=over_words(order),
        reason=order.reason if order.state == "rejected" else "",
        back=back_words(points) if is_over else "",
        thanks=order.reward.thanks.of(language()) if is_here else "",
        words=order.words if is_here else "",
        tax="" if is_over else _tax(order),
    )


async def _pairs(order: OrderSeen) -> tuple[tuple[str, str], ...]:
    """Where it is fetched and what to say there, until it was; what was chosen, what was written to HR."""
    place = "" if order.state == "fulfilled" else await _place(order)
    pairs = [
        (say(N_("Where to fetch it")), place),
        (say(N_("Reference to say there")), order.reference if place else ""),
        (say(N_("Your choice")), order.choice),
        (say(N_("Your words to HR")), order.note),
    ]
    return tuple((term, value) for term, value in pairs if value)


async def _place(order: OrderSeen) -> str:
    hint = await place_hint(order.place_id)
    return say(N_("{place} ({hint})"), {"place": order.place, "hint": hint}) if hint else order.place


def _tax(order: OrderSeen) -> str:
    """By what was agreed at the request, whatever the catalogue says now."""
    if order.through_payroll:
        return say(_PAYROLL, {"amount": euros(order.value_cents)})
    return tax_sentence(replace(order.reward, tax_label=order.tax_label, value_cents=order.value_cents))

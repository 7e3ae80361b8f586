"""What every order says of itself, a pot's as well."""

from dataclasses import replace

from gamification import OPEN_ORDERS
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
from server.web.locale import language, number, say, say_many

_PAYROLL = N_("It goes through payroll: its whole value ({amount}) is salary on your payslip.")


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
        facts=await _pairs(order, points),
        until=until_words(order),
        over=over_words(order),
        reason=order.reason if order.state == "rejected" else "",
        back=back_words(points) if is_over else "",
        thanks=order.reward.thanks.of(language()) if is_here else "",
        words=order.words if is_here else "",
        tax="" if is_over else _tax(order),
    )


async def _pairs(order: OrderSeen, points: int) -> tuple[tuple[str, str], ...]:
    """What it cost whoever looks, where it is picked up and what to say there, what was chosen and written to HR."""
    is_ahead = order.state in OPEN_ORDERS
    pairs = [
        *(_pot(order, points) if order.team_id else [(say(N_("Points")), number(points))]),
        (say(N_("Where to pick it up")) if is_ahead else say(N_("Place")), await _place(order, is_ahead=is_ahead)),
        (say(N_("Reference to give at the desk")), order.reference if order.place and is_ahead else ""),
        (say(N_("Your choice")), order.choice),
        (say(N_("Your words to HR")), order.note),
    ]
    return tuple((term, value) for term, value in pairs if value)


def _pot(order: OrderSeen, points: int) -> list[tuple[str, str]]:
    """What a pot came to, and one's own points in it; while it collects its panel says both."""
    if order.state == "collecting":
        return []
    goal = say_many("{n} point", "{n} points", order.cost)
    return [(say(N_("The pot")), goal), (say(N_("Your points")), number(points) if points else "")]


async def _place(order: OrderSeen, *, is_ahead: bool) -> str:
    """How the desk is found matters to whoever still goes there."""
    hint = await place_hint(order.place_id) if is_ahead else ""
    return say(N_("{place} ({hint})"), {"place": order.place, "hint": hint}) if hint else order.place


def _tax(order: OrderSeen) -> str:
    """By what was agreed at the request, whatever the catalogue says now."""
    if order.through_payroll:
        return say(_PAYROLL, {"amount": euros(order.value_cents)})
    return tax_sentence(replace(order.reward, tax_label=order.tax_label, value_cents=order.value_cents))

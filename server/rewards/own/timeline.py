"""The way of an order: what it went through, where it stands, and what comes next."""

from collections.abc import Sequence

from server.messages import N_
from server.rewards.known import OrderSeen
from server.rewards.own.pages import OrderLine, Reached
from server.rewards.own.wording import ENDS, LOOKS, WITHOUT_A_HAND, delay_words, stage_name, stage_of
from server.rewards.queries import OrderStep
from server.web.locale import day, say

WAY = ("collecting", "requested", "approved", "prepared", "fulfilled")


def lines(order: OrderSeen, steps: Sequence[OrderStep]) -> tuple[OrderLine, ...]:
    """The stages in their order; nothing is to come after an end, and a yes that is the gift itself is left out."""
    at = {step.state: step for step in steps}
    ahead = () if order.state in ENDS else _ahead(order, at)
    shown = [stage for stage in (*WAY, *ENDS) if stage in ahead or (stage in at and not _is_silent(stage, order))]
    now = stage_of(order)
    delayed = "fulfilled" if order.reward.kind in WITHOUT_A_HAND else "prepared"
    return tuple(
        _line(stage, now, order, at.get(stage), has_delay=stage in ahead and stage == delayed) for stage in shown
    )


def _ahead(order: OrderSeen, at: dict[str, OrderStep]) -> tuple[str, ...]:
    """What is still to come of what this gift needs."""
    reached = max((WAY.index(stage) for stage in at if stage in WAY), default=0)
    return tuple(stage for stage in WAY[reached + 1 :] if stage not in at and _is_needed(stage, order))


def _is_needed(stage: str, order: OrderSeen) -> bool:
    match stage:
        case "approved":
            return order.reward.approval == "hr" or order.through_payroll
        case "prepared":
            return order.reward.kind not in WITHOUT_A_HAND
    return True


def _is_silent(stage: str, order: OrderSeen) -> bool:
    """A yes that brings the gift in the same moment: where an order stands it is said all the same."""
    return stage == "approved" and order.reward.kind in WITHOUT_A_HAND and stage_of(order) != "approved"


def _line(stage: str, now: str, order: OrderSeen, step: OrderStep | None, *, has_delay: bool) -> OrderLine:
    state: Reached = "over" if stage in ENDS else "now" if stage == now else "done" if step else "todo"
    metas = [day(step.at)] if step else []
    if has_delay:
        metas.append(delay_words(order.reward.delay_days))
    if stage == "prepared" and state == "now" and order.place:
        metas.append(say(N_("At {place}: give {reference}"), {"place": order.place, "reference": order.reference}))
    return OrderLine(state, LOOKS[stage][0], stage_name(stage, order.reward.kind), tuple(metas))

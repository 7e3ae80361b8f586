"""Turns one order into what its page shows: facts, steps, the year at a glance, and the moves that are left."""

from gamification import is_large_enough
from server.messages import N_
from server.rewards.catalogue.wording import euros
from server.rewards.desk.detail_queries import CodeSeen, OrderAtDesk, PayrollSeen, Step
from server.rewards.desk.pages import PotAtAGlance, YearAtAGlance
from server.rewards.desk.wording import state_name, step_name, tax_name
from server.rewards.queries import Part, ceiling_for, received_in, watch_for
from server.web.locale import day, moment, number, say, say_many

NEAR = 80  # percent of the watch, as of the ceiling
GAVE = ("open", "spent", "refunded")
KINDS = {"requested": "sun", "approved": "accent", "fulfilled": "moss"}


def facts_of(order: OrderAtDesk, payroll: tuple[PayrollSeen, ...]) -> tuple[tuple[str, str], ...]:
    """What is worth knowing, without what is empty."""
    line = order.line
    told = (
        (N_("Reference"), line.reference),
        (N_("Team"), line.team),
        (N_("Employee number"), line.employee_number),
        (N_("Choice"), line.choice),
        (N_("Points"), number(line.cost)),
        (N_("Face value"), euros(line.value_cents)),
        (N_("For the tax office"), tax_name(line.tax_label)),
        (N_("Place"), line.place),
        (N_("Opened on") if line.is_unnamed else N_("Ordered on"), moment(line.requested_at)),
        (N_("Lapses on"), day(line.lapses_at) if line.lapses_at and not line.is_filling else ""),
        (N_("Decided by"), order.decided_by),
        (N_("Reason"), order.reason),
        (N_("Words with the gift"), order.words),
        (N_("Payroll"), _payroll_told(payroll)),
    )
    return tuple((say(name), value) for name, value in told if value)


def _payroll_told(payroll: tuple[PayrollSeen, ...]) -> str:
    """What payroll reads of it, line by line; a pair that no file held yet takes itself back."""
    told = ", ".join(map(_payroll, payroll))
    is_waiting = len(payroll) > 1 and not any(seen.batch for seen in payroll)
    if is_waiting and not sum(seen.amount for seen in payroll):
        return say(N_("Nothing in sum, since it came back before any file: {lines}."), {"lines": told})
    return told


def _payroll(seen: PayrollSeen) -> str:
    said = N_("{amount} in batch {n}") if seen.batch else N_("{amount} with the next file")
    return say(said, {"amount": euros(seen.amount), "n": seen.batch or ""})


def steps_in_words(order: OrderAtDesk, steps: tuple[Step, ...]) -> tuple[tuple[str, str], ...]:
    """What happened, when, and by whose hand: not whose pot it was that was never full, for they gave to it."""
    unsaid = ("collecting", "cancelled") if order.line.is_unnamed else ()
    return tuple(
        (step_name(each.state), " · ".join(filter(None, (moment(each.at), "" if each.state in unsaid else each.by))))
        for each in steps
    )


def state_of(order: OrderAtDesk) -> tuple[str, str]:
    """Where it stands as a tag; what is prepared has a name of its own."""
    state = "prepared" if order.line.state == "approved" and order.prepared_at else order.line.state
    return state_name(state), "moss" if state == "prepared" else KINDS.get(state, "")


async def year_of_order(order: OrderAtDesk) -> YearAtAGlance | None:
    """What the person received in the order's year; nothing for a year without a figure, nor of a pot."""
    if order.line.is_pot:
        return None
    person_id, year = order.line.person_id, order.year
    ceiling, watch = await ceiling_for(person_id, year), await watch_for(year)
    if ceiling is None:
        return None
    received = await received_in(person_id, year)
    return YearAtAGlance(
        year=year,
        received=_of(ceiling.used, ceiling.ceiling),
        used=min(ceiling.used, ceiling.ceiling),
        ceiling=ceiling.ceiling,
        is_near=ceiling.is_near,
        payroll=_of(received, watch) if watch else "",
        payroll_used=min(received, watch or received),
        watch=watch or 0,
        is_payroll_near=bool(watch) and received * 100 >= (watch or 0) * NEAR,
    )


def _of(used: int, most: int) -> str:
    return say(N_("{used} of {most}"), {"used": euros(used), "most": euros(most)})


def pot_in_words(order: OrderAtDesk, parts: tuple[Part, ...]) -> str:
    """How many put points together, from five on; never who."""
    gave = [part for part in parts if part.state in GAVE]
    people = len({part.person_id for part in gave})
    if not order.line.is_pot or order.line.is_filling or not gave:
        return ""
    points = sum(part.points for part in gave)
    total = say_many("{n} point", "{n} points", points)
    if not is_large_enough(people):
        return say(N_("Fewer than five people put {points} together."), {"points": total})
    return say(N_("{n} people put {points} together."), {"n": people, "points": total})


def filling_of(order: OrderAtDesk, parts: tuple[Part, ...]) -> PotAtAGlance | None:
    """What is in a pot that still fills; nothing for an order."""
    line = order.line
    if not line.is_filling:
        return None
    people = len({part.person_id for part in parts if part.state == "open"})
    few = say(N_("Fewer than five colleagues have given."))
    counted = say_many("{n} colleague has given.", "{n} colleagues have given.", people)
    return PotAtAGlance(
        collected=line.collected,
        goal=line.cost,
        progress=say(N_("{collected} of {goal} points"), {"collected": line.collected, "goal": line.cost}),
        givers=counted if is_large_enough(people) else few,
        lapses=day(line.lapses_at) if line.lapses_at else "",
    )


def code_in_words(code: CodeSeen | None) -> str:
    """Whether the voucher's code was shown; never the code."""
    if code is None:
        return ""
    if code.is_void:
        return say(N_("The code is void."))
    if code.revealed_at is None:
        return say(N_("The code was not shown yet."))
    shown = say(N_("The code was shown on {day}."), {"day": moment(code.revealed_at)})
    return f"{shown} {say(N_('It may be shown once more.'))}" if code.may_be_shown_again else shown


def moves_of(order: OrderAtDesk) -> frozenset[str]:
    """What may be done with it now."""
    match order.line.state:
        case "collecting":
            return frozenset({"end"})
        case "requested":
            return frozenset({"approve", "reject"})
        case "approved":
            return frozenset({"hand_over", "reject"} | ({"prepare"} if order.prepared_at is None else set()))
        case "fulfilled":
            return frozenset() if order.line.kind == "donation" else frozenset({"return"})
        case _:
            return frozenset()

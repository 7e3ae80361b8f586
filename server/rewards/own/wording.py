"""One's own orders in words: where they stand, how they end, until when, and what was thought of it."""

from datetime import timedelta

from server import clock
from server.messages import N_
from server.rewards.known import OrderSeen
from server.web.locale import day, language, say, say_many

PREPARED = "prepared"
WITHOUT_A_HAND = ("voucher", "donation")  # nothing is carried to a desk: they are there at the yes
ENDS = ("rejected", "cancelled", "lapsed", "returned")
FRESH = timedelta(minutes=10)
GIVEN, BACK = "given", "back"  # as ?said=, with &n= for how many

STATES = {
    "collecting": N_("Pot open"),
    "requested": N_("Ordered"),
    "approved": N_("Accepted"),
    "prepared": N_("Ready to pick up"),
    "fulfilled": N_("Handed to you"),
    "rejected": N_("Declined"),
    "cancelled": N_("Cancelled"),
    "lapsed": N_("Not taken further"),
    "returned": N_("Given back"),
}
OF_KINDS = {
    ("fulfilled", "donation"): N_("Donated"),
    ("fulfilled", "voucher"): N_("Code ready"),
    ("fulfilled", "team_pot"): N_("Handed to the team"),
}
LOOKS = {
    "collecting": ("users-three", "sun"),
    "requested": ("paper-plane-tilt", "accent"),
    "approved": ("check-bold", "accent"),
    "prepared": ("gift", "sun"),
    "fulfilled": ("hand-heart", "moss"),
    "rejected": ("waves-bold", ""),
    "cancelled": ("x", ""),
    "lapsed": ("hourglass", ""),
    "returned": ("arrow-clockwise", ""),
}
_OVER = {
    "rejected": N_("HR could not say yes this time."),
    "rejected.pot": N_("HR ended this pot."),
    "cancelled": N_("It was cancelled."),
    "lapsed": N_("Nothing moved for a long time, so it ended by itself."),
    "returned": N_("The gift went back."),
}
_UNTIL = {
    "collecting": N_("The pot stays open until {day}; if it is not full by then, everybody gets their points back."),
    "requested": N_("Without an answer by {day}, it ends by itself and your points come back."),
    "approved": N_("If it cannot be made ready by {day}, it ends by itself and your points come back."),
    "prepared": N_("It waits for you until {day}. After that your points come back."),
}
_MOVED = {
    "prepared": N_("It is ready already, so it can no longer be cancelled. HR can help."),
    "fulfilled": N_("It was handed over already, so it can no longer be cancelled."),
    "requested": N_("The pot is full already: thank you, nothing is missing any more."),
    "approved": N_("The pot is full already: thank you, nothing is missing any more."),
}
_OVER_ALREADY = N_("It is over already, and its points are back.")


def stage_of(order: OrderSeen) -> str:
    """Where an order stands: what was made ready is a stage of its own."""
    return PREPARED if order.state == "approved" and order.prepared_at is not None else order.state


def stage_name(stage: str, kind: str) -> str:
    """A stage as whoever ordered reads it."""
    return say(OF_KINDS.get((stage, kind)) or STATES[stage])


def gift_name(order: OrderSeen) -> str:
    """The gift, in the present language."""
    return order.reward.name.of(language())


def thanks_now(order: OrderSeen) -> str:
    """Said where the button led, while the order is as it was made: on a page reloaded later it is no news."""
    if has_moved(order) or clock.now() - order.requested_at > FRESH:
        return ""
    if order.team_id is not None:
        return say(N_("The pot is open. Your team finds it among the gifts.")) if order.state == "collecting" else ""
    if order.state == "fulfilled":
        return say(N_("Done. Thank you for all that you bring about."))
    return say(N_("Your order is in. Thank you for all that you bring about."))


def has_moved(order: OrderSeen) -> bool:
    """Whether anybody did anything to it since it was made; what needs nobody's yes is there at once."""
    if order.state in ENDS or order.prepared_at is not None or order.decided_by is not None:
        return True
    return order.state == "fulfilled" and order.reward.kind not in WITHOUT_A_HAND


def over_words(order: OrderSeen) -> str:
    """How it ended, in one calm sentence; nothing while it has not."""
    pots = _OVER.get(f"{order.state}.pot") if order.team_id is not None else None
    return say(pots or _OVER[order.state]) if order.state in _OVER else ""


def back_words(points: int) -> str:
    """That points came back."""
    return say_many("Your point is back.", "Your {n} points are back.", points) if points else ""


def did_words(said: str, points: int, mine: int, state: str) -> str:
    """What a button of a pot's page did, where the page still bears it out: addresses are kept, and pots go on."""
    if said == GIVEN and 0 < points <= mine:
        return say_many("One point given. Thank you.", "{n} points given. Thank you.", points)
    return back_words(points) if said == BACK and not mine and state == "collecting" else ""


def until_words(order: OrderSeen) -> str:
    """Until when it stands, without counting days."""
    stage = stage_of(order)
    if stage not in _UNTIL or order.lapses_at is None:
        return ""
    return say(_UNTIL[stage], {"day": day(order.lapses_at)})


def delay_words(days: int) -> str:
    """How long it usually takes."""
    return say_many("Usual delay: one day", "Usual delay: {n} days", days)


def moved_words(state: str) -> str:
    """Why an act came too late."""
    return say(_MOVED.get(state, _OVER_ALREADY))

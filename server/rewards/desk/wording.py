"""Orders in HR's words: states, tax, how long somebody waits, and why a move was not made."""

from datetime import date, datetime

from server import clock
from server.messages import N_
from server.referrals.console.clocks import working_days
from server.rewards.console.wording import LABEL_NAMES
from server.rewards.desk.shelves import Shelf
from server.rewards.known import OrderMoved, OrderRefused, OutOfStock, OwnOrder, TaxLabel
from server.web.locale import say, say_many, zone
from server.web.problems import NotFound

STALE = 5  # working days, as on the board of referrals
STATES = {
    "collecting": N_("Pot open"),
    "requested": N_("To decide"),
    "approved": N_("Accepted"),
    "prepared": N_("Ready to be fetched"),
    "fulfilled": N_("Handed over"),
    "rejected": N_("Declined"),
    "cancelled": N_("Called off"),
    "lapsed": N_("Not taken further"),
    "returned": N_("Given back"),
}
OWN, MOVED, GONE, OUT, REFUSED = "own", "moved", "gone", "out", "refused"
WHY = {
    OWN: N_("You ordered it yourself, or put points into it: somebody else of HR decides."),
    GONE: N_("It is not here any more."),
    OUT: N_("No good code of this voucher is left."),
    REFUSED: N_("It cannot be done now."),
}
ELSEWHERE = N_("It is elsewhere by now: {state}.")
BY_NOW = {
    "approved": N_("It is approved by now."),
    "fulfilled": N_("It is handed over by now."),
    "rejected": N_("It is refused by now."),
    "cancelled": N_("It is cancelled by now."),
    "lapsed": N_("It has lapsed by now."),
    "returned": N_("The gift has come back by now."),
}


def state_name(state: str) -> str:
    """Where an order stands."""
    return say(STATES.get(state, state))


def step_name(state: str) -> str:
    """What happened to an order when it came there."""
    return say(N_("Asked for")) if state == "requested" else state_name(state)


def tax_name(label: TaxLabel) -> str:
    """What a gift is for the tax office."""
    return say(LABEL_NAMES[label])


def waited(shelf: Shelf, since: datetime) -> tuple[str, str, str]:
    """Working days on a shelf as a tag: its text, its kind, its icon; coral once somebody waits too long."""
    days = working_days(_day(since), _day(clock.now()))
    text = say_many("{n} working day", "{n} working days", days) if days else say(N_("Today"))
    if days >= STALE:
        return text, "coral", "clock"
    return text, "" if days else "accent", ""


def _day(instant: datetime) -> date:
    return instant.astimezone(zone()).date()


def moved_in_words(move: str, count: int) -> str:
    """What was done with so many orders of a list, by the move that was asked for; nothing for none."""
    if not count:
        return ""
    match move:
        case "approve":
            return say_many("One order is approved.", "{n} orders are approved.", count)
        case "prepare":
            return say_many("One order is ready to be fetched.", "{n} orders are ready to be fetched.", count)
        case "hand_over":
            return say_many("One order is handed over.", "{n} orders are handed over.", count)
        case "reject":
            return say_many(
                "One order is refused: its points are back.", "{n} orders are refused: their points are back.", count
            )
        case _:
            return say_many("One order moved on.", "{n} orders moved on.", count)


def word_for(refusal: OrderRefused | NotFound) -> str:
    """A refusal in a word that can be kept: the rest of the list goes on."""
    match refusal:
        case OwnOrder():
            return OWN
        case OrderMoved():
            return f"{MOVED}:{refusal.state}"
        case OutOfStock():
            return OUT
        case NotFound():
            return GONE
        case _:
            return REFUSED


def why(kept: str) -> str:
    """The sentence for such a word."""
    word, _, state = kept.partition(":")
    if word == MOVED:
        return say(BY_NOW[state]) if state in BY_NOW else say(ELSEWHERE, {"state": state_name(state)})
    return say(WHY.get(word, WHY[REFUSED]))

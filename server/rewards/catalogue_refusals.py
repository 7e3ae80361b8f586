"""Why HR cannot write, publish or restock a gift so."""

from server.messages import N_
from server.web.problems import Doubled, Refused


class Stale(Doubled):
    """Somebody saved another version in between."""

    message = N_("This gift was changed by somebody else while you were writing.")


class NotReady(Refused):
    """A thing that is fetched is published with a place to fetch it at."""

    message = N_("Choose a place where this gift is fetched, then publish it.")


class TooLate(Refused):
    """A gift whose last day is past would be over at once."""

    message = N_("Its last day has passed: choose a later one, or none, then publish it.")


class Unlabelled(Refused):
    """What something of value does on a payslip is known before anybody orders it."""

    message = N_("Its tax label is not complete: choose it in the form, then publish.")


class KindFixed(Refused):
    """What people may have ordered stays what it was."""

    message = N_("A gift that was published, or that has codes, keeps its kind: copy it to make another one.")


class TooFew(Refused):
    """What is set aside or handed over is counted in."""

    message = N_("Set aside or handed over already: {n}. The stock cannot be smaller.")


class NotCounted(Refused):
    """There is no number to add to."""

    message = N_("This gift never runs out: give it a stock in its form first.")


class CodesCount(Refused):
    """A voucher has as many pieces as codes."""

    message = N_("A voucher’s stock is the number of its codes: import some.")

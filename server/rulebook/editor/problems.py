"""What a field of the editor says when it cannot be read."""

from server.messages import N_
from server.web.locale import say

EMPTY = N_("Fill in this field.")
CHOOSE = N_("Choose one of the options.")
CHOOSE_SOME = N_("Choose at least one.")
WHOLE = N_("Write a whole number.")
TOO_LARGE = N_("Write a number of at most {max}.")
BACKWARDS = N_("The second number must not be smaller than the first.")
PERCENT = N_("Write a percentage like 150 or 200.")
DATE = N_("Write a date like 2026-11-22.")
ENDS_FIRST = N_("The last day must not come before the first.")


class Problems:
    """The sentences by field, collected while a form is read."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def add(self, name: str, message: str, **values: object) -> None:
        """Say something of a field; the first sentence stands."""
        self.found.setdefault(name, say(message, dict(values)))

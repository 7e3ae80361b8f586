"""What people send about gifts: an order, the first part of a pot, a button."""

from typing import Annotated

from pydantic import Field

from server.rewards.known import Wish
from server.web.forms import FormModel

LONGEST_NOTE, LARGEST_PART = 200, 1_000_000
Note = Annotated[str, Field(max_length=LONGEST_NOTE)]
PlaceId = Annotated[str, Field(max_length=36)]
Choice = Annotated[str, Field(max_length=80)]


class OrderForm(FormModel):
    """Where to fetch it, which kind, a word for HR; through payroll only where the ceiling is reached.

    `terms` are what the page said of price, value and tax; `way` is "payroll" where the form asked for the tick.
    """

    place: PlaceId = ""
    choice: Choice = ""
    note: Note = ""
    through_payroll: bool = False
    way: Annotated[str, Field(max_length=20)] = ""
    terms: Annotated[str, Field(max_length=40)] | None = None

    @property
    def lacks_tick(self) -> bool:
        """Sent by the form of the way through payroll, and not agreed to."""
        return self.way == "payroll" and not self.through_payroll

    def wish(self, slug: str) -> Wish:
        """What is asked for."""
        return Wish(slug, self.place or None, self.choice, self.note, self.through_payroll, self.terms)


class PotForm(FormModel):
    """The first part of a team's pot. Every page has its balance as `points` already: an id stands once."""

    given: Annotated[int, Field(ge=1, le=LARGEST_PART)]
    place: PlaceId = ""
    choice: Choice = ""
    note: Note = ""


class TargetForm(FormModel):
    """The button that starts or ends saving for a gift: nothing but its key."""

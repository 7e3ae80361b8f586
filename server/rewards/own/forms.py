"""What is sent from the pages of one's own orders and pots."""

from typing import Annotated

from pydantic import Field

from server.rewards.catalogue.forms import LARGEST_PART
from server.web.forms import FormModel

Points = Annotated[int, Field(ge=1, le=LARGEST_PART)]


class ButtonForm(FormModel):
    """A button: nothing but its key."""


class PartForm(FormModel):
    """Points for a pot: a number, or a button that says one. Every page has its balance as `points` already."""

    given: Points | None = None
    preset: Points | None = None

    @property
    def amount(self) -> int:
        """How many; nothing where no number was written."""
        return self.preset or self.given or 0

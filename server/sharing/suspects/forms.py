"""What HR decides on a held day."""

from typing import Literal

from pydantic import Field

from server.web.forms import FormModel


class DecisionForm(FormModel):
    """Cleared or rejected, how many visits stand all the same, and why."""

    decision: Literal["cleared", "rejected"]
    stands: int = Field(default=0, ge=0, le=1_000_000)
    reason: str = Field(min_length=3, max_length=500)

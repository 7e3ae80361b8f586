"""What HR types on the page of corrections."""

from typing import Literal

from pydantic import Field

from server.web.forms import FormModel


class CorrectionForm(FormModel):
    """Points by hand, signed, or an award to take back; why, for the person to read."""

    person: str = Field(max_length=40)
    kind: Literal["adjust", "reverse"] = "adjust"
    points: int = Field(0, ge=-100_000, le=100_000)
    decision: str = Field("", max_length=40)
    reason: str = Field("", max_length=500)


class DecisionForm(FormModel):
    """A yes or a no, with words where they are asked for."""

    word: Literal["yes", "no"]
    reason: str = Field("", max_length=500)

"""What HR sends about rules beside the editor."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from server.messages import N_
from server.rulebook.editor.dates import EARLIEST, LATEST
from server.web.forms import FormModel


class PressForm(FormModel):
    """A button alone."""


class StarterForm(FormModel):
    """The sentence a rule starts from."""

    starter: Literal["own-words", "visits", "team-goal", "interview", "reading", "suggestion"]


class CampaignForm(FormModel):
    """A campaign; days are those of the programme, the last one included."""

    name_fr: str = Field(min_length=1, max_length=120)
    name_en: str = Field(min_length=1, max_length=120)
    starts: date | None = Field(None, ge=EARLIEST, lt=LATEST)
    ends: date | None = Field(None, ge=EARLIEST, lt=LATEST)
    pays_partly: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> "CampaignForm":
        if self.starts and self.ends and self.ends < self.starts:
            raise ValueError(N_("The last day must not come before the first."))
        return self


class FundForm(FormModel):
    """Points for a campaign."""

    points: int = Field(ge=1, le=1_000_000)


class BoundsForm(FormModel):
    """HR's bounds, and those that were shown."""

    approval_above_90_days: int = Field(ge=0, le=1_000_000)
    approval_above_once: int = Field(ge=0, le=100_000)
    approval_above_correction: int = Field(ge=0, le=100_000)
    corrections_a_month: int = Field(ge=0, le=1_000_000)
    thanks_a_month: int = Field(ge=0, le=100_000)
    shown: str = Field(max_length=80, pattern=r"^\d{1,9}(,\d{1,9}){4}$")

"""What HR types about a challenge, and the buttons around it."""

from datetime import date, timedelta
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from gamification import Counted
from server.messages import N_
from server.web.forms import FormModel

LONGEST = timedelta(days=366)
FIRST_YEAR, LAST_YEAR = 2000, 2199
Sentences = Field("", max_length=280)


class TextsForm(FormModel):
    """What is said of a challenge: it may change at any time."""

    title_fr: str = Field(min_length=1, max_length=80)
    title_en: str = Field(min_length=1, max_length=80)
    promise_fr: str = Sentences
    promise_en: str = Sentences
    thanks_fr: str = Sentences
    thanks_en: str = Sentences
    revision: int = Field(0, ge=0, le=1_000_000)


class ChallengeForm(TextsForm):
    """A whole challenge, for as long as it is a draft."""

    scope: Literal["company", "team", "personal"]
    team: str = Field("", max_length=36)
    counts: Counted
    topic: str = Field("", max_length=80)
    goal: int = Field(ge=1, le=1_000_000)
    starts_on: date
    ends_on: date
    points: int = Field(0, ge=0, le=1_000)
    budget: int | None = Field(None, ge=0, le=10_000_000)

    @field_validator("starts_on")
    @classmethod
    def _in_our_time(cls, starts_on: date) -> date:
        if not FIRST_YEAR <= starts_on.year <= LAST_YEAR:
            raise ValueError(N_("Write a date like 2026-11-22."))
        return starts_on

    @field_validator("ends_on")
    @classmethod
    def _after_its_start(cls, ends_on: date, info: ValidationInfo) -> date:
        starts_on = info.data.get("starts_on")
        if starts_on and ends_on < starts_on:
            raise ValueError(N_("The last day comes before the first one."))
        if starts_on and ends_on - starts_on > LONGEST:
            raise ValueError(N_("A challenge lasts a year at most."))
        return ends_on

    @field_validator("budget")
    @classmethod
    def _enough_for_one(cls, budget: int | None, info: ValidationInfo) -> int | None:
        if budget is not None and budget < info.data.get("points", 0):
            raise ValueError(N_("The budget does not cover a single reward."))
        return budget


class RevisionForm(FormModel):
    """A button about the challenge as it was shown."""

    revision: int = Field(ge=0, le=1_000_000)


class ReasonForm(FormModel):
    """Ending before the last day, and why."""

    reason: str = Field(min_length=3, max_length=280)


class ButtonForm(FormModel):
    """A button alone."""

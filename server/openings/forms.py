"""What HR types about an opening, and the buttons around it."""

from datetime import date
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from server.messages import N_
from server.openings.wording import CLOSINGS, CONTRACTS
from server.web.forms import FormModel

MOST_SKILLS, MOST_STEPS, SKILL_LENGTH, STEP_LENGTH = 30, 8, 80, 160
FIRST_YEAR, LAST_YEAR = 2000, 2199
CLOSED_BY_HAND = ("filled", "stopped")


def lines(text: str) -> tuple[str, ...]:
    """What was typed one per line, without the empty ones."""
    return tuple(dict.fromkeys(filter(None, (line.strip(" \t\r-•*·") for line in text.splitlines()))))


def read_steps(text: str) -> tuple[tuple[str, str], ...]:
    """Steps one per line: what happens, and after a colon the detail."""
    parted = (line.partition(": ") for line in lines(text))
    return tuple((title.strip(), detail.strip()) for title, _, detail in parted)


class OpeningForm(FormModel):
    """A whole opening. Pay is gross, in whole units of its currency."""

    title: str = Field(min_length=1, max_length=200)
    reference: str = Field("", max_length=120)
    department: str = Field("", max_length=120)
    place: str = Field("", max_length=200)
    country: str = Field("", max_length=2, pattern=r"^([A-Za-z]{2})?$")
    remote: Literal["no", "hybrid", "full"] = "no"
    contract: str = Field("", max_length=16)
    hours: str = Field("", max_length=60)
    pay_from: int | None = Field(None, ge=0, le=10_000_000)
    pay_to: int | None = Field(None, ge=0, le=10_000_000)
    pay_currency: str = Field("EUR", pattern=r"^[A-Z]{3}$")
    pay_per: Literal["year", "month", "week", "day", "hour"] = "year"
    team_size: int | None = Field(None, ge=1, le=10_000)
    answer_days: int = Field(5, ge=1, le=60)
    skills: str = Field("", max_length=3_000)
    steps: str = Field("", max_length=2_000)
    description: str = Field("", max_length=20_000)
    language: Literal["fr", "en"] = "fr"
    is_hot: bool = False
    recruiter: str = Field("", max_length=36)
    manager: str = Field("", max_length=36)
    bonus_plan: str = Field("", max_length=36)
    topics: tuple[str, ...] = Field((), max_length=20)
    closes_on: date | None = None
    version: int = Field(0, ge=0, le=1_000_000)

    @field_validator("country")
    @classmethod
    def _two_letters(cls, country: str) -> str:
        return country.upper()

    @field_validator("contract")
    @classmethod
    def _known(cls, contract: str) -> str:
        if contract and contract not in CONTRACTS:
            raise ValueError(N_("Choose one of the options."))
        return contract

    @field_validator("pay_to")
    @classmethod
    def _not_below(cls, pay_to: int | None, info: ValidationInfo) -> int | None:
        pay_from = info.data.get("pay_from")
        if pay_to is not None and pay_from is not None and pay_to < pay_from:
            raise ValueError(N_("The upper end of the pay is below the lower one."))
        return pay_to

    @field_validator("skills")
    @classmethod
    def _some_skills(cls, skills: str) -> str:
        if len(lines(skills)) > MOST_SKILLS or any(len(line) > SKILL_LENGTH for line in lines(skills)):
            raise ValueError(N_("Thirty skills at most, one per line, each short."))
        return skills

    @field_validator("steps")
    @classmethod
    def _some_steps(cls, steps: str) -> str:
        if len(lines(steps)) > MOST_STEPS or any(len(line) > STEP_LENGTH for line in lines(steps)):
            raise ValueError(N_("Eight steps at most, one per line, each in a sentence."))
        return steps

    @field_validator("closes_on")
    @classmethod
    def _in_our_time(cls, closes_on: date | None) -> date | None:
        if closes_on and not FIRST_YEAR <= closes_on.year <= LAST_YEAR:
            raise ValueError(N_("Write a date like 2026-11-22."))
        return closes_on


class VersionForm(FormModel):
    """A button about the opening as it was shown."""

    version: int = Field(ge=0, le=1_000_000)


class ClosingForm(FormModel):
    """Closing, and why."""

    because: str = Field(min_length=1, max_length=16)

    @field_validator("because")
    @classmethod
    def _by_hand(cls, because: str) -> str:
        if because not in CLOSED_BY_HAND or because not in CLOSINGS:
            raise ValueError(N_("Choose one of the options."))
        return because


class ButtonForm(FormModel):
    """A button alone."""

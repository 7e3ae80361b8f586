"""What HR types about referrals."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator

from server.candidates.contacts import is_number
from server.messages import N_
from server.web.forms import FormModel
from server.web.mail_addresses import is_mail_address

Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
NO_WAY_TO_REACH = N_("An e-mail address or a telephone number: one of them.")
NOT_AN_ADDRESS = N_("Write an e-mail address like lea@company.example.")
NOT_A_NUMBER = N_("Write a telephone number with at least six digits.")
FIRST_YEAR, LAST_YEAR = 2000, 2199


def _address(text: str) -> str:
    if text and not is_mail_address(text):
        raise ValueError(NOT_AN_ADDRESS)
    return text


def _number(text: str) -> str:
    if text and not is_number(text):
        raise ValueError(NOT_A_NUMBER)
    return text


class MoveForm(FormModel):
    """Where to; an end wants its reason."""

    stage: str = Field(min_length=1, max_length=12)
    because: str = Field(default="", max_length=16)
    version: Version


class AppointmentForm(FormModel):
    """What comes next and when; without a day, nothing does."""

    on: date | None = None
    at: time | None = None
    what: str = Field(default="", max_length=120)
    version: Version

    @field_validator("on")
    @classmethod
    def _in_our_time(cls, on: date | None) -> date | None:
        if on and not FIRST_YEAR <= on.year <= LAST_YEAR:
            raise ValueError(N_("Write a date like 2026-11-22."))
        return on


class NoteForm(FormModel):
    """A note, which the candidate may read."""

    text: str = Field(min_length=1, max_length=2000)


class MergeForm(FormModel):
    """The other referral of the same person, and which of the two stays."""

    other: str = Field(min_length=1, max_length=36)
    keeps: Literal["this", "other"]
    version: Version


class PersonForm(FormModel):
    """Somebody who came another way."""

    name: str = Field(min_length=2, max_length=120)
    email: Annotated[str, AfterValidator(_address)] = Field(default="", max_length=254)
    phone: Annotated[str, AfterValidator(_number)] = Field(default="", max_length=40)
    opening: str = Field(min_length=1, max_length=36)
    language: Literal["fr", "en"]
    message: str = Field(default="", max_length=1000)


class SettingsForm(FormModel):
    """What HR decides about referrals; `version` is the one they were typed for."""

    allows_presenting: bool = False
    hides_referrer: bool = False
    stale_days: int = Field(ge=1, le=30)
    approval_days: int = Field(ge=1, le=60)
    expires_days: int = Field(ge=30, le=730)
    owns_months: int = Field(ge=1, le=36)
    refused_months: int = Field(ge=1, le=24)
    pool_months: int = Field(ge=1, le=24)
    version: Version

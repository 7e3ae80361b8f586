"""What HR types about the money of gifts."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator

from server.messages import N_
from server.rewards.money.amounts import cents
from server.web.forms import FormModel

FIRST, LAST = 2020, 2099
MOST_A_YEAR = 1_000_000
NOT_A_YEAR = N_("Write a year like 2027.")
MISSING = N_("Write the ceiling of the year, in euros.")
TOO_MUCH = N_("Write 10,000 euros at most for one person and year.")


def _a_year(typed: Any) -> int | None:
    amount = cents(typed)
    if amount is not None and amount > MOST_A_YEAR:
        raise ValueError(TOO_MUCH)
    return amount


class YearForm(FormModel):
    """A calendar year's ceiling and watch; without a watch, the law's figure stands."""

    year: int
    ceiling: Annotated[int | None, BeforeValidator(_a_year)] = Field(None, validate_default=True)
    watch: Annotated[int | None, BeforeValidator(_a_year)] = None

    @field_validator("year")
    @classmethod
    def _in_our_time(cls, year: int) -> int:
        if not FIRST <= year <= LAST:
            raise ValueError(NOT_A_YEAR)
        return year

    @field_validator("ceiling")
    @classmethod
    def _said(cls, ceiling: int | None) -> int | None:
        if ceiling is None:
            raise ValueError(MISSING)
        return ceiling


class SeasonForm(FormModel):
    """A season's budget; empty bounds nothing."""

    season: str = Field(pattern=r"^[0-9]{4}-Q[1-4]$")
    budget: Annotated[int | None, BeforeValidator(cents)] = None


class TermsForm(FormModel):
    """The terms of orders; `version` is the one that was read."""

    payroll_allowed: bool = False
    lapse_days: int = Field(ge=7, le=60)
    pot_days: int = Field(ge=7, le=90)
    version: int = Field(1, ge=1, le=1_000_000)

"""What HR types about bonuses: plans, reasons, and the buttons around them."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator

from server.bonuses.queries import Promised
from server.messages import N_
from server.web.amounts import cents_of
from server.web.forms import FormModel

CURRENCIES = ("EUR", "CHF", "GBP", "USD", "CAD", "MAD", "TND", "XOF")
ROWS = (1, 2, 3)
MOST = 10_000_000  # cents
NO_AMOUNT = N_("Write an amount like 500 or 499.50.")
LARGE = N_("An instalment is 100,000 at most.")
NOTHING = N_("Write at least one amount.")


def cents(typed: Any) -> int | None:
    """An amount as people write it, in cents. Raises ValueError with the sentence."""
    return cents_of(typed, MOST, NO_AMOUNT, LARGE, least=1)


Milestone = Literal["started", "retained"]
Cents = Annotated[int | None, BeforeValidator(cents)]
Days = Annotated[int, Field(ge=0, le=730)]


class VersionForm(FormModel):
    """What a plan promises from a day on: up to three payments."""

    milestone_1: Milestone = "started"
    amount_1: Cents = None
    days_1: Days = 0
    milestone_2: Milestone = "retained"
    amount_2: Cents = None
    days_2: Days = 0
    milestone_3: Milestone = "retained"
    amount_3: Cents = None
    days_3: Days = 0
    currency: Literal["EUR", "CHF", "GBP", "USD", "CAD", "MAD", "TND", "XOF"] = "EUR"
    starts_on: date

    @field_validator("starts_on")
    @classmethod
    def _in_our_time(cls, starts_on: date) -> date:
        if not 2000 <= starts_on.year <= 2199:
            raise ValueError(N_("Write a date like 2026-11-22."))
        return starts_on

    def promised(self) -> tuple[Promised, ...]:
        """The payments that have an amount, in their order."""
        rows = (
            (getattr(self, f"milestone_{n}"), getattr(self, f"amount_{n}"), getattr(self, f"days_{n}")) for n in ROWS
        )
        return tuple(Promised(milestone, amount, days) for milestone, amount, days in rows if amount)


class PlanForm(VersionForm):
    """A new plan with its first version."""

    name_fr: str = Field(min_length=1, max_length=80)
    name_en: str = Field(min_length=1, max_length=80)


class ReasonForm(FormModel):
    """A refusal or a correction, and why."""

    reason: str = Field(min_length=10, max_length=300)


class ButtonForm(FormModel):
    """A button alone."""

"""The context of HR's page about the money of gifts."""

from dataclasses import dataclass
from typing import ClassVar

from server.rewards.money.forms import SeasonForm, TermsForm, YearForm
from server.rewards.money.panels import NearPanel, OwedPanel, SeasonPanel
from server.rewards.money.years import GiftYearSeen
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year's figures in words."""

    seen: GiftYearSeen
    ceiling: str
    watch: str
    is_present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyPage(Page):
    """Budgets, ceilings, who is near them, what is owed, and the terms of orders."""

    template: ClassVar[str] = "rewards/money.html"
    tab: ClassVar[str] = "gifts"
    said: str
    this_year: str
    waits: bool
    next_year: str
    next_waits: bool
    seasons: tuple[SeasonPanel, ...]
    season_choices: tuple[tuple[str, str], ...]
    years: tuple[YearLine, ...]
    ceiling: NearPanel | None
    watch: NearPanel | None
    owed: OwedPanel
    year_form: Filled[YearForm]
    season_form: Filled[SeasonForm]
    terms_form: Filled[TermsForm]
    theirs: tuple[tuple[str, str], ...]
    errors: dict[str, str]

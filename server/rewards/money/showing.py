"""Gathers what HR's page about the money of gifts shows."""

from dataclasses import dataclass
from datetime import datetime

from server.messages import N_
from server.rewards.money.amounts import euros, typed
from server.rewards.money.forms import SeasonForm, TermsForm, YearForm
from server.rewards.money.near import near_ceiling, near_watch
from server.rewards.money.owed import owed
from server.rewards.money.pages import MoneyPage, YearLine
from server.rewards.money.panels import near_panel, owed_panel, season_panel
from server.rewards.money.seasons import SeasonMoney, open_seasons, season_money
from server.rewards.money.years import GiftYearSeen, gift_years
from server.rewards.queries import gift_settings, year_of
from server.web.forms import Filled, blank
from server.web.locale import say

NOW, NEXT = N_("{season}, now"), N_("{season}, next")


@dataclass(frozen=True, slots=True)
class Forms:
    """The form that was sent and refused; the others are shown fresh."""

    year: Filled[YearForm] | None = None
    season: Filled[SeasonForm] | None = None
    terms: Filled[TermsForm] | None = None

    @property
    def errors(self) -> dict[str, str]:
        """What is to correct in it."""
        sent = self.year or self.season or self.terms
        return sent.errors if sent else {}


async def money_page(forms: Forms, now: datetime, said: str, theirs: tuple[tuple[str, str], ...]) -> MoneyPage:
    """The whole page."""
    year = year_of(now)
    years = {each.year: each for each in await gift_years(year - 1, year + 1)}
    present, coming = years[year], years[year + 1]
    seasons = tuple([await season_money(period) for period in open_seasons(now)])
    panels = tuple(season_panel(each, now) for each in seasons)
    return MoneyPage(
        said=said,
        this_year=str(year),
        waits=not present.is_known,
        next_year=str(year + 1),
        next_waits=not coming.is_known,
        seasons=panels,
        season_choices=tuple(
            (each.key, say(name, {"season": each.title})) for each, name in zip(panels, (NOW, NEXT), strict=True)
        ),
        years=tuple(_year(each, year) for each in years.values()),
        ceiling=near_panel(await near_ceiling(year, present.ceiling)) if present.ceiling is not None else None,
        watch=near_panel(await near_watch(year, present.watch)) if present.watch is not None else None,
        owed=owed_panel(await owed(now), seasons[0]),
        year_form=forms.year or _year_form(present if not present.is_known or coming.is_known else coming),
        season_form=forms.season or _season_form(seasons[0]),
        terms_form=forms.terms or await _terms_form(),
        theirs=theirs,
        errors=forms.errors,
    )


def _year(seen: GiftYearSeen, present: int) -> YearLine:
    ceiling, watch = ("" if each is None else euros(each) for each in (seen.ceiling, seen.watch))
    return YearLine(seen, ceiling, watch, seen.year == present)


def _year_form(year: GiftYearSeen) -> Filled[YearForm]:
    """The year that misses its figure, else the present one."""
    return blank(YearForm, year=year.year, ceiling=typed(year.ceiling), watch=typed(year.own_watch))


def _season_form(money: SeasonMoney) -> Filled[SeasonForm]:
    return blank(SeasonForm, season=money.period.key, budget=typed(money.budget))


async def _terms_form() -> Filled[TermsForm]:
    terms = await gift_settings()
    return blank(
        TermsForm, payroll_allowed="on" if terms.payroll_allowed else "", lapse_days=terms.lapse_days,
        pot_days=terms.pot_days, version=terms.version,
    )  # fmt: skip

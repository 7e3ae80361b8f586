"""The money of gifts in figures and sentences, as HR reads them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gamification import POINTS_PER_EURO, Period
from server.messages import N_
from server.rewards.money.amounts import about, euros
from server.rewards.money.near import Near, Received
from server.rewards.money.owed import Owed, at_rate
from server.rewards.money.seasons import SeasonMoney
from server.web.locale import day, number, say, say_many, zone

SEASONS = {1: N_("Winter {year}"), 4: N_("Spring {year}"), 7: N_("Summer {year}"), 10: N_("Autumn {year}")}
NO_BUDGET = N_("No budget entered: no order is refused for lack of money.")
USED_UP = N_("The budget is used up: orders of gifts with a value wait for the next season.")
PACE = N_("At this pace, {sum} by {day}.")
BEYOND = N_("At this pace, {sum} by {day}: more than the budget.")
COVERS = N_("What is left of this season’s budget pays for {percent}% of it.")
COVERS_NONE = N_("No budget is entered for this season, so that none of it is provided for.")
RATE = N_("at {points} points a euro")


@dataclass(frozen=True, slots=True)
class SeasonPanel:
    """A season's money in words; `percent` for the bar, nothing without a budget."""

    key: str
    title: str
    budget: str
    taken: str
    left: str
    percent: int | None
    elapsed: int
    sentence: str
    is_over: bool


def season_name(period: Period) -> str:
    """Such as Autumn 2026."""
    first = period.starts_at.astimezone(zone())
    return say(SEASONS[first.month], {"year": str(first.year)})


def season_panel(money: SeasonMoney, now: datetime) -> SeasonPanel:
    """The season's bar, what is left, and where it goes at this pace."""
    forecast = money.forecast(now) if money.period.starts_at <= now else None
    return SeasonPanel(
        key=money.period.key,
        title=season_name(money.period),
        budget="" if money.budget is None else euros(money.budget),
        taken=euros(money.taken),
        left="" if money.left is None else euros(money.left),
        percent=None if money.budget is None else min(100, money.percent),
        elapsed=round(100 * money.elapsed(now)),
        sentence=_sentence(money, forecast, now),
        is_over=forecast is not None and money.budget is not None and forecast > money.budget,
    )


def _sentence(money: SeasonMoney, forecast: int | None, now: datetime) -> str:
    if money.budget is not None and money.taken >= money.budget:
        return say(USED_UP)
    said = [say(NO_BUDGET)] if money.budget is None else []
    if money.period.starts_at <= now:
        days = max(1, -(-(money.period.ends_at - now) // timedelta(days=1)))
        said.append(say_many("{n} day left.", "{n} days left.", days))
    if forecast is not None and money.taken:
        last = day(money.period.ends_at - timedelta(milliseconds=1), "d MMMM")
        is_over = money.budget is not None and forecast > money.budget
        said.append(say(BEYOND if is_over else PACE, {"sum": about(forecast), "day": last}))
    return " ".join(said)


@dataclass(frozen=True, slots=True)
class NearPanel:
    """Who is near a bound: how many, how many are there already, and each with the amount."""

    bound: str
    limit: int
    near: int
    reached: int
    people: tuple[tuple[Received, str], ...]


def near_panel(near: Near) -> NearPanel:
    """In words."""
    people = tuple((each, euros(each.cents)) for each in near.people)
    return NearPanel(euros(near.bound), near.bound, len(people), near.reached, people)


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One row of what is owed: points, and two estimates in euros; nothing of an average that there is not yet."""

    name: str
    points: int
    at_rate: str
    real: str
    is_sum: bool = False
    is_measured: bool = True


@dataclass(frozen=True, slots=True)
class OwedPanel:
    """What is owed, how it is reckoned, and what the season's budget covers of it."""

    lines: tuple[OwedLine, ...]
    total: str
    rate: str
    average: str
    covers: str


def owed_panel(now_owed: Owed, season: SeasonMoney) -> OwedPanel:
    """The table and its sentences."""
    points = now_owed.points
    parts = (
        (say(N_("To spend")), points.available, False, True),
        (say(N_("Not confirmed yet")), points.pending, False, True),
        (say(N_("Set aside for orders")), points.held, False, True),
        (say(N_("In all")), points.total, True, True),
        (say(N_("Lapses within 90 days if nobody spends it")), now_owed.lapsing, False, False),
    )
    return OwedPanel(
        lines=tuple(_owed_line(now_owed, *part) for part in parts),
        total=about(now_owed.total_cents),
        rate=say(RATE, {"points": POINTS_PER_EURO}),
        average=_average(now_owed),
        covers=_covers(now_owed, season),
    )


def _owed_line(now_owed: Owed, name: str, points: int, is_sum: bool, is_measured: bool) -> OwedLine:
    real = about(now_owed.real.of(points)) if now_owed.real else ""
    return OwedLine(name, points, about(at_rate(points)), real, is_sum, is_measured)


def _average(now_owed: Owed) -> str:
    if now_owed.real is None:
        return say(N_("Nothing was ordered in twelve months: there is no average of what gifts are really worth."))
    values = {"points": number(100), "sum": euros(now_owed.real.of(100))}
    return say(N_("Over twelve months, {points} points became {sum} of gifts on average."), values)


def _covers(now_owed: Owed, season: SeasonMoney) -> str:
    if not now_owed.points.total:
        return ""
    return say(COVERS_NONE) if season.left is None else say(COVERS, {"percent": now_owed.covered(season.left)})

"""The season's budget as HR watches it: used, left, and where it goes at this pace."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gamification import MINIMUM_GROUP, PeriodKind, period_of
from server.messages import N_
from server.points.queries import programme_spending, rule_activity
from server.rewards.queries import points_in_gifts
from server.web.locale import day, number, say, say_many, zone

SEASONS = {
    1: N_("Winter budget"),
    4: N_("Spring budget"),
    7: N_("Summer budget"),
    10: N_("Autumn budget"),
}
LOOK_BACK = timedelta(days=30)
FEWER = N_("fewer than {n}")
PACE = N_("At this pace, {points} points by {day}.")
EXHAUSTED = N_("The budget is used up: acts are recorded, and not rewarded.")
NO_BUDGET = N_("No budget yet: it comes with the people who take part.")


@dataclass(frozen=True, slots=True)
class BudgetPanel:
    """The panel in figures and words; people under five are not counted out."""

    title: str
    used: int
    total: int
    percent: int
    elapsed: int
    sentence: str
    people: str
    capped: int
    in_gifts: int


async def budget_panel(now: datetime) -> tuple[BudgetPanel, dict[str, int]]:
    """The panel, and beside it how many decisions each rule took in 30 days."""
    season = period_of(now, PeriodKind.SEASON, zone())
    spending = await programme_spending(season.starts_at)
    activity = await rule_activity(now - LOOK_BACK, season.starts_at)
    elapsed = (now - season.starts_at) / (season.ends_at - season.starts_at)
    panel = BudgetPanel(
        title=say(SEASONS[season.starts_at.astimezone(zone()).month]),
        used=spending.used,
        total=spending.total,
        percent=min(100, round(100 * spending.used / spending.total)) if spending.total else 0,
        elapsed=round(100 * elapsed),
        sentence=_sentence(spending.used, spending.total, elapsed, season.ends_at, now),
        people=number(activity.people) if activity.people >= MINIMUM_GROUP else say(FEWER, {"n": MINIMUM_GROUP}),
        capped=activity.capped,
        in_gifts=await points_in_gifts(season.key),
    )
    return panel, activity.by_rule


def _sentence(used: int, total: int, elapsed: float, ends_at: datetime, now: datetime) -> str:
    if not total:
        return say(NO_BUDGET)
    if used >= total:
        return say(EXHAUSTED)
    days = max(1, -(-(ends_at - now) // timedelta(days=1)))
    left = say_many("{n} day left.", "{n} days left.", days)
    last_day = day(ends_at - timedelta(milliseconds=1), "d MMMM")
    return f"{left} {say(PACE, {'points': round(used / elapsed), 'day': last_day})}" if elapsed > 0 else left

"""Metrics: the counts that badges look at, rebuilt from a person's facts in any order.

One badge counts what no fact of its holder says: `most_colleagues_sharing_a_suggestion`, the shares of others. It comes
with the feature that knows them.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from .facts import Fact
from .periods import PeriodKind, period_of, week_monday
from .streaks import streak

METRIC_FACTS = frozenset(
    {
        "share.recorded",
        "share.seen",
        "visits.settled",
        "article.read",
        "onboarding.completed",
        "application.received",
        "suggestion.published",
        "team_goal.reached",
        "referral.qualified",
        "referral.interview",
        "referral.hired",
        "referral.retained",
        "gift.donated",
    }
)


def metrics_of(
    facts: Iterable[Fact], zone: ZoneInfo, this_week: str, paused_weeks: Collection[str] = ()
) -> dict[str, int]:
    """Every metric that facts can count, from all the facts of one person that still stand; others change nothing."""
    known = {fact.key: fact for fact in facts}.values()
    shares, reads = _confirmed_shares(known), _of_kind(known, "article.read")
    active = active_weeks(known, zone)
    onboarding = _of_kind(known, "onboarding.completed")
    visits = _visits_by_link(known)
    return {
        "confirmed_shares": len(shares),
        "own_words_shares": sum(fact.values["own_words"] is True for fact in shares),
        "valid_visits": visits.total(),
        "most_visits_on_a_share": max(visits.values(), default=0),
        "articles_read": len({fact.values["article"] for fact in reads}),
        "full_weeks": len(_weeks(onboarding, zone) & _weeks(reads, zone) & _weeks(shares, zone)),
        "best_streak_weeks": streak(active, paused_weeks, this_week).best,
        "most_active_weeks_in_a_season": max(_weeks_by_season(active).values(), default=0),
        "suggestions_published": len({fact.values["article"] for fact in _of_kind(known, "suggestion.published")}),
        "team_goals_reached": len({fact.values["goal"] for fact in _reached_together(known)}),
        "referrals_qualified": _referrals(known, "referral.qualified"),
        "referrals_interviewed": _referrals(known, "referral.interview"),
        "referrals_hired": _referrals(known, "referral.hired"),
        "referrals_retained": _referrals(known, "referral.retained"),
        "gifts_donated": len({fact.object_id for fact in _of_kind(known, "gift.donated")}),
    }


def active_weeks(facts: Iterable[Fact], zone: ZoneInfo) -> frozenset[str]:
    """The ISO weeks with at least one confirmed share, referral or read: what a streak counts."""
    known = list(facts)
    acts = _confirmed_shares(known) + _of_kind(known, "article.read") + _of_kind(known, "application.received")
    return _weeks(acts, zone)


def _confirmed_shares(facts: Iterable[Fact]) -> list[Fact]:
    known = list(facts)
    seen = {fact.object_id for fact in known if fact.kind == "share.seen"}
    return [fact for fact in _of_kind(known, "share.recorded") if fact.object_id in seen]


def _of_kind(facts: Iterable[Fact], kind: str) -> list[Fact]:
    return [fact for fact in facts if fact.kind == kind]


def _reached_together(facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in _of_kind(facts, "team_goal.reached") if fact.values["took_part"] is True]


def _referrals(facts: Iterable[Fact], stage: str) -> int:
    """Who decides on a candidate earns nothing with them."""
    return len({fact.object_id for fact in _of_kind(facts, stage) if fact.values["conflict"] is False})


def _visits_by_link(facts: Iterable[Fact]) -> Counter[str]:
    visits: Counter[str] = Counter()
    for fact in _of_kind(facts, "visits.settled"):
        visits[str(fact.values["link"])] += int(str(fact.values["visitors"]))
    return visits


def _weeks(facts: Iterable[Fact], zone: ZoneInfo) -> frozenset[str]:
    return frozenset(_week(fact.occurred_at, zone) for fact in facts)


@lru_cache(maxsize=16_384)  # a person's facts are counted again whenever one more comes
def _week(instant: datetime, zone: ZoneInfo) -> str:
    return period_of(instant, PeriodKind.WEEK, zone).key


def _weeks_by_season(weeks: Iterable[str]) -> Counter[tuple[int, int]]:
    # A week belongs to the season that holds most of it, which its Thursday tells.
    thursdays = [week_monday(week) + timedelta(days=3) for week in weeks]
    return Counter((day.year, (day.month + 2) // 3) for day in thursdays)

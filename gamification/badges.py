"""Badges: typed counts over rebuildable metrics, in tiers. Permanent; they carry no points."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

Metrics = Mapping[str, int]
Held = Collection[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge: tier n is earned when the metric reaches thresholds[n - 1]; not live before its feature."""

    key: str
    metric: str
    thresholds: tuple[int, ...]
    is_live: bool = True


@dataclass(frozen=True, slots=True)
class BadgeProgress:
    """The next tier of a badge: `value` of `target`; tier None when every tier is held."""

    badge: Badge
    tier: int | None
    value: int
    target: int


BADGES = (
    Badge("premier-ricochet", "confirmed_shares", (1,)),
    Badge("mes-mots", "own_words_shares", (5, 20, 50)),
    Badge("bouche-a-oreille", "valid_visits", (25, 100, 500)),
    Badge("fil-de-l-eau", "best_streak_weeks", (4, 12, 26)),
    Badge("curieux", "articles_read", (20,)),
    Badge("aurore", "full_weeks", (1,)),
    Badge("phare", "most_visits_on_a_share", (25,)),
    Badge("maree", "most_active_weeks_in_a_season", (10,)),
    Badge("vigie", "suggestions_published", (1,), is_live=False),
    Badge("passeur", "referrals_qualified", (1,)),
    Badge("equipage", "team_goals_reached", (1,)),
    Badge("cairn", "referrals_interviewed", (3,)),
    Badge("semeur", "most_colleagues_sharing_a_suggestion", (10,), is_live=False),
    Badge("pont", "referrals_hired", (1,)),
    Badge("main-tendue", "gifts_donated", (1,)),
    Badge("ancre", "referrals_retained", (1,)),
)


def newly_earned(metrics: Metrics, held: Held) -> list[tuple[Badge, int]]:
    """The badges and tiers, from 1, that the metrics reach and the person does not hold; live badges only."""
    return [
        (badge, tier)
        for badge in BADGES
        if badge.is_live
        for tier, threshold in enumerate(badge.thresholds, start=1)
        if metrics.get(badge.metric, 0) >= threshold and (badge.key, tier) not in held
    ]


def badge_progress(badge: Badge, metrics: Metrics, held: Held) -> BadgeProgress:
    """How far toward the first tier that is not held."""
    value = metrics.get(badge.metric, 0)
    for tier, threshold in enumerate(badge.thresholds, start=1):
        if (badge.key, tier) not in held:
            return BadgeProgress(badge, tier, min(value, threshold), threshold)
    return BadgeProgress(badge, None, badge.thresholds[-1], badge.thresholds[-1])

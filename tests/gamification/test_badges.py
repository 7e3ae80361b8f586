"""Badges."""

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from gamification import BADGES, badge_progress, metrics_of, newly_earned

BY_KEY = {badge.key: badge for badge in BADGES}
METRICS = sorted({badge.metric for badge in BADGES})
counts = st.dictionaries(st.sampled_from(METRICS), st.integers(0, 600))


def test_the_sixteen_drawn_ones() -> None:
    assert set(BY_KEY) == {
        "ancre", "aurore", "bouche-a-oreille", "cairn", "curieux", "equipage", "fil-de-l-eau", "main-tendue",
        "maree", "mes-mots", "passeur", "phare", "pont", "premier-ricochet", "semeur", "vigie",
    }  # fmt: skip


def test_fourteen_are_live_with_their_tiers() -> None:
    assert {badge.key: badge.thresholds for badge in BADGES if badge.is_live} == {
        "premier-ricochet": (1,),
        "mes-mots": (5, 20, 50),
        "bouche-a-oreille": (25, 100, 500),
        "fil-de-l-eau": (4, 12, 26),
        "curieux": (20,),
        "aurore": (1,),
        "phare": (25,),
        "maree": (10,),
        "equipage": (1,),
        "passeur": (1,),
        "cairn": (3,),
        "pont": (1,),
        "ancre": (1,),
        "main-tendue": (1,),
    }


def test_the_others_wait_for_their_feature_with_their_criteria() -> None:
    assert {badge.key: (badge.metric, badge.thresholds) for badge in BADGES if not badge.is_live} == {
        "vigie": ("suggestions_published", (1,)),
        "semeur": ("most_colleagues_sharing_a_suggestion", (10,)),
    }


def test_facts_count_every_badge_but_one() -> None:
    counted = metrics_of([], ZoneInfo("Europe/Paris"), "2026-W48")
    assert {badge.metric for badge in BADGES} - set(counted) == {
        "most_colleagues_sharing_a_suggestion",
    }


def test_a_leap_earns_every_tier_it_passes() -> None:
    earned = newly_earned({"own_words_shares": 21}, {("mes-mots", 1)})
    assert [(badge.key, tier) for badge, tier in earned] == [("mes-mots", 2)]


def test_a_tier_is_earned_at_its_threshold_not_before() -> None:
    assert newly_earned({"articles_read": 19}, []) == []
    assert [(badge.key, tier) for badge, tier in newly_earned({"articles_read": 20}, [])] == [("curieux", 1)]


def test_what_has_no_feature_yet_is_not_given() -> None:
    assert newly_earned({"most_colleagues_sharing_a_suggestion": 30}, []) == []


def test_progress_is_toward_the_next_tier() -> None:
    progress = badge_progress(BY_KEY["mes-mots"], {"own_words_shares": 12}, {("mes-mots", 1)})
    assert (progress.tier, progress.value, progress.target) == (2, 12, 20)
    whole = badge_progress(BY_KEY["curieux"], {"articles_read": 31}, {("curieux", 1)})
    assert (whole.tier, whole.value, whole.target) == (None, 20, 20)


@given(st.lists(counts, max_size=6))
def test_step_by_step_or_at_once_gives_the_same(steps: list[dict[str, int]]) -> None:
    """Invariant 22: delta equals backfill, and a second backfill grants nothing."""
    held: set[tuple[str, int]] = set()
    grown: dict[str, int] = {}
    for step in steps:
        grown = {key: max(grown.get(key, 0), step.get(key, 0)) for key in grown.keys() | step.keys()}
        fresh = [(badge.key, tier) for badge, tier in newly_earned(grown, held)]
        assert not held & set(fresh)
        held |= set(fresh)
    assert held == {(badge.key, tier) for badge, tier in newly_earned(grown, [])}
    assert newly_earned(grown, held) == []

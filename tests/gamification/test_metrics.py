"""Metrics."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from gamification import FACT_KINDS, METRIC_FACTS, Fact, FactValue, active_weeks, metrics_of, newly_earned

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 10, 5, 8, tzinfo=UTC)
THIS_WEEK = "2026-W52"
STAGES = ("qualified", "interview", "hired", "retained")


def fact(kind: str, object_id: str, week: int, **values: FactValue) -> Fact:
    at = MONDAY + timedelta(weeks=week)
    return Fact(f"{kind}:{object_id}:{week}", kind, "ana", at, kind.partition(".")[0], object_id, values)


def share(number: int, week: int, own_words: bool = False) -> Fact:
    return fact("share.recorded", f"s{number}", week, own_words=own_words)


def seen(number: int, week: int) -> Fact:
    return fact("share.seen", f"s{number}", week, share=f"s{number}")


def read(number: int, week: int) -> Fact:
    return fact("article.read", f"a{number}", week, article=f"a{number}")


def visits(link: str, week: int, visitors: int) -> Fact:
    return fact("visits.settled", link, week, link=link, visitors=visitors)


def suggested(number: int, week: int) -> Fact:
    return fact("suggestion.published", f"a{number}", week, article=f"a{number}")


def reached(number: int, week: int, took_part: bool = True) -> Fact:
    return fact("team_goal.reached", f"g{number}", week, team="t", goal=f"g{number}", took_part=took_part)


def referral(stage: str, number: int, week: int, conflict: bool = False) -> Fact:
    return fact(f"referral.{stage}", f"r{number}", week, opening="o", hot=False, conflict=conflict)


def test_only_what_was_seen_counts_as_a_share() -> None:
    facts = [share(1, 0, own_words=True), share(2, 0, own_words=True), share(3, 1), seen(1, 1), seen(3, 1)]
    found = metrics_of(facts, PARIS, THIS_WEEK)
    assert (found["confirmed_shares"], found["own_words_shares"]) == (2, 1)
    assert active_weeks(facts, PARIS) == {"2026-W41", "2026-W42"}


def test_visits_in_all_and_on_one_share() -> None:
    found = metrics_of([visits("x", 0, 20), visits("x", 1, 6), visits("y", 0, 9)], PARIS, THIS_WEEK)
    assert (found["valid_visits"], found["most_visits_on_a_share"]) == (35, 26)


def test_an_article_read_twice_is_one() -> None:
    assert metrics_of([read(1, 0), read(1, 3), read(2, 0)], PARIS, THIS_WEEK)["articles_read"] == 2


def test_a_full_week_has_onboarding_a_read_and_a_share() -> None:
    facts = [fact("onboarding.completed", "ana", 0), read(1, 0), share(1, 0)]
    assert metrics_of(facts, PARIS, THIS_WEEK)["full_weeks"] == 0
    assert metrics_of([*facts, seen(1, 1)], PARIS, THIS_WEEK)["full_weeks"] == 1
    assert metrics_of([fact("onboarding.completed", "ana", 1), *facts[1:], seen(1, 1)], PARIS, "2026-W52")[
        "full_weeks"
    ] == 0  # fmt: skip


def test_weeks_in_a_row_and_in_a_season() -> None:
    facts = [read(week, week) for week in (-1, 0, 1, 2, 4, 5, 12, 13)]
    found = metrics_of(facts, PARIS, "2027-W02", paused_weeks=["2026-W44"])
    assert found["best_streak_weeks"] == 6
    # Thursdays tell: 1 October belongs to the season, as does 31 December, and 7 January does not.
    assert found["most_active_weeks_in_a_season"] == 7


def test_a_team_s_goal_counts_for_who_took_part() -> None:
    found = metrics_of([reached(1, 0), reached(2, 1), reached(3, 1, took_part=False)], PARIS, THIS_WEEK)
    assert found["team_goals_reached"] == 2


def test_each_stage_of_a_referral_counts_once_and_not_for_who_decides() -> None:
    facts = [
        referral("qualified", 1, 0), referral("interview", 1, 1), referral("interview", 1, 2),
        referral("hired", 2, 3), referral("retained", 2, 9), referral("hired", 3, 3, conflict=True),
    ]  # fmt: skip
    found = metrics_of(facts, PARIS, THIS_WEEK)
    stages = ("qualified", "interviewed", "hired", "retained")
    assert [found[f"referrals_{stage}"] for stage in stages] == [1, 1, 1, 1]


def test_a_suggestion_published_twice_is_one() -> None:
    facts = [suggested(1, 0), suggested(1, 2), suggested(2, 2)]
    assert metrics_of(facts, PARIS, THIS_WEEK)["suggestions_published"] == 2


facts_of_a_person = st.lists(
    st.builds(share, st.integers(0, 5), st.integers(0, 3), st.booleans())
    | st.builds(seen, st.integers(0, 5), st.integers(0, 3))
    | st.builds(read, st.integers(0, 5), st.integers(0, 3))
    | st.builds(visits, st.sampled_from("xyz"), st.integers(0, 3), st.integers(0, 30))
    | st.builds(suggested, st.integers(0, 2), st.integers(0, 3))
    | st.builds(reached, st.integers(0, 2), st.integers(0, 3), st.booleans())
    | st.builds(referral, st.sampled_from(STAGES), st.integers(0, 4), st.integers(0, 3), st.booleans()),
    max_size=20,
    unique_by=lambda each: each.key,
)


@given(facts_of_a_person, st.data())
def test_metrics_are_rebuilt_from_any_order_and_never_doubled(facts: list[Fact], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(facts))
    assert metrics_of(shuffled + facts, PARIS, THIS_WEEK) == metrics_of(facts, PARIS, THIS_WEEK)


@given(facts_of_a_person, st.data())
def test_badges_given_fact_by_fact_are_those_of_a_backfill(facts: list[Fact], data: st.DataObject) -> None:
    """Invariant 22: in any order of the facts, each given once, and a second backfill gives nothing."""
    held: list[tuple[str, int]] = []
    known: list[Fact] = []
    for each in data.draw(st.permutations(facts)):
        known.append(each)
        fresh = newly_earned(metrics_of(known, PARIS, THIS_WEEK), held)
        held += [(badge.key, tier) for badge, tier in fresh]
    at_once = metrics_of(facts, PARIS, THIS_WEEK)
    assert len(held) == len(set(held))
    assert set(held) == {(badge.key, tier) for badge, tier in newly_earned(at_once, ())}
    assert newly_earned(at_once, held) == []


@given(facts_of_a_person)
def test_what_is_no_metric_s_fact_counts_nowhere(facts: list[Fact]) -> None:
    """A caller may load only the kinds of METRIC_FACTS."""
    kinds = sorted(FACT_KINDS.keys() - METRIC_FACTS)
    others = [fact(kind, f"{kind}:1", 0) for kind in kinds]
    assert metrics_of(facts + others, PARIS, THIS_WEEK) == metrics_of(facts, PARIS, THIS_WEEK)
    assert {each.kind for each in facts} <= METRIC_FACTS


@given(facts_of_a_person, st.integers(0, 20))
def test_a_metric_never_falls_when_facts_are_added(facts: list[Fact], kept: int) -> None:
    before, after = metrics_of(facts[:kept], PARIS, THIS_WEEK), metrics_of(facts, PARIS, THIS_WEEK)
    assert all(before[key] <= after[key] for key in after)

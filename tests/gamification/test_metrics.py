"""Metrics."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from gamification import Fact, FactValue, active_weeks, metrics_of

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 10, 5, 8, tzinfo=UTC)
THIS_WEEK = "2026-W52"


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


facts_of_a_person = st.lists(
    st.builds(share, st.integers(0, 5), st.integers(0, 3), st.booleans())
    | st.builds(seen, st.integers(0, 5), st.integers(0, 3))
    | st.builds(read, st.integers(0, 5), st.integers(0, 3))
    | st.builds(visits, st.sampled_from("xyz"), st.integers(0, 3), st.integers(0, 30)),
    max_size=20,
    unique_by=lambda each: each.key,
)


@given(facts_of_a_person, st.data())
def test_metrics_are_rebuilt_from_any_order_and_never_doubled(facts: list[Fact], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(facts))
    assert metrics_of(shuffled + facts, PARIS, THIS_WEEK) == metrics_of(facts, PARIS, THIS_WEEK)


@given(facts_of_a_person, st.integers(0, 20))
def test_a_metric_never_falls_when_facts_are_added(facts: list[Fact], kept: int) -> None:
    before, after = metrics_of(facts[:kept], PARIS, THIS_WEEK), metrics_of(facts, PARIS, THIS_WEEK)
    assert all(before[key] <= after[key] for key in after)

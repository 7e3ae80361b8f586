"""Each detector alone with its edges, and ordinary days, of which hardly one is ever held."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.demo.visitors import Crowd
from server.sharing.detectors import (
    DETECTORS,
    LinkOfDay,
    Notice,
    SeenVisit,
    low_diversity,
    mutual_pairs,
    notices,
    paid,
    reciprocity,
    steady_gaps,
    too_early,
    velocity,
)
from server.sharing.families import browser_family

MADE = datetime(2026, 11, 17, 8, tzinfo=UTC)
MORNING = MADE + timedelta(hours=1)
LINK = LinkOfDay(MADE)
FAMILIES = ("safari-ios", "chrome-android", "chrome-windows", "firefox-linux")


def at(*seconds: float, of: int = len(FAMILIES)) -> list[SeenVisit]:
    """Visits so many seconds into the morning, each from its own network, with so many families."""
    return [
        SeenVisit(MORNING + timedelta(seconds=each), FAMILIES[number % of], f"network-{number}")
        for number, each in enumerate(seconds)
    ]


def spread(count: int) -> list[float]:
    """Instants that no clock would make."""
    return [97.0 * number + 31.0 * (number % 5) ** 2 for number in range(count)]


def test_ten_visits_in_ten_minutes_are_a_good_post_and_eleven_are_noticed() -> None:
    assert velocity(at(*range(0, 100, 10)), LINK) is None
    found = velocity(at(*range(0, 110, 10)), LINK)
    assert found == Notice("velocity", True, {"visits": 11, "usual": 10, "median": 0})


def test_ten_minutes_end_before_the_tenth_minute_is_over() -> None:
    ten = list(range(10))
    assert velocity(at(*ten, 599.999), LINK) is not None
    assert velocity(at(*ten, 600), LINK) is None


def test_somebody_whose_links_are_opened_a_lot_may_be_opened_fast() -> None:
    assert velocity(at(*range(20)), LinkOfDay(MADE, median=4)) is None
    assert velocity(at(*range(21)), LinkOfDay(MADE, median=4)) is not None
    assert velocity(at(*range(11)), LinkOfDay(MADE, median=1)) is not None  # a small median lowers nothing


def test_a_crowd_has_three_kinds_of_browser() -> None:
    assert low_diversity(at(*spread(10), of=3), LINK) is None
    found = low_diversity(at(*spread(10), of=2), LINK)
    assert found == Notice("low_diversity", True, {"visits": 10, "families": 2, "together": 1})
    assert low_diversity(at(*spread(9), of=1), LINK) is None  # nine are no crowd


def test_half_of_a_crowd_may_sit_in_one_building_but_not_more() -> None:
    visits = at(*spread(10))

    def behind(count: int) -> list[SeenVisit]:
        return [SeenVisit(each.at, each.family, "one" if n < count else each.network) for n, each in enumerate(visits)]

    assert low_diversity(behind(5), LINK) is None
    found = low_diversity(behind(6), LINK)
    assert found is not None
    assert found.figures == {"visits": 10, "families": 4, "together": 6}


@pytest.mark.parametrize(("milliseconds", "early"), [(-1, False), (0, True), (1999, True), (2000, False)])
def test_nobody_opens_a_link_within_two_seconds_of_its_making(milliseconds: int, early: bool) -> None:
    visit = SeenVisit(MADE + timedelta(milliseconds=milliseconds), "safari-ios", "network")
    found = too_early([visit], LINK)
    assert (found is not None) == early
    if found:
        assert (found.holds, found.figures) == (True, {"milliseconds": milliseconds})


def test_six_visits_as_regular_as_a_clock_are_noticed_and_five_are_not() -> None:
    assert steady_gaps(at(0, 60, 120, 180, 240), LINK) is None
    assert steady_gaps(at(0, 60, 120, 180, 240, 300), LINK) == Notice(
        "steady_gaps", True, {"visits": 6, "seconds": 60}
    )  # fmt: skip


def test_a_clock_is_found_among_people_and_within_ten_percent() -> None:
    assert steady_gaps(at(0, 7, 900, 960, 1026, 1086, 1152, 1215), LINK) is not None
    assert steady_gaps(at(0, 60, 120, 187, 247, 307), LINK) is None
    assert steady_gaps(at(0, 0, 0, 0, 0, 0), LINK) is not None


def test_two_friends_are_friends_and_three_a_ring() -> None:
    assert reciprocity([], LinkOfDay(MADE, pairs=0)) is None
    assert reciprocity([], LinkOfDay(MADE, pairs=1)) == Notice("reciprocity", False, {"pairs": 1})
    assert reciprocity([], LinkOfDay(MADE, pairs=2)) == Notice("reciprocity", True, {"pairs": 2})


def test_pairs_count_both_ways_only_and_once() -> None:
    openings = [("ada", "bob"), ("bob", "ada"), ("bob", "ada"), ("ada", "cem"), ("dia", "ada"), ("ada", "dia")]
    assert mutual_pairs([*openings, ("bob", "bob")]) == {"ada": 2, "bob": 1, "dia": 1}


def test_paid_visits_are_evidence_and_no_ground() -> None:
    visits = at(*spread(4))
    assert paid(visits, LINK) is None
    bought = [SeenVisit(each.at, each.family, each.network, is_paid=True) for each in visits[:3]]
    assert paid([*bought, visits[3]], LINK) == Notice("paid", False, {"visits": 3})
    assert not any(notice.holds for notice in notices([*bought, visits[3]], LINK))


def test_a_day_without_visits_says_nothing() -> None:
    assert notices([], LinkOfDay(MADE, pairs=9)) == ()


visits_of_a_day = st.lists(
    st.builds(
        SeenVisit,
        st.integers(0, 86_400_000).map(lambda ms: MADE + timedelta(milliseconds=ms)),
        st.sampled_from(FAMILIES),
        st.sampled_from([f"network-{n}" for n in range(30)]),
        st.booleans(),
    ),
    max_size=40,
)


@given(visits_of_a_day, st.integers(0, 30), st.integers(0, 4), st.randoms(use_true_random=False))
def test_what_is_noticed_depends_on_no_order(visits: list[SeenVisit], median: int, pairs: int, rng: Random) -> None:
    link, shuffled = LinkOfDay(MADE, median, pairs), list(visits)
    rng.shuffle(shuffled)
    found = notices(visits, link)
    assert found == notices(shuffled, link)
    assert len({notice.name for notice in found}) == len(found) <= len(DETECTORS)
    assert all(isinstance(figure, int) and figure >= 0 for notice in found for figure in notice.figures.values())


@given(visits_of_a_day, st.integers(0, 20))
def test_a_livelier_habit_never_makes_a_burst_more_suspect(visits: list[SeenVisit], median: int) -> None:
    ordered = sorted(visits, key=lambda visit: visit.at)
    if velocity(ordered, LinkOfDay(MADE, median)) is None:
        assert velocity(ordered, LinkOfDay(MADE, median + 1)) is None


def ordinary_day(rng: Random, crowd: Crowd) -> Sequence[SeenVisit]:
    """A share of the morning: few open it, mostly within hours, from home, the train and now and then one office."""
    count = max(1, min(60, int(rng.lognormvariate(0.85, 0.95))))
    office = rng.random() * 0.35 if rng.random() < 0.2 else 0.0
    return [
        SeenVisit(
            MORNING + timedelta(seconds=min(14 * 3600, 60 + rng.expovariate(1 / (4 * 3600)))),
            browser_family(crowd.browser()),
            "office" if rng.random() < office else f"network-{rng.randrange(3000)}",
            rng.random() < 0.01,
        )
        for _ in range(count)
    ]


def test_of_ten_thousand_ordinary_days_hardly_one_is_held() -> None:
    rng = Random(20261123)
    crowd, held = Crowd(rng), []
    for number in range(10_000):
        found = notices(ordinary_day(rng, crowd), LinkOfDay(MADE, median=rng.randrange(4)))
        held += [(number, notice.name) for notice in found if notice.holds]
    assert len({number for number, _ in held}) <= 10, held  # at most one in a thousand

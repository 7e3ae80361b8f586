"""Standings."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from gamification import (
    MINIMUM_GROUP,
    Entry,
    Turnout,
    neighbours,
    next_cohort,
    next_rank,
    page,
    participation,
    ranking,
    team_index,
    team_standings,
    turnout,
)

people = st.text(alphabet="abcdefghij", min_size=1, max_size=2)
boards = st.dictionaries(people, st.integers(0, 6), max_size=20)
groups = st.frozensets(st.sampled_from("abcdefghijklmnop"), max_size=12)
scored = st.dictionaries(people, st.integers(0, 900), min_size=1, max_size=25)


def entries(scores: dict[str, int]) -> list[Entry]:
    return [Entry(key, score) for key, score in scores.items()]


@given(boards)
def test_rank_is_one_plus_the_strictly_better(scores: dict[str, int]) -> None:
    """Invariant 26: ties share a rank, and only ties do."""
    for each in ranking(entries(scores)):
        assert each.rank == 1 + sum(score > each.entry.score for score in scores.values())


@given(boards, st.integers(1, 10))
def test_page_and_neighbours_are_cuts_of_one_order(scores: dict[str, int], size: int) -> None:
    """Invariant 26: page and near-me agree with the full sort, whatever the order they came in."""
    ranked = ranking(entries(scores))
    assert ranked == ranking(reversed(entries(scores)))
    assert page(ranked, size) == ranked[:size]
    for place, each in enumerate(ranked):
        near = neighbours(ranked, each.entry.key)
        assert near[0] == ranked[max(0, place - 3)]
        assert near == ranked[max(0, place - 3) :][: len(near)]
        assert each in near


@given(boards)
def test_the_last_of_all_is_never_listed_and_never_knows(scores: dict[str, int]) -> None:
    """Nobody else sees who is last, and the last four windows have one shape: nobody below."""
    ranked = ranking(entries(scores))
    for place, each in enumerate(ranked):
        near = neighbours(ranked, each.entry.key)
        assert each is ranked[-1] or ranked[-1] not in near
        below = len(near) - 1 - near.index(each)
        assert below == (0 if place >= len(ranked) - 4 else 3)


@given(boards)
def test_the_next_rank_is_the_nearest_better_score(scores: dict[str, int]) -> None:
    ranked = ranking(entries(scores))
    for each in ranked:
        better = [other for other in ranked if other.entry.score > each.entry.score]
        nearest = min(better, key=lambda other: other.entry.score, default=None)
        expected = (nearest.rank, nearest.entry.score - each.entry.score) if nearest else None
        assert next_rank(ranked, each.entry.key) == expected
    assert next_rank(ranked, "somebody else") is None


@given(groups, groups)
def test_a_cohort_hides_each_of_its_people(present: frozenset[str], eligible: frozenset[str]) -> None:
    """Invariant of differencing: five people or none, and five at least between one cohort and the next."""
    was = next_cohort(frozenset(), present)
    now = next_cohort(was, eligible)
    assert len(now) == 0 or len(now) >= MINIMUM_GROUP
    assert now == was or len(now ^ was) >= MINIMUM_GROUP
    assert next_cohort(now, eligible) == now
    assert now in (was, eligible, frozenset())


@given(groups, st.lists(st.sampled_from("abcdefghijklmnop"), max_size=4, unique=True))
def test_four_who_come_or_go_change_nothing(eligible: frozenset[str], moving: list[str]) -> None:
    was = next_cohort(frozenset(), eligible)
    assert not was or next_cohort(was, eligible ^ frozenset(moving)) == was


@given(st.integers(MINIMUM_GROUP, 40), st.data())
def test_turnout_says_of_nobody_what_they_did(members: int, data: st.DataObject) -> None:
    """A number is shown only where three at least were active and two at least were not."""
    active = data.draw(st.integers(0, members))
    assert (turnout(active, members) is Turnout.SOME) == (3 <= active <= members - 2)
    assert (turnout(active, members) is Turnout.FEW) == (active < 3)


def test_first_to_reach_stands_first_and_shares_the_rank() -> None:
    early, late = (Entry(key, 50, datetime(2026, 11, day, tzinfo=UTC)) for key, day in (("zoe", 2), ("abel", 9)))
    ranked = ranking([late, Entry("max", 10), early])
    assert [(each.rank, each.entry.key) for each in ranked] == [(1, "zoe"), (1, "abel"), (3, "max")]


def test_who_is_not_ranked_has_no_neighbours() -> None:
    assert neighbours(ranking([Entry("ana", 3)]), "bob") == []


@given(scored, st.data())
def test_team_index_lies_between_company_and_team(scores: dict[str, int], data: st.DataObject) -> None:
    """Invariant 27: between the company's mean and the team's capped mean, whatever the order of members."""
    team = data.draw(st.lists(st.sampled_from(sorted(scores)), unique=True, min_size=1))
    cap = max(200, sorted(scores.values())[-(-len(scores) * 95 // 100) - 1])
    capped = {key: min(score, cap) for key, score in scores.items()}
    company, own = sum(capped.values()) / len(capped), sum(capped[each] for each in team) / len(team)
    index = team_index(team, scores)
    assert int(100 * min(company, own)) - 1 <= index <= 100 * max(company, own) + 1
    assert index == team_index(team[::-1], dict(reversed(scores.items())))


@given(scored, st.data(), st.integers(0, 500))
def test_a_member_s_gain_never_lowers_the_team(scores: dict[str, int], data: st.DataObject, gain: int) -> None:
    """Invariant 27: monotone."""
    team = data.draw(st.lists(st.sampled_from(sorted(scores)), unique=True, min_size=1))
    raised = {**scores, team[0]: scores[team[0]] + gain}
    assert team_index(team, raised) >= team_index(team, scores)


def test_the_example_of_the_study() -> None:
    """Three who average 100 in a company that averages 40 stand at 62.5."""
    scores = {"a": 100, "b": 100, "c": 100, "d": 20, "e": 0, "f": 0, "g": 0, "h": 0}
    assert team_index(["a", "b", "c"], scores) == 6250


def test_scores_are_cut_at_the_95th_percentile_but_never_under_200() -> None:
    scores = {f"p{each:02}": 0 for each in range(38)} | {"star": 900, "good": 150}
    assert team_index(["star"], scores) == 100 * (200 * 40 + 5 * 350) // (40 * 6)
    assert team_index(["good"], scores) == 100 * (150 * 40 + 5 * 350) // (40 * 6)


def test_a_small_team_is_not_shown() -> None:
    scores = {f"p{each}": 10 * each for each in range(9)}
    teams = {"large": [f"p{each}" for each in range(5)], "small": [f"p{each}" for each in range(5, 9)]}
    assert [each.entry.key for each in team_standings(teams, scores)] == ["large"]


def test_participation_is_masked_below_five() -> None:
    assert participation(3, 4) is None
    assert participation(3, 5) == 60

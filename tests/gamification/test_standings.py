"""Standings."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from gamification import Entry, neighbours, page, participation, ranking, team_index, team_standings

people = st.text(alphabet="abcdefghij", min_size=1, max_size=2)
boards = st.dictionaries(people, st.integers(0, 6), max_size=20)
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
        assert near == ranked[max(0, place - 3) : place + 4]
        assert each in near


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

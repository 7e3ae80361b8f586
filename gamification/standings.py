"""Standings: shared ranks, one's neighbours, and a team index in which small teams have their chance."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MINIMUM_GROUP = 5
FEW = 3
SHRINKAGE = 5
WINSOR_FLOOR = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A score, in XP of the period, and when it was reached, which orders ties for display only."""

    key: str
    score: int
    reached_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry with its rank: 1 + how many are strictly better."""

    rank: int
    entry: Entry


def ranking(entries: Iterable[Entry]) -> list[Ranked]:
    """Competition ranks 1-2-2-4, best first, in a stable order."""
    ranked: list[Ranked] = []
    for place, entry in enumerate(sorted(entries, key=_display_order), start=1):
        tied = bool(ranked) and ranked[-1].entry.score == entry.score
        ranked.append(Ranked(ranked[-1].rank if tied else place, entry))
    return ranked


def page(ranked: Sequence[Ranked], size: int) -> list[Ranked]:
    """The first `size` entries."""
    return list(ranked[:size])


def neighbours(ranked: Sequence[Ranked], key: str, each_side: int = 3) -> list[Ranked]:
    """The entry of `key` and three on each side; empty when it is not ranked.

    The last of all is never listed: a window that would reach the end shows nobody below `key`, so that the last
    four see the same shape and nobody learns that they are last.
    """
    place = next((index for index, each in enumerate(ranked) if each.entry.key == key), None)
    if place is None:
        return []
    below = each_side if place + each_side < len(ranked) - 1 else 0
    return list(ranked[max(0, place - each_side) : place + below + 1])


def next_rank(ranked: Sequence[Ranked], key: str) -> tuple[int, int] | None:
    """The next better rank and the XP that separate `key` from it; None for the first and for who is not ranked."""
    mine = next((each for each in ranked if each.entry.key == key), None)
    better = [each for each in ranked if mine is not None and each.rank < mine.rank]
    return (better[-1].rank, better[-1].entry.score - mine.entry.score) if mine and better else None


def next_cohort(present: frozenset[str], eligible: frozenset[str]) -> frozenset[str]:
    """Whose points make a team's figures: at least five people, who change by at least five at a time."""
    if present and not is_large_enough(len(present ^ eligible)):
        return present
    return eligible if is_large_enough(len(eligible)) else frozenset()


def team_index(team: Collection[str], scores: Mapping[str, int]) -> int:
    """The team's winsorised mean, shrunken toward the company's, in hundredths of XP per eligible member.

    `scores` holds every eligible member of the company, zeros included; `team` names some of them.
    """
    return _index(team, scores, _company(scores))


def team_standings(teams: Mapping[str, Collection[str]], scores: Mapping[str, int]) -> list[Ranked]:
    """Teams by index; a team of fewer than five eligible members is not shown."""
    company = _company(scores)
    shown = {key: [member for member in members if member in scores] for key, members in teams.items()}
    return ranking(
        Entry(key, _index(members, scores, company)) for key, members in shown.items() if is_large_enough(len(members))
    )


class Turnout(StrEnum):
    """How many of a team were active: a number only where it says of nobody what they did."""

    FEW = "few"
    SOME = "some"
    NEARLY_ALL = "nearly all"


def turnout(active: int, members: int) -> Turnout:
    """Fewer than three, all but one at most, or a number between: each person knows of themself already."""
    if active >= members - 1 and active >= FEW:
        return Turnout.NEARLY_ALL
    return Turnout.SOME if active >= FEW else Turnout.FEW


def participation(active: int, eligible: int) -> int | None:
    """The percentage of members who took part, or None where the group is too small to say."""
    return 100 * active // eligible if is_large_enough(eligible) else None


def is_large_enough(members: int) -> bool:
    """Whether a figure about so many people hides each of them: five at least."""
    return members >= MINIMUM_GROUP


def _display_order(entry: Entry) -> tuple[int, float, str]:
    reached = entry.reached_at.timestamp() if entry.reached_at else float("inf")
    return -entry.score, reached, entry.key


@dataclass(frozen=True, slots=True)
class _Company:
    """What every team is measured against: the cut of high scores, and the capped sum of so many people."""

    cap: int
    points: int
    people: int


def _company(scores: Mapping[str, int]) -> _Company:
    cap = max(WINSOR_FLOOR, _percentile_95(scores.values()))
    return _Company(cap, sum(min(score, cap) for score in scores.values()), max(1, len(scores)))


def _index(team: Collection[str], scores: Mapping[str, int], company: _Company) -> int:
    of_team = sum(min(scores[member], company.cap) for member in team)
    weighed = of_team * company.people + SHRINKAGE * company.points
    return 100 * weighed // (company.people * (len(team) + SHRINKAGE))


def _percentile_95(scores: Collection[int]) -> int:
    ordered = sorted(scores)
    return ordered[(len(ordered) * 95 + 99) // 100 - 1] if ordered else 0

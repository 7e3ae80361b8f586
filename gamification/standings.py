"""Standings: shared ranks, one's neighbours, and a team index in which small teams have their chance."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

MINIMUM_GROUP = 5
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
    """The entry of `key` and up to three on each side; empty when it is not ranked."""
    place = next((index for index, each in enumerate(ranked) if each.entry.key == key), None)
    return [] if place is None else list(ranked[max(0, place - each_side) : place + each_side + 1])


def team_index(team: Collection[str], scores: Mapping[str, int]) -> int:
    """The team's winsorised mean, shrunken toward the company's, in hundredths of XP per eligible member.

    `scores` holds every eligible member of the company, zeros included; `team` names some of them.
    """
    cap = max(WINSOR_FLOOR, _percentile_95(scores.values()))
    of_team = sum(min(scores[member], cap) for member in team)
    of_all = sum(min(score, cap) for score in scores.values())
    everyone = max(1, len(scores))
    return 100 * (of_team * everyone + SHRINKAGE * of_all) // (everyone * (len(team) + SHRINKAGE))


def team_standings(teams: Mapping[str, Collection[str]], scores: Mapping[str, int]) -> list[Ranked]:
    """Teams by index; a team of fewer than five eligible members is not shown."""
    shown = {key: [member for member in members if member in scores] for key, members in teams.items()}
    return ranking(
        Entry(key, team_index(members, scores)) for key, members in shown.items() if is_large_enough(len(members))
    )


def participation(active: int, eligible: int) -> int | None:
    """The percentage of members who took part, or None where the group is too small to say."""
    return 100 * active // eligible if is_large_enough(eligible) else None


def is_large_enough(members: int) -> bool:
    """Whether a figure about so many people hides each of them: five at least."""
    return members >= MINIMUM_GROUP


def _display_order(entry: Entry) -> tuple[int, float, str]:
    reached = entry.reached_at.timestamp() if entry.reached_at else float("inf")
    return -entry.score, reached, entry.key


def _percentile_95(scores: Collection[int]) -> int:
    ordered = sorted(scores)
    return ordered[(len(ordered) * 95 + 99) // 100 - 1] if ordered else 0

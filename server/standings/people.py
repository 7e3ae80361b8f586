"""People who chose to appear: a podium, and each one's surroundings; the last of all is never listed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gamification import MINIMUM_GROUP, Entry, Ranked, is_large_enough, neighbours, next_rank, page, ranking
from server.database import rows
from server.database.fields import from_millis

PODIUM = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a standing as it is shown; what was taken back is noted for oneself alone."""

    rank: int
    name: str
    team: str
    points: int
    is_me: bool
    taken_back: int = 0


@dataclass(frozen=True, slots=True)
class PeopleBoard:
    """The podium and one's surroundings; empty where fewer than five people appear."""

    podium: tuple[Row, ...] = ()
    tied: int = 0  # how many more share the last rank of the podium
    around: tuple[Row, ...] = ()
    next_rank: int = 0
    behind: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether there is a ranking at all."""
        return bool(self.podium)


_APPEARING = """
SELECT p.id, p.given_name, p.family_name, p.display_name, t.name AS team, n.people, s.points, s.reached_at
FROM person p LEFT JOIN team t ON t.id = p.team_id
LEFT JOIN (SELECT team_id, count(*) AS people FROM person WHERE left_company_at IS NULL GROUP BY team_id) n
  ON n.team_id = p.team_id
JOIN (SELECT person_id, sum(points) AS points, max(reached_at) AS reached_at FROM score WHERE period = $1
      GROUP BY person_id) s ON s.person_id = p.id
WHERE p.in_standings = $2 AND p.joined_at IS NOT NULL AND p.opted_out_at IS NULL AND p.left_company_at IS NULL
  AND s.points > 0
"""


async def people_board(period: str, person_id: str) -> PeopleBoard:
    """The standing of those who chose to appear, seen by one of them or by somebody else."""
    ranked, known = await people_ranked(period)
    return board(ranked, person_id, lambda each: _row(each, known[each.entry.key], person_id))


async def people_ranked(period: str) -> tuple[list[Ranked], Mapping[str, dict[str, Any]]]:
    """Everybody who appears and has points, with what is shown of them."""
    known = {row["id"]: row for row in await rows(_APPEARING, period, True)}
    entries = (Entry(key, int(row["points"]), from_millis(row["reached_at"])) for key, row in known.items())
    return ranking(entries), known


def board(ranked: Sequence[Ranked], person_id: str, shown: Callable[[Ranked], Row]) -> PeopleBoard:
    """What one person sees of a ranking: fewer than five people make none."""
    if len(ranked) < MINIMUM_GROUP:
        return PeopleBoard()
    best = page(ranked, PODIUM)
    ahead, behind = next_rank(ranked, person_id) or (0, 0)
    return PeopleBoard(
        podium=tuple(shown(each) for each in best),
        tied=sum(each.rank == best[-1].rank for each in ranked[PODIUM:]),
        around=tuple(shown(each) for each in neighbours(ranked, person_id)),
        next_rank=ahead,
        behind=behind,
    )


def _row(each: Ranked, row: dict[str, Any], person_id: str) -> Row:
    return Row(each.rank, name_of(row), team_of(row), each.entry.score, each.entry.key == person_id)


def team_of(row: dict[str, Any]) -> str:
    """Somebody's team; not where a chosen name would hide among fewer than five colleagues."""
    hides = bool(row["display_name"]) and not is_large_enough(int(row["people"] or 0))
    return "" if hides else row["team"] or ""


def name_of(row: dict[str, Any]) -> str:
    """The name somebody chose, else their own."""
    return row["display_name"] or f"{row['given_name']} {row['family_name']}"

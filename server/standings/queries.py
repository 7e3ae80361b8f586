"""Standings: people who chose to appear, and teams large enough to hide each of their members."""

from dataclasses import dataclass
from datetime import date, timedelta

from gamification import (
    MINIMUM_GROUP,
    Entry,
    PeriodKind,
    Ranked,
    neighbours,
    page,
    period_of,
    ranking,
    team_standings,
)
from server import clock
from server.database import rows
from server.database.fields import from_millis
from server.web.locale import zone

PERIODS = {"week": PeriodKind.WEEK, "month": PeriodKind.MONTH, "season": PeriodKind.SEASON}
PODIUM = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a standing as it is shown."""

    rank: int
    name: str
    team: str
    points: int
    is_me: bool


@dataclass(frozen=True, slots=True)
class PeopleBoard:
    """The podium and one's surroundings; empty where fewer than five people chose to appear."""

    podium: tuple[Row, ...]
    around: tuple[Row, ...]
    behind: int
    shown: int

    @property
    def is_large_enough(self) -> bool:
        """Whether a ranking can be shown at all."""
        return self.shown >= MINIMUM_GROUP


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One team: rank and index (points per member, shrunken, in hundredths)."""

    rank: int
    name: str
    index: int
    members: int
    is_mine: bool


def next_start(kind: str) -> date:
    """The first day of the next period: everybody starts from zero."""
    return (period_of(clock.now(), PERIODS[kind], zone()).ends_at + timedelta(hours=12)).astimezone(zone()).date()


def key_of(kind: str) -> str:
    """The key of the present period of a kind."""
    return period_of(clock.now(), PERIODS[kind], zone()).key


async def own_points(person_id: str, period: str) -> int:
    """One's own points of a period, opted in or not."""
    found = await rows("SELECT sum(points) AS n FROM score WHERE period = $1 AND person_id = $2", period, person_id)
    return int(found[0]["n"] or 0)


_APPEARING = """
SELECT p.id, p.given_name, p.family_name, p.display_name, t.name AS team, s.points, s.reached_at
FROM person p LEFT JOIN team t ON t.id = p.team_id
JOIN (SELECT person_id, sum(points) AS points, max(reached_at) AS reached_at FROM score WHERE period = $1
      GROUP BY person_id) s ON s.person_id = p.id
WHERE p.in_standings = $2 AND p.joined_at IS NOT NULL AND p.opted_out_at IS NULL AND p.left_company_at IS NULL
"""


async def people_board(period: str, person_id: str) -> PeopleBoard:
    """The standing of those who chose to appear, seen by one of them or by somebody else."""
    found = {row["id"]: row for row in await rows(_APPEARING, period, True)}
    ranked = ranking(Entry(key, int(row["points"]), from_millis(row["reached_at"])) for key, row in found.items())

    def shown(each: Ranked) -> Row:
        row = found[each.entry.key]
        name = row["display_name"] or f"{row['given_name']} {row['family_name']}"
        return Row(each.rank, name, row["team"] or "", each.entry.score, each.entry.key == person_id)

    if len(ranked) < MINIMUM_GROUP:
        return PeopleBoard((), (), 0, len(ranked))
    around = neighbours(ranked, person_id)
    return PeopleBoard(
        tuple(shown(each) for each in page(ranked, PODIUM)),
        tuple(shown(each) for each in around),
        _behind(ranked, person_id),
        len(ranked),
    )


def _behind(ranked: list[Ranked], person_id: str) -> int:
    """How many points to the next better score; 0 for the first and for those who do not appear."""
    mine = next((each.entry.score for each in ranked if each.entry.key == person_id), None)
    better = [each.entry.score for each in ranked if mine is not None and each.entry.score > mine]
    return min(better) - (mine or 0) if better else 0


_ELIGIBLE = """
SELECT p.id, p.team_id, t.name AS team, COALESCE(sum(s.points), 0) AS points
FROM person p JOIN team t ON t.id = p.team_id
LEFT JOIN score s ON s.person_id = p.id AND s.period = $1 AND s.team_id = p.team_id
WHERE p.joined_at IS NOT NULL AND p.opted_out_at IS NULL AND p.left_company_at IS NULL
GROUP BY p.id, p.team_id, t.name
"""


async def teams_board(period: str, my_team: str | None) -> tuple[TeamRow, ...]:
    """Teams of five members or more who take part, by their index."""
    found = await rows(_ELIGIBLE, period)
    teams: dict[str, list[str]] = {}
    for row in found:
        teams.setdefault(row["team_id"], []).append(row["id"])
    names = {row["team_id"]: row["team"] for row in found}
    standings = team_standings(teams, {row["id"]: int(row["points"]) for row in found})
    return tuple(
        TeamRow(each.rank, names[key], each.entry.score, len(teams[key]), key == my_team)
        for each in standings
        for key in (each.entry.key,)
    )


async def appears(person_id: str) -> bool:
    """Whether somebody chose to appear."""
    found = await rows("SELECT in_standings FROM person WHERE id = $1", person_id)
    return bool(found and found[0]["in_standings"])

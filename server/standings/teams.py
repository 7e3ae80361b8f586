"""Teams by their index: of the people of their cohort, so that nobody's coming or going shows."""

from dataclasses import dataclass

from gamification import Turnout, participation, team_standings, turnout
from server.database import rows
from server.standings.counting import closings
from server.standings.seasons import cohort_key


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """Where a team stands in a period: index in hundredths of points per member; `active` while it is open."""

    team_id: str
    rank: int
    index: int
    members: int
    active: int | None = None
    taken_back: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """How many took part, said only where it tells of nobody what they did: else both numbers are None."""

    turnout: Turnout
    active: int | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One line of the standing of teams; a closed period no longer says who took part."""

    rank: int
    name: str
    index: int
    members: int
    part: Part | None
    taken_back: int
    is_mine: bool


def part_of(active: int, members: int) -> Part:
    """How many of a team took part, in numbers where numbers may be said."""
    kind = turnout(active, members)
    said = kind is Turnout.SOME
    return Part(kind, active if said else None, participation(active, members) if said else None)


_POINTS = """
SELECT c.team_id, c.person_id, COALESCE(s.points, 0) AS points FROM cohort c
LEFT JOIN score s ON s.period = $1 AND s.person_id = c.person_id AND s.team_id = c.team_id WHERE c.period = $2
"""


async def points_of_cohorts(period: str) -> dict[str, dict[str, int]]:
    """The points of a period that count, by team and person, as they are now."""
    teams: dict[str, dict[str, int]] = {}
    for row in await rows(_POINTS, period, cohort_key(period)):
        teams.setdefault(row["team_id"], {})[row["person_id"]] = int(row["points"])
    return teams


def places_of(points: dict[str, dict[str, int]]) -> list[TeamPlace]:
    """The standing that these points make; somebody who counts in two teams counts in each for what they did there."""
    teams = {team: [f"{team} {person}" for person in people] for team, people in points.items()}
    scores = {f"{team} {person}": score for team, people in points.items() for person, score in people.items()}
    return [
        TeamPlace(team, each.rank, each.entry.score, len(points[team]), sum(map(bool, points[team].values())))
        for each in team_standings(teams, scores)
        for team in (each.entry.key,)
    ]


async def team_places(period: str) -> list[TeamPlace]:
    """Where teams stand: as it was frozen, or as it is now."""
    if await closings((period,)):
        return await frozen_places(period)
    return places_of(await points_of_cohorts(period))


async def frozen_places(period: str) -> list[TeamPlace]:
    """The standing of teams of a closed period."""
    found = await rows(
        "SELECT owner, rank, score, members, taken_back FROM standing WHERE period = $1 AND scope = 'team' "
        "ORDER BY rank, owner",
        period,
    )
    return [
        TeamPlace(row["owner"], row["rank"], int(row["score"]), row["members"], None, int(row["taken_back"]))
        for row in found
    ]


async def teams_board(period: str, my_team: str | None) -> tuple[TeamRow, ...]:
    """The standing of teams of a period, with their names."""
    places = await team_places(period)
    names = {row["id"]: row["name"] for row in await rows("SELECT id, name FROM team")} if places else {}
    return tuple(
        TeamRow(
            rank=each.rank,
            name=names.get(each.team_id, ""),
            index=each.index,
            members=each.members,
            part=None if each.active is None else part_of(each.active, each.members),
            taken_back=each.taken_back,
            is_mine=each.team_id == my_team,
        )
        for each in places
    )

"""What pages and other features ask about standings."""

from datetime import date, timedelta

from gamification import MINIMUM_GROUP, PeriodKind
from server.database import rows
from server.standings.counting import ALL_TIME
from server.standings.figures import TeamFigures, WeekOfShares, team_figures
from server.standings.history import PastSeason, frozen_people, past_season, past_seasons
from server.standings.people import PeopleBoard, Row, people_board
from server.standings.seasons import last_day, present
from server.standings.teams import Part, TeamRow, points_of_cohorts, teams_board
from server.web.locale import zone

__all__ = [
    "ALL_TIME", "PERIODS", "Part", "PastSeason", "PeopleBoard", "Row", "TeamFigures", "TeamRow", "WeekOfShares",
    "appears", "frozen_people", "key_of", "last_day", "next_start", "own_points", "past_season", "past_seasons",
    "people_board", "team_figures", "team_total", "teams_board",
]  # fmt: skip

PERIODS = {"week": PeriodKind.WEEK, "month": PeriodKind.MONTH, "season": PeriodKind.SEASON}


def next_start(kind: str) -> date:
    """The first day of the next period: everybody starts from zero."""
    return (present(PERIODS[kind]).ends_at + timedelta(hours=12)).astimezone(zone()).date()


def key_of(kind: str) -> str:
    """The key of the present period of a kind, or that of all time."""
    return present(PERIODS[kind]).key if kind in PERIODS else ALL_TIME


async def own_points(person_id: str, period: str) -> int:
    """One's own points of a period, opted in or not."""
    found = await rows("SELECT sum(points) AS n FROM score WHERE period = $1 AND person_id = $2", period, person_id)
    return int(found[0]["n"] or 0)


async def team_total(period: str, team_id: str | None) -> int | None:
    """The points of a team in a period; None where fewer than five people count in it."""
    if team_id is None or period == ALL_TIME:
        return None
    mine = (await points_of_cohorts(period)).get(team_id, {})
    return sum(mine.values()) if len(mine) >= MINIMUM_GROUP else None


async def appears(person_id: str) -> bool:
    """Whether somebody chose to appear."""
    found = await rows("SELECT in_standings FROM person WHERE id = $1", person_id)
    return bool(found and found[0]["in_standings"])

"""What a team may read about itself: figures of five people at least, none of them about one."""

from dataclasses import dataclass
from datetime import date, timedelta

from gamification import (
    Period,
    PeriodKind,
    is_large_enough,
    period_named,
    periods_between,
    previous_period,
)
from server import clock
from server.points.queries import SharedAt, shares_of
from server.standings.cohorts import cohorts_of
from server.standings.seasons import cohort_key, season_of
from server.standings.teams import Part, part_of, places_of, points_of_cohorts, team_places
from server.web.locale import zone

WEEKS = 10


@dataclass(frozen=True, slots=True)
class WeekOfShares:
    """How much the team shared in a week; `starts_on` is its Monday."""

    key: str
    starts_on: date
    shares: int


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """A team in a period, live. Index in hundredths of points per member; percentages are whole numbers."""

    members: int
    part: Part
    points: int
    index: int
    rank: int
    teams: int
    previous_rank: int | None
    weeks: tuple[WeekOfShares, ...]
    own_words: int | None

    @property
    def active(self) -> int | None:
        """How many took part; None where `part.turnout` says it in words: few, nearly all."""
        return self.part.active

    @property
    def participation(self) -> int | None:
        """The percentage that took part; None likewise."""
        return self.part.percent


async def team_figures(team_id: str, period_key: str) -> TeamFigures | None:
    """The figures of a team in a week, month or season; None where fewer than five people count in it."""
    period = period_named(period_key, zone())
    points = await points_of_cohorts(period_key)
    if team_id not in points:
        return None
    places, mine = places_of(points), points[team_id]
    place = next(each for each in places if each.team_id == team_id)
    shares = await shares_of(mine, team_id, period.starts_at, period.ends_at)
    return TeamFigures(
        members=place.members,
        part=part_of(sum(map(bool, mine.values())), place.members),
        points=sum(mine.values()),
        index=place.index,
        rank=place.rank,
        teams=len(places),
        previous_rank=await _rank_before(team_id, period),
        weeks=await _weeks(team_id),
        own_words=_own_words(shares),
    )


async def _rank_before(team_id: str, period: Period) -> int | None:
    before = await team_places(previous_period(period, zone()).key)
    return next((each.rank for each in before if each.team_id == team_id and each.index), None)


async def _weeks(team_id: str) -> tuple[WeekOfShares, ...]:
    """The last ten weeks, each of the people who counted in it: a week that is over does not change again."""
    now = clock.now()
    weeks = list(
        periods_between(now - timedelta(weeks=WEEKS - 1), now + timedelta(milliseconds=1), PeriodKind.WEEK, zone())
    )
    weeks = weeks[-WEEKS:]  # an hour of the night in which clocks change can touch an eleventh
    found: list[WeekOfShares] = []
    for season in dict.fromkeys(season_of(week).key for week in weeks):
        people = (await cohorts_of(season)).get(team_id, frozenset())
        of_season = [week for week in weeks if cohort_key(week.key) == season]
        shares = await shares_of(people, team_id, of_season[0].starts_at, of_season[-1].ends_at)
        found += [_week(week, shares) for week in of_season]
    return tuple(found)


def _week(week: Period, shares: list[SharedAt]) -> WeekOfShares:
    shared = sum(week.starts_at <= each.at < week.ends_at for each in shares)
    return WeekOfShares(week.key, week.starts_at.astimezone(zone()).date(), shared)


def _own_words(shares: list[SharedAt]) -> int | None:
    """The percentage of shares in own words, of five people's at least."""
    own = sum(each.own_words for each in shares)
    return 100 * own // len(shares) if is_large_enough(len({each.person_id for each in shares})) else None

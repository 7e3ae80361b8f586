"""Whose points make a team's figures: chosen by a chore, never by reading, and five people at a time."""

from datetime import datetime, timedelta

from gamification import Period, PeriodKind, next_cohort
from server import clock
from server.database import rows, transaction
from server.people.memberships import members_by_team
from server.standings.counting import hold_standings
from server.standings.models import Cohort
from server.standings.seasons import begins, present

EVERY = timedelta(minutes=10)
_looked: tuple[str, datetime] | None = None


async def watch_cohorts() -> None:
    """Chore: look whose points count, a few times an hour and as soon as a season begins."""
    global _looked
    season, now = present(PeriodKind.SEASON), clock.now()
    if _looked and _looked[0] == season.key and abs(now - _looked[1]) < EVERY:
        return
    await keep_cohorts()
    _looked = (season.key, now)


async def keep_cohorts() -> None:
    """Bring the cohorts of the present season up to date, wherever five people would change."""
    season, now = present(PeriodKind.SEASON), clock.now()
    if await _changes(season, now):
        async with transaction():
            if await hold_standings():
                await choose_cohorts(season, now)


async def choose_cohorts(season: Period, until: datetime) -> None:
    """In the caller's transaction, which holds the standings: the cohorts of a season as of an instant."""
    for team, people in (await _changes(season, until)).items():
        await rows("DELETE FROM cohort WHERE period = $1 AND team_id = $2 RETURNING id", season.key, team)
        made = [Cohort(period=season.key, team_id=team, person_id=person) for person in sorted(people)]
        if made:
            await Cohort.bulk_create(made)


async def _changes(season: Period, until: datetime) -> dict[str, frozenset[str]]:
    """The teams whose cohort is to be another one, and whom it holds then."""
    eligible, kept = await members_by_team(await begins(season), until), await cohorts_of(season.key)
    changes = {}
    for team in sorted(eligible.keys() | kept.keys()):
        before = kept.get(team, frozenset())
        after = next_cohort(before, eligible.get(team, frozenset()))
        if after != before:
            changes[team] = after
    return changes


async def cohorts_of(season: str) -> dict[str, frozenset[str]]:
    """The people whose points count in a season, by team."""
    teams: dict[str, set[str]] = {}
    for row in await rows("SELECT team_id, person_id FROM cohort WHERE period = $1", season):
        teams.setdefault(row["team_id"], set()).add(row["person_id"])
    return {team: frozenset(people) for team, people in teams.items()}

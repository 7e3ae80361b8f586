"""72 hours after its end a week, month or season is closed: its standings are written down and never change."""

from collections.abc import Iterable

from gamification import MINIMUM_GROUP, Period, PeriodKind, next_period, over_for_good, period_from_key, period_of
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.outages import is_away
from server.people.queries import company
from server.standings.cohorts import choose_cohorts, cohorts_of
from server.standings.counting import KINDS, hold_standings
from server.standings.models import Standing
from server.standings.people import people_ranked
from server.standings.seasons import season_of
from server.standings.teams import places_of, points_of_cohorts
from server.web.locale import zone
from server.web.logs import log

BATCH = 500


async def close_periods() -> None:
    """Chore: close what is over for good, the earliest first."""
    stopped = set[PeriodKind]()
    for period in await _over():
        if period.kind not in stopped and not await _close_apart(period):
            stopped.add(period.kind)  # the later ones of its kind wait for it: they go on from the last that is closed


async def _close_apart(period: Period) -> bool:
    """A week that cannot be closed is tried again, and keeps no month and no season; whether it is closed."""
    try:
        await close(period)
    except Exception as error:
        if is_away(error):
            raise
        log.error("period_not_closed", period=period.key, problem=type(error).__name__, exc_info=True)
        return False
    return True


async def _over() -> list[Period]:
    """What is to be closed, from the day on which the company was founded."""
    profile = await company()
    if profile is None:
        return []
    last = {row["kind"]: row["period"] for row in await rows(_LAST)}
    now, over = clock.now(), list[Period]()
    for kind in KINDS:
        first = period_of(profile.created_at, kind, zone())
        if kind in last:
            first = next_period(period_from_key(last[kind], kind, zone()), zone())
        over += over_for_good(first, now, zone())
    return sorted(over, key=lambda period: (period.ends_at, period.starts_at))


_LAST = "SELECT kind, max(period) AS period FROM closed_period GROUP BY kind"
_CLOSE = """
INSERT INTO closed_period (period, kind, starts_at, ends_at, closed_at, members, points)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (period) DO NOTHING RETURNING period
"""


async def close(period: Period) -> None:
    """Freeze the standings of one period: all of them or none, and once, whoever comes first."""
    async with transaction():
        if not await hold_standings() or await rows("SELECT 1 AS one FROM closed_period WHERE period = $1", period.key):
            return
        await _choose_missed(period)
        points = await points_of_cohorts(period.key)
        members, total = sum(map(len, points.values())), sum(sum(each.values()) for each in points.values())
        await rows(
            _CLOSE, period.key, period.kind.value, to_millis(period.starts_at), to_millis(period.ends_at),
            to_millis(clock.now()), members, total,
        )  # fmt: skip
        await _write((*_of_teams(period.key, points), *await _of_people(period.key)))


async def _choose_missed(period: Period) -> None:
    """Where nobody watched a season go by, its cohorts are those of its end."""
    season = season_of(period)
    if not await cohorts_of(season.key):
        await choose_cohorts(season, min(season.ends_at, clock.now()))


def _of_teams(period: str, points: dict[str, dict[str, int]]) -> list[Standing]:
    """Nobody stands in a period in which nothing was earned."""
    return [
        Standing(
            period=period, scope="team", owner=each.team_id, rank=each.rank, score=each.index, members=each.members
        )
        for each in (places_of(points) if any(any(people.values()) for people in points.values()) else ())
    ]


async def _of_people(period: str) -> list[Standing]:
    """Those who appear at the close; fewer than five make no standing."""
    ranked, _ = await people_ranked(period)
    if len(ranked) < MINIMUM_GROUP:
        return []
    return [
        Standing(period=period, scope="person", owner=each.entry.key, rank=each.rank, score=each.entry.score)
        for each in ranked
    ]


async def _write(standings: Iterable[Standing]) -> None:
    await Standing.bulk_create(list(standings), batch_size=BATCH)

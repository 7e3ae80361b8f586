"""Scores grow in the award's transaction, one row per period, person and team of that moment."""

from datetime import datetime

from gamification import PeriodKind, period_of
from server.database import rows
from server.database.fields import to_millis
from server.events import PointsEarned
from server.people.own_settings.commands import appear_in_standings
from server.web.locale import zone

ALL_TIME = "all"
PERIODS = (PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.SEASON)


async def add_to_scores(event: PointsEarned) -> None:
    """Count what was earned in its week, month, season and for ever, for the team of the moment."""
    if event.xp <= 0:
        return
    for period in (*period_keys(event.at), ALL_TIME):
        await rows(
            "INSERT INTO score (period, team_id, person_id, points, reached_at) VALUES ($1, $2, $3, $4, $5) "
            "ON CONFLICT (period, person_id, team_id) DO UPDATE SET points = score.points + excluded.points, "
            "reached_at = excluded.reached_at RETURNING points",
            period, event.team_id or "", event.person_id, event.xp, to_millis(event.at),
        )  # fmt: skip


def period_keys(at: datetime) -> tuple[str, ...]:
    """The keys of the week, month and season that hold an instant."""
    return tuple(period_of(at, kind, zone()).key for kind in PERIODS)


async def set_opt_in(person_id: str, appears: bool) -> None:
    """Appear in the standings of people, or not: their own choice, at once."""
    await appear_in_standings(person_id, appears)

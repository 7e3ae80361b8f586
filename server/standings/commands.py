"""Scores grow in the award's transaction and shrink in the reversal's; what is frozen is only annotated."""

from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.events import PointsEarned, PointsTakenBack
from server.people.own_settings.commands import appear_in_standings
from server.points.queries import recorded_when
from server.standings.counting import ALL_TIME, closings, counted_in, hold_open, period_keys
from server.standings.seasons import cohort_key

_ADD = """
INSERT INTO score (period, team_id, person_id, points, reached_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (period, person_id, team_id) DO UPDATE SET points = score.points + excluded.points, reached_at =
CASE WHEN score.reached_at > excluded.reached_at THEN score.reached_at ELSE excluded.reached_at END RETURNING points
"""
_TAKE = """
UPDATE score SET points = CASE WHEN points > $1 THEN points - $1 ELSE 0 END
WHERE period = $2 AND team_id = $3 AND person_id = $4 RETURNING points
"""
_NOTE = """
UPDATE standing SET taken_back = taken_back + $1 WHERE period = $2 AND ((scope = 'person' AND owner = $3)
  OR (scope = 'team' AND owner = $4 AND EXISTS
     (SELECT 1 FROM cohort c WHERE c.period = $5 AND c.team_id = $4 AND c.person_id = $3))) RETURNING id
"""


async def add_to_scores(event: PointsEarned) -> None:
    """Count what was earned in its week, month, season and for ever, for the team of the moment."""
    if event.xp <= 0:
        return
    for period in (*await _open_periods(event), ALL_TIME):
        await rows(_ADD, period, event.team_id or "", event.person_id, event.xp, to_millis(event.at))


async def _open_periods(event: PointsEarned) -> tuple[str, ...]:
    """Mostly those of the present: only what counts from an earlier one needs to ask what is closed."""
    now, keys = clock.now(), period_keys(event.at)
    if keys == period_keys(now):
        return keys
    await hold_open()
    return counted_in(event.at, now, await closings(keys))


async def take_from_scores(event: PointsTakenBack) -> None:
    """Take a reversed award from where it had counted: never below 0, and in a frozen standing as a note only."""
    if event.xp <= 0:
        return
    recorded_at = await recorded_when(event.fact_key, event.person_id, event.earned_at) or event.earned_at
    await hold_open()
    closed = await closings((*period_keys(event.earned_at), *period_keys(recorded_at)))
    for period in (*counted_in(event.earned_at, recorded_at, closed), ALL_TIME):
        if period in closed:
            await _annotate(event, period)
        else:
            await rows(_TAKE, event.xp, period, event.team_id or "", event.person_id)


async def _annotate(event: PointsTakenBack, period: str) -> None:
    await rows(_NOTE, event.xp, period, event.person_id, event.team_id or "", cohort_key(period))


async def set_opt_in(person_id: str, appears: bool) -> None:
    """Appear in the standings of people, or not: their own choice, at once."""
    await appear_in_standings(person_id, appears)

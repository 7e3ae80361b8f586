"""Since when people are in their teams: noted beside every change of team, so that moving rewrites nothing."""

from datetime import datetime

from server import clock
from server.database import is_postgresql, rows, transaction
from server.database.fields import to_millis

_LOCK = 7_301_002  # on PostgreSQL, where a chore and an import may note the same people at once
_DIFFERENT = """
SELECT 1 AS one FROM person p LEFT JOIN membership m ON m.person_id = p.id AND m.until IS NULL
WHERE COALESCE(p.team_id, '') <> COALESCE(m.team_id, '') LIMIT 1
"""
_END = """
UPDATE membership SET until = $1 WHERE until IS NULL AND NOT EXISTS
  (SELECT 1 FROM person p WHERE p.id = membership.person_id AND p.team_id = membership.team_id) RETURNING id
"""
_BEGIN = """
INSERT INTO membership (person_id, team_id, since) SELECT p.id, p.team_id, {since} FROM person p
WHERE p.team_id IS NOT NULL AND NOT EXISTS
  (SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.until IS NULL) RETURNING id
"""
# Who has no row at all was there before memberships were noted: since they were first known, for all we know.
_KNOWN_SINCE = """
CASE WHEN EXISTS (SELECT 1 FROM membership e WHERE e.person_id = p.id) THEN CAST($1 AS BIGINT) ELSE p.created_at END
"""


async def note_moves() -> None:
    """In the transaction that changed people's teams: the old memberships end, the new ones begin now."""
    await _in_turn()
    now = to_millis(clock.now())
    await rows(_END, now)
    await rows(_BEGIN.format(since="CAST($1 AS BIGINT)"), now)


async def note_memberships() -> None:
    """Chore: whoever came into a team unnoted, or before memberships were noted, gets an open one."""
    if not await rows(_DIFFERENT):
        return
    async with transaction():
        await _in_turn()
        now = to_millis(clock.now())
        await rows(_END, now)
        await rows(_BEGIN.format(since=_KNOWN_SINCE), now)


async def _in_turn() -> None:
    if is_postgresql():
        await rows(f"SELECT pg_advisory_xact_lock({_LOCK})")


_AT_LEAST_HALF = """
SELECT m.team_id, m.person_id FROM membership m JOIN person p ON p.id = m.person_id
WHERE p.joined_at IS NOT NULL AND p.opted_out_at IS NULL AND p.left_company_at IS NULL
  AND m.since <= $2 AND (m.until IS NULL OR m.until > $1)
GROUP BY m.team_id, m.person_id
HAVING 2 * sum(CASE WHEN m.until IS NULL OR m.until > $2 THEN $2 ELSE m.until END
             - CASE WHEN m.since < $1 THEN $1 ELSE m.since END) >= CAST($3 AS BIGINT)
"""


async def members_by_team(since: datetime, until: datetime) -> dict[str, frozenset[str]]:
    """Who takes part, by the team in which they were for at least half of the time between two instants."""
    start, end = to_millis(since), to_millis(until)
    found = await rows(_AT_LEAST_HALF, start, end, end - start)
    teams: dict[str, set[str]] = {}
    for row in found:
        teams.setdefault(row["team_id"], set()).add(row["person_id"])
    return {team: frozenset(people) for team, people in teams.items()}

"""Goals that are met, and challenges that are over: found by a chore, announced once, frozen once."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

from gamification import Fact
from server import clock
from server.challenges.counting import completed
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.outages import is_away
from server.events import ChallengeReached, announce
from server.web.logs import log

SETTLING = timedelta(hours=26)  # the last day's visits are settled on the day after
_DUE = """
SELECT c.id, c.slug, c.scope, c.team_id, c.points, c.state, c.reached_at, c.ends_at, c.total >= c.goal AS is_met
FROM (SELECT c.*, COALESCE((SELECT sum(p.amount) FROM challenge_progress p WHERE p.challenge_id = c.id), 0) AS total
      FROM challenge c WHERE c.state IN ('running', 'reached')) c
WHERE c.ends_at <= $1 OR (c.state = 'running' AND c.scope <> 'personal' AND c.total >= c.goal)
ORDER BY c.ends_at, c.id
"""
_TOOK_PART = """
SELECT q.person_id, p.team_id FROM challenge_progress q JOIN person p ON p.id = q.person_id
WHERE q.challenge_id = $1 AND q.amount > 0 AND p.joined_at IS NOT NULL AND p.opted_out_at IS NULL
AND p.left_company_at IS NULL ORDER BY q.person_id
"""
_TEAM_RESULT = """
SELECT COALESCE(sum(amount), 0) AS result, count(CASE WHEN amount > 0 THEN 1 END) AS people
FROM challenge_progress WHERE challenge_id = $1
"""
_PERSONAL_RESULT = """
SELECT count(reached_at) AS result, count(*) AS people FROM challenge_entry WHERE challenge_id = $1
"""


async def turn_challenges() -> None:
    """Chore: say which goals are met, and close what has been over long enough to be complete."""
    for row in await rows(_DUE, to_millis(clock.now() - SETTLING)):
        await _apart(_turn(row))


async def _apart(act: Awaitable[None]) -> bool:
    """One that fails is tried again next time, and keeps no other from its turn; whether it was done."""
    try:
        await act
    except Exception as error:
        if is_away(error):
            raise
        log.error("challenge_not_turned", problem=type(error).__name__, exc_info=True)
        return False
    return True


async def _turn(row: dict[str, Any]) -> None:
    is_shared = row["scope"] != "personal"
    if is_shared and row["is_met"] and not await _reach(row):
        return  # closed, it would never pay who is missing
    if row["ends_at"] <= to_millis(clock.now() - SETTLING):
        await _close(row["id"], _TEAM_RESULT if is_shared else _PERSONAL_RESULT)


async def _reach(row: dict[str, Any]) -> bool:
    """Each who took part, one transaction each, then the news of it; whether nobody is missing.

    What stops in between goes on next time: one who fails keeps nobody else from it, only the news.
    """
    people = await rows(_TOOK_PART, row["id"])
    done = [await _apart(_tell(row, each["person_id"], each["team_id"])) for each in people]
    if all(done):
        await _say_reached(row, tuple(each["person_id"] for each in people))
    return all(done)


async def _tell(row: dict[str, Any], person_id: str, team_id: str | None) -> None:
    async with transaction():
        await announce(_team_goal(row, person_id, team_id))
        if row["points"]:
            await announce(completed(row["id"], person_id))


async def _say_reached(row: dict[str, Any], took_part: tuple[str, ...]) -> None:
    async with transaction():
        now = clock.now()
        first = await rows(
            "UPDATE challenge SET state = 'reached', reached_at = $1 WHERE id = $2 AND state = 'running' RETURNING id",
            to_millis(now), row["id"],
        )  # fmt: skip
        if first:
            await announce(ChallengeReached(row["id"], row["slug"], took_part, now))


def _team_goal(row: dict[str, Any], person_id: str, team_id: str | None) -> Fact:
    """A challenge of the company counts for the team in which its person is today."""
    values = {"team": row["team_id"] or team_id or "", "goal": row["id"], "took_part": True}
    key = f"team_goal:{row['id']}:{person_id}"
    return Fact(key, "team_goal.reached", person_id, clock.now(), "challenge", row["id"], values)


async def _close(challenge_id: str, result_of: str) -> None:
    """Freeze the result, once: what comes later changes nothing."""
    async with transaction():
        closed = await rows(
            "UPDATE challenge SET state = 'closed', closed_at = $1 WHERE id = $2 AND state IN ('running', 'reached') "
            "RETURNING id",
            to_millis(clock.now()), challenge_id,
        )  # fmt: skip
        if closed:
            found = (await rows(result_of, challenge_id))[0]
            await rows(
                "UPDATE challenge SET result = $1, result_people = $2 WHERE id = $3 RETURNING id",
                found["result"], found["people"], challenge_id,
            )  # fmt: skip

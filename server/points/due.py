"""Chores: awards whose day has come are confirmed or void, points whose twelve months are over lapse."""

from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Any

from gamification import PeriodKind, period_of
from server import clock
from server.database import rows, transaction
from server.database.fields import EPOCH, from_millis, to_millis
from server.database.outages import is_away
from server.people.queries import company
from server.points.accounts import expire_points, one_at_a_time
from server.points.instants import counted_at
from server.points.resolving import Given, confirm_award, given, void_award
from server.web.locale import zone
from server.web.logs import log

PORTION = 200
RECENT = timedelta(days=3)  # what an ordinary round looks back; the first of a day looks back for ever
_looked: dict[str, tuple[datetime, str]] = {}  # per chore: the company and the day of the last look at everything


async def confirm_due() -> None:
    """Chore: what was to wait so many days has waited."""
    for row in await _due("confirm_at"):
        await _apart(_resolve(row, confirming=True))


async def void_due() -> None:
    """Chore: what nothing confirmed in its days goes back."""
    for row in await _due("void_at"):
        await _apart(_resolve(row, confirming=False))


async def expire_nightly() -> None:
    """Chore: once a day everybody's lapsed points leave; each command on them would do it too."""
    today = await _today()
    if _looked.get("expiry") == today:
        return
    for person_id in await _with_lapsed_points():
        await _apart(_expire(person_id))
    _looked["expiry"] = today


async def _resolve(row: dict[str, Any], *, confirming: bool) -> None:
    async with transaction():
        await one_at_a_time(row["person_id"])
        for award in await given("d.id = $1", row["id"]):
            await (_confirm(award, from_millis(row["due"])) if confirming else void_award(award))


async def _confirm(award: Given, due: datetime) -> bool:
    return await confirm_award(award, counted_at(due, clock.now()), award.team_id)


async def _expire(person_id: str) -> None:
    async with transaction():
        await one_at_a_time(person_id)
        now = clock.now()
        await expire_points(person_id, f"night:{person_id}:{to_millis(now)}", now)


async def _apart(act: Awaitable[None]) -> None:
    """One that fails is tried again next time, and keeps nobody else's from being done."""
    try:
        await act
    except Exception as error:
        if is_away(error):
            raise
        log.error("points_chore_failed", problem=type(error).__name__, exc_info=True)


async def _due(column: str) -> list[dict[str, Any]]:
    """Awards that wait although their instant has come, the oldest first.

    A decision never changes, so that those of last year keep their dates: an ordinary round looks at three days.
    """
    today, now = await _today(), clock.now()
    since = now - RECENT if _looked.get(column) == today else EPOCH
    found = await rows(
        f"SELECT d.id, d.person_id, d.{column} AS due FROM decision d WHERE d.{column} > $1 AND d.{column} <= $2 "
        "AND EXISTS (SELECT 1 FROM transfer t WHERE t.decision_id = d.id AND t.kind = 'award' AND NOT EXISTS "
        "(SELECT 1 FROM transfer r WHERE r.parent_key = t.key AND r.slot = 'resolve')) "
        f"ORDER BY d.{column}, d.id LIMIT {PORTION}",
        to_millis(since), to_millis(now),
    )  # fmt: skip
    if len(found) < PORTION:
        _looked[column] = today
    return found


async def _today() -> tuple[datetime, str]:
    profile = await company()
    return profile.created_at if profile else EPOCH, period_of(clock.now(), PeriodKind.DAY, zone()).key


async def _with_lapsed_points() -> list[str]:
    """Who has more than their living lots cover."""
    found = await rows(
        "SELECT a.owner FROM account a WHERE a.unit = 'points' AND a.kind = 'available' AND a.balance > "
        "COALESCE((SELECT sum(t.amount) FROM transfer t WHERE t.credit_id = a.id AND t.expires_at > $1 AND NOT EXISTS "
        "(SELECT 1 FROM transfer r WHERE r.parent_key = t.key AND r.slot = 'reverse')), 0)",
        to_millis(clock.now()),
    )
    return [row["owner"] for row in found]

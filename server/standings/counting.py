"""Where an award counts: in the week, month and season of its instant, or of the present once those are closed."""

from collections.abc import Collection, Mapping
from datetime import datetime

from gamification import PeriodKind, period_of
from server.database import is_postgresql, rows
from server.database.fields import from_millis
from server.web.locale import zone

ALL_TIME = "all"
# Whoever holds it waits for nobody: the last lock of any transaction, on PostgreSQL.
_LOCK = 7_301_003
KINDS = (PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.SEASON)


def period_keys(at: datetime) -> tuple[str, ...]:
    """The keys of the week, month and season that hold an instant."""
    return tuple(period_of(at, kind, zone()).key for kind in KINDS)


def counted_in(at: datetime, recorded_at: datetime, closed: Mapping[str, datetime]) -> tuple[str, ...]:
    """The periods that an award for `at` counts in: what comes after a period's close counts when it comes."""
    return tuple(
        late if key in closed and closed[key] <= recorded_at else key
        for key, late in zip(period_keys(at), period_keys(recorded_at), strict=True)
    )


async def closings(periods: Collection[str]) -> dict[str, datetime]:
    """Which of these periods are closed, and since when."""
    places = ", ".join(f"${number}" for number in range(1, len(periods) + 1))
    found = await rows(f"SELECT period, closed_at FROM closed_period WHERE period IN ({places})", *periods)
    return {row["period"]: from_millis(row["closed_at"]) for row in found}


async def hold_open() -> None:
    """What is written for a period that is over is written before its close or after it, never in between."""
    if is_postgresql():
        await rows(f"SELECT pg_advisory_xact_lock_shared({_LOCK})")


async def hold_standings() -> bool:
    """Standings are frozen and cohorts chosen by one at a time; whether there is a company at all."""
    if is_postgresql():
        await rows(f"SELECT pg_advisory_xact_lock({_LOCK})")
        return bool(await rows("SELECT id FROM company"))
    return bool(await rows("UPDATE company SET id = id RETURNING id"))  # takes SQLite's one writer's place

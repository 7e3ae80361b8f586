"""The outbox: side effects written in the caller's transaction and run later by the worker."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from server import clock
from server.database import is_postgresql, rows
from server.database.fields import to_millis

Handler = Callable[[dict[str, Any]], Awaitable[None]]
handlers: dict[str, Handler] = {}
wake = asyncio.Event()

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 8


def handles(kind: str, handler: Handler) -> None:
    """Say who runs jobs of this kind. Registered once, in `server.listeners`."""
    handlers[kind] = handler


async def enqueue(
    kind: str, payload: dict[str, Any], *, dedupe_key: str | None = None, not_before: datetime | None = None
) -> None:
    """Write a job: it exists if and only if the surrounding transaction commits."""
    await rows(
        "INSERT INTO job (kind, payload, dedupe_key, due_ms, attempts, dead) VALUES ($1, $2, $3, $4, 0, $5) "
        "ON CONFLICT (dedupe_key) DO NOTHING RETURNING id",
        kind, json.dumps(payload), dedupe_key, to_millis(not_before or clock.now()), False,
    )  # fmt: skip
    wake.set()


async def claim(most: int) -> list[dict[str, Any]]:
    """Take due jobs for the length of a lease; the attempt is counted before it runs."""
    locked = "FOR UPDATE SKIP LOCKED" if is_postgresql() else ""
    now = to_millis(clock.now())
    taken = await rows(
        "UPDATE job SET due_ms = $1, attempts = attempts + 1 WHERE id IN (SELECT id FROM job WHERE dead = $2 "
        f"AND due_ms <= $3 ORDER BY due_ms LIMIT $4 {locked}) RETURNING id, kind, payload, attempts",
        now + to_millis_span(LEASE), False, now, most,
    )  # fmt: skip
    return [{**row, "payload": _payload(row["payload"])} for row in taken]


def to_millis_span(span: timedelta) -> int:
    """A duration in milliseconds."""
    return span // timedelta(milliseconds=1)


def _payload(stored: Any) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(stored) if isinstance(stored, str) else stored
    return payload


async def finish(ids: list[int]) -> None:
    """Remove jobs that ran."""
    if ids:
        await rows(f"DELETE FROM job WHERE id IN ({', '.join(map(str, ids))}) RETURNING id")


async def postpone(job: dict[str, Any], problem: BaseException, delay: timedelta | None = None) -> None:
    """Try again later, each time twice as late; give up after eight attempts."""
    wait = delay or timedelta(seconds=min(3600, 2 ** job["attempts"] * 5))
    await rows(
        "UPDATE job SET due_ms = $1, dead = $2, problem = $3 WHERE id = $4 RETURNING id",
        to_millis(clock.now() + wait), job["attempts"] >= MAX_ATTEMPTS,
        f"{type(problem).__name__}: {problem}"[:500], job["id"],
    )  # fmt: skip

"""Addresses that the worker reads about once an hour: when each is due, and what went wrong the last time."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from server import clock
from server.database import is_postgresql, rows, transaction
from server.database.fields import to_millis
from server.jobs import enqueue
from server.web.locale import say
from server.web.problems import NotFound

EVERY = timedelta(hours=1)
LONGEST = timedelta(hours=24)
JITTER = 600


@dataclass(frozen=True, slots=True)
class Sources:
    """A table of sources, and the job that reads one of them."""

    table: str
    job: str
    key: str

    async def ask_for_fetch(self, source_id: str) -> None:
        """Have the worker read it now."""
        async with transaction():
            found = await rows(
                f"UPDATE {self.table} SET next_fetch_at = $1 WHERE id = $2 AND url IS NOT NULL RETURNING id",
                to_millis(clock.now() + EVERY), source_id,
            )  # fmt: skip
            if not found:
                raise NotFound
            await self._enqueue(source_id)

    async def _enqueue(self, source_id: str) -> None:
        await enqueue(self.job, {"source": source_id}, dedupe_key=f"{self.key}:{source_id}")

    async def enqueue_due(self) -> None:
        """A job for each source whose time has come; its next hour is set at once, so that two workers never
        take the same one and a job that dies is made again."""
        locked = "FOR UPDATE SKIP LOCKED" if is_postgresql() else ""
        now = clock.now()
        if not await rows(f"SELECT id FROM {self.table} WHERE next_fetch_at <= $1 LIMIT 1", to_millis(now)):
            return
        async with transaction():
            due = await rows(
                f"UPDATE {self.table} SET next_fetch_at = $1 WHERE id IN (SELECT id FROM {self.table} "
                f"WHERE url IS NOT NULL AND next_fetch_at <= $2 ORDER BY next_fetch_at LIMIT 20 {locked}) RETURNING id",
                to_millis(now + EVERY), to_millis(now),
            )  # fmt: skip
            for source in due:
                await self._enqueue(source["id"])

    async def note_success(self, source_id: str, headers: Mapping[str, str], fresh: bool) -> None:
        """It answered: forget its failures, remember its validators, read it again in about an hour."""
        now = clock.now()
        await rows(
            f"UPDATE {self.table} SET fetched_at = $1, next_fetch_at = $2, failures = 0, problem = NULL WHERE id = $3 "
            "RETURNING id",
            to_millis(now), to_millis(now + EVERY + jitter(source_id)), source_id,
        )  # fmt: skip
        if fresh:
            await rows(
                f"UPDATE {self.table} SET etag = $1, last_modified = $2 WHERE id = $3 RETURNING id",
                _header(headers, "etag", 300), _header(headers, "last-modified", 100), source_id,
            )  # fmt: skip

    async def note_failure(self, source_id: str, failures: int, reason: str, values: Mapping[str, object]) -> None:
        """It did not answer well: keep the sentence, and wait twice as long as the last time."""
        await rows(
            f"UPDATE {self.table} SET failures = $1, next_fetch_at = $2, problem = $3 WHERE id = $4 RETURNING id",
            failures + 1, to_millis(clock.now() + wait_after(failures + 1) + jitter(source_id)),
            problem_text(reason, values), source_id,
        )  # fmt: skip


def _header(headers: Mapping[str, str], name: str, limit: int) -> str | None:
    # A validator that had to be cut would never match.
    value = headers.get(name)
    return value if value and len(value) <= limit else None


def wait_after(failures: int) -> timedelta:
    """One hour, doubled for each failure in a row, never more than a day."""
    return min(LONGEST, timedelta(hours=2 ** min(failures, 10)))


def jitter(source_id: str) -> timedelta:
    """Up to five minutes either way, always the same for one source, so that not all are read in one second."""
    number = int.from_bytes(hashlib.sha256(source_id.encode()).digest()[:4])
    return timedelta(seconds=number % JITTER - JITTER // 2)


def problem_text(reason: str, values: Mapping[str, object]) -> str:
    """A sentence and its values, kept so that they can be said in any language."""
    short = {key: value if isinstance(value, int) else str(value)[:60] for key, value in values.items()}
    return json.dumps([reason, short], ensure_ascii=False)[:300]


def said(problem: str | None) -> str:
    """The sentence of a problem that was kept, in the language of the request."""
    if not problem:
        return ""
    try:
        reason, values = json.loads(problem)
    except ValueError:
        return problem
    return say(reason, values)

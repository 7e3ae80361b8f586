"""Adds, removes and schedules the feeds that the worker reads."""

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from server import clock
from server.database import is_postgresql, rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.jobs import enqueue
from server.messages import N_
from server.web.audit import record
from server.web.outbound import checked_url
from server.web.problems import NotFound, Refused

EVERY = timedelta(hours=1)
LONGEST = timedelta(hours=24)
JITTER = 600
KNOWN_URL = N_("This address is already among the sources.")
_RETURNING = "RETURNING id, url, title, topic_id, publishes, language"


async def add_source(
    url: str | None,
    title: str,
    topic_id: str | None,
    publishes: bool,
    *,
    language: str | None = None,
    actor_id: str | None = None,
) -> dict[str, Any]:
    """A new source, read by the worker at once when it has an address. Raises OutboundRefused, Refused."""
    address = str(checked_url(url)) if url else None
    async with transaction():
        made = await rows(
            "INSERT INTO source (id, url, title, topic_id, publishes, language, next_fetch_at, failures, created_at) "
            f"VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8) ON CONFLICT (url) DO NOTHING {_RETURNING}",
            new_id(), address, title[:200], topic_id, publishes, language,
            to_millis(clock.now()) if address else None, to_millis(clock.now()),
        )  # fmt: skip
        if not made:
            raise Refused(KNOWN_URL)
        await record("source.added", "source", made[0]["id"], actor_id, None, {"url": address, "title": title})
    return made[0]


async def ensure_source(url: str | None, title: str, topic_id: str | None, language: str | None) -> dict[str, Any]:
    """The source with this address, or this title when it comes from a file; added if there is none."""
    where = "url = $1" if url else "url IS NULL AND title = $1"
    select = f"SELECT id, url, title, topic_id, publishes, language FROM source WHERE {where}"
    for _ in range(2):
        if found := await rows(select, url or title[:200]):
            return found[0]
        try:
            return await add_source(url, title, topic_id, True, language=language)
        except Refused:
            continue  # somebody added it in between
    raise Refused(KNOWN_URL)


async def remove_source(source_id: str, actor_id: str) -> None:
    """Read it no more; its articles stay."""
    async with transaction():
        gone = await rows("DELETE FROM source WHERE id = $1 RETURNING url, title", source_id)
        if not gone:
            raise NotFound
        await record("source.removed", "source", source_id, actor_id, gone[0], None)


async def ask_for_fetch(source_id: str) -> None:
    """Have the worker read it now."""
    async with transaction():
        found = await rows(
            "UPDATE source SET next_fetch_at = $1 WHERE id = $2 AND url IS NOT NULL RETURNING id",
            to_millis(clock.now() + EVERY), source_id,
        )  # fmt: skip
        if not found:
            raise NotFound
        await enqueue("content.feed", {"source": source_id}, dedupe_key=f"feed:{source_id}")


async def enqueue_due_sources() -> None:
    """The worker's chore: a job for each source whose time has come; its next hour is set at once, so that
    two workers never take the same one and a job that dies is made again."""
    locked = "FOR UPDATE SKIP LOCKED" if is_postgresql() else ""
    now = clock.now()
    if not await rows("SELECT id FROM source WHERE next_fetch_at <= $1 LIMIT 1", to_millis(now)):
        return
    async with transaction():
        due = await rows(
            "UPDATE source SET next_fetch_at = $1 WHERE id IN (SELECT id FROM source WHERE url IS NOT NULL "
            f"AND next_fetch_at <= $2 ORDER BY next_fetch_at LIMIT 20 {locked}) RETURNING id",
            to_millis(now + EVERY), to_millis(now),
        )  # fmt: skip
        for source in due:
            await enqueue("content.feed", {"source": source["id"]}, dedupe_key=f"feed:{source['id']}")


async def note_success(source_id: str, headers: Mapping[str, str], fresh: bool) -> None:
    """It answered: forget its failures, remember its validators, read it again in about an hour."""
    now = clock.now()
    await rows(
        "UPDATE source SET fetched_at = $1, next_fetch_at = $2, failures = 0, problem = NULL WHERE id = $3 "
        "RETURNING id",
        to_millis(now), to_millis(now + EVERY + jitter(source_id)), source_id,
    )  # fmt: skip
    if fresh:
        await rows(
            "UPDATE source SET etag = $1, last_modified = $2 WHERE id = $3 RETURNING id",
            _header(headers, "etag", 300), _header(headers, "last-modified", 100), source_id,
        )  # fmt: skip


def _header(headers: Mapping[str, str], name: str, limit: int) -> str | None:
    # A validator that had to be cut would never match.
    value = headers.get(name)
    return value if value and len(value) <= limit else None


async def note_failure(source_id: str, failures: int, reason: str, values: Mapping[str, object]) -> None:
    """It did not answer well: keep the sentence, and wait twice as long as the last time."""
    await rows(
        "UPDATE source SET failures = $1, next_fetch_at = $2, problem = $3 WHERE id = $4 RETURNING id",
        failures + 1, to_millis(clock.now() + wait_after(failures + 1) + jitter(source_id)),
        problem_text(reason, values), source_id,
    )  # fmt: skip


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

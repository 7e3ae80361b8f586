"""Adds, removes and schedules the feeds that the worker reads."""

from collections.abc import Mapping
from typing import Any

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.messages import N_
from server.web.audit import record
from server.web.outbound import checked_url
from server.web.problems import NotFound, Refused
from server.web.sources import Sources

FEEDS = Sources("source", "content.feed", "feed")
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
    await FEEDS.ask_for_fetch(source_id)


async def enqueue_due_sources() -> None:
    """The worker's chore: a job for each source whose time has come."""
    await FEEDS.enqueue_due()


async def note_success(source_id: str, headers: Mapping[str, str], fresh: bool) -> None:
    """It answered."""
    await FEEDS.note_success(source_id, headers, fresh)


async def note_failure(source_id: str, failures: int, reason: str, values: Mapping[str, object]) -> None:
    """It did not answer well."""
    await FEEDS.note_failure(source_id, failures, reason, values)

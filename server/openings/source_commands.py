"""Adds, removes and schedules the addresses from which openings come."""

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
from server.web.sources import Sources, problem_text

BOARDS = Sources("opening_source", "openings.source", "openings")
KNOWN_URL = N_("This address is already among the sources.")


async def add_source(url: str, title: str, publishes: bool, *, actor_id: str | None = None) -> str:
    """A new source, due at once; its id. Raises OutboundRefused, Refused."""
    address = str(checked_url(url))
    async with transaction():
        made = await rows(
            "INSERT INTO opening_source (id, url, title, form, publishes, next_fetch_at, failures, created_at) "
            "VALUES ($1, $2, $3, '', $4, $5, 0, $6) ON CONFLICT (url) DO NOTHING RETURNING id",
            new_id(), address, title[:200], publishes, to_millis(clock.now()), to_millis(clock.now()),
        )  # fmt: skip
        if not made:
            raise Refused(KNOWN_URL)
        after = {"url": address, "title": title, "publishes": publishes}
        await record("opening_source.added", "opening_source", made[0]["id"], actor_id, None, after)
    return str(made[0]["id"])


async def ensure_source(url: str, title: str) -> dict[str, Any]:
    """The source with this address, added if there is none; what it brings stays drafts."""
    address = str(checked_url(url))
    for _ in range(2):
        if found := await rows("SELECT * FROM opening_source WHERE url = $1", address):
            return found[0]
        try:
            await add_source(address, title, False)
        except Refused:
            continue  # somebody added it in between
    raise Refused(KNOWN_URL)


async def remove_source(source_id: str, actor_id: str) -> None:
    """Read it no more; its openings stay as they are."""
    async with transaction():
        gone = await rows("DELETE FROM opening_source WHERE id = $1 RETURNING url, title, publishes", source_id)
        if not gone:
            raise NotFound
        await record("opening_source.removed", "opening_source", source_id, actor_id, gone[0], None)


async def ask_for_fetch(source_id: str) -> None:
    """Have the worker read it now."""
    await BOARDS.ask_for_fetch(source_id)


async def enqueue_due_boards() -> None:
    """The worker's chore: a job for each source whose time has come."""
    await BOARDS.enqueue_due()


async def note_read(
    source_id: str, headers: Mapping[str, str], form: str, note: str, values: Mapping[str, Any]
) -> None:
    """It was read: remember its form and, where something is worth knowing, the sentence."""
    await BOARDS.note_success(source_id, headers, fresh=True)
    await rows(
        "UPDATE opening_source SET form = $1, problem = $2 WHERE id = $3 RETURNING id",
        form[:24], problem_text(note, values) if note else None, source_id,
    )  # fmt: skip

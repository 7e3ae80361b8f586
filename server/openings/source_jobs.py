"""What the worker does for sources of openings: reads one, imports what it holds, closes what is gone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from server.database import rows
from server.messages import N_
from server.openings.gone import close_gone
from server.openings.import_reports import EMPTY_NOW, NOT_WHOLE, OpeningsReport
from server.openings.importing import import_read
from server.openings.reading.apart import read_openings_apart
from server.openings.reading.postings import EMPTY, OpeningsRead, OpeningsRefused
from server.openings.reading.reading import MAX_BYTES
from server.openings.source_commands import BOARDS, note_read
from server.web.locale import DEFAULT_LANGUAGE
from server.web.logs import log
from server.web.origins import STATUS
from server.web.outbound import PUBLIC, Fetched, OutboundPolicy, OutboundRefused, fetch

TYPES = "application/json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, text/csv;q=0.8, */*;q=0.1"
LEFT_OUT = N_("{count} of its openings were left out: no title, place or date of posting, or they stand in it twice.")


async def fetch_board(payload: dict[str, Any], allow: OutboundPolicy = PUBLIC) -> None:
    """Job `openings.source`: read one source; what goes wrong is kept in words and the next try comes later."""
    found = await rows("SELECT * FROM opening_source WHERE id = $1 AND url IS NOT NULL", payload["source"])
    if not found:
        return
    source = found[0]
    try:
        answer = await ask(source["url"], allow, source["etag"], source["last_modified"])
        if answer.status == 304:
            await BOARDS.note_success(source["id"], answer.headers, fresh=False)
            return
        await keep_read(source, answer.headers, await read_answer(answer))
    except OpeningsRefused as no:
        await _note_refused(source, no)
    except OutboundRefused as no:
        await BOARDS.note_failure(source["id"], source["failures"], no.reason, no.values)


async def ask(url: str, allow: OutboundPolicy, etag: str | None = None, last_modified: str | None = None) -> Fetched:
    """An address's answer, if it is one. Raises OutboundRefused."""
    answer = await fetch(url, accept=TYPES, max_bytes=MAX_BYTES, etag=etag, last_modified=last_modified, allow=allow)
    if answer.status not in (200, 304):
        raise OutboundRefused(STATUS, status=answer.status)
    return answer


async def read_answer(answer: Fetched) -> OpeningsRead:
    """The openings of an answer. Raises OpeningsRefused."""
    return await read_openings_apart(answer.body, answer.headers.get("content-type"), answer.url, DEFAULT_LANGUAGE)


async def keep_read(source: dict[str, Any], headers: Mapping[str, str], read: OpeningsRead) -> OpeningsReport:
    """Import what a source holds, close what is gone from it, and note how it went."""
    report = await import_read(read, source["id"], bool(source["publishes"]), name=source["title"])
    closed = await close_gone(source["id"], source["url"], read)
    note, values = _note(read)
    await note_read(source["id"], headers, read.form, note, values)
    log.info(
        "openings_read", source=source["id"], created=len(report.created), updated=len(report.updated),
        reopened=len(report.reopened), closed=len(closed), refused=len(report.refused),
    )  # fmt: skip
    return replace(report, closed=closed)


def _note(read: OpeningsRead) -> tuple[str, dict[str, Any]]:
    if len(read.refused) == 1:
        return read.refused[0].reason, dict(read.refused[0].values)
    if read.refused:
        return LEFT_OUT, {"count": len(read.refused)}
    return ("", {}) if read.is_whole else (NOT_WHOLE, {})


async def _note_refused(source: dict[str, Any], no: OpeningsRefused) -> None:
    """A source that is suddenly empty has not failed: it is asked as before, and closes nothing."""
    if no.reason == EMPTY:
        await note_read(source["id"], {}, source["form"], EMPTY_NOW, {})
    else:
        await BOARDS.note_failure(source["id"], source["failures"], no.reason, no.values)

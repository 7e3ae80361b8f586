"""What `ricoche import-feed` and `ricoche import-article` do: FILE or address in, a report out, never a crash."""

import asyncio
from pathlib import Path

from server.content.importing import import_article, import_feed
from server.content.jobs import FEED_TYPES, PAGE_TYPES, STATUS
from server.content.reports import ImportReport, refused
from server.messages import N_
from server.web.outbound import MAX_BYTES, PUBLIC, OutboundPolicy, OutboundRefused, fetch

UNREADABLE = N_("“{file}” cannot be read: {why}.")
TOO_LARGE = N_("“{file}” is larger than {limit} MB.")


class _Unread(Exception):
    def __init__(self, report: ImportReport) -> None:
        self.report = report


async def import_feed_file(
    where: str, topic: str | None = None, *, dry_run: bool = False, allow: OutboundPolicy = PUBLIC
) -> ImportReport:
    """Import a feed from a file or an address; an address stays a source that the worker reads."""
    try:
        body, url, content_type = await _content(where, FEED_TYPES, allow)
    except _Unread as no:
        return no.report
    origin = where if url else Path(where).name
    return await import_feed(body, origin, topic, dry_run=dry_run, content_type=content_type)


async def import_article_file(
    where: str,
    topic: str | None = None,
    *,
    url: str | None = None,
    dry_run: bool = False,
    allow: OutboundPolicy = PUBLIC,
) -> ImportReport:
    """Import the preview of a page from a file (with its address, if it does not say it itself) or an address."""
    try:
        body, fetched_from, content_type = await _content(where, PAGE_TYPES, allow)
    except _Unread as no:
        return no.report
    return await import_article(body, url or fetched_from, topic, dry_run=dry_run, content_type=content_type)


async def _content(where: str, accept: str, allow: OutboundPolicy) -> tuple[bytes, str | None, str | None]:
    if "://" not in where:
        return await asyncio.to_thread(_file, Path(where)), None, None
    try:
        answer = await fetch(where, accept=accept, allow=allow)
        if answer.status != 200:
            raise OutboundRefused(STATUS, status=answer.status)
    except OutboundRefused as no:
        raise _Unread(refused(where, no.reason, no.values)) from no
    return answer.body, answer.url, answer.headers.get("content-type")


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _Unread(refused(path.name, UNREADABLE, {"file": path.name, "why": error.strerror or ""})) from error
    if len(body) > MAX_BYTES:
        raise _Unread(refused(path.name, TOO_LARGE, {"file": path.name, "limit": MAX_BYTES // 1024 // 1024}))
    return body

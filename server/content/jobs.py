"""What the worker does for contents: reads feeds and fetches pictures, never inside a transaction."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

from server import clock
from server.content.images import MAX_BYTES, ImageRefused, to_webp
from server.content.importing import import_feed
from server.content.media import store_picture
from server.content.source_commands import note_failure, note_success
from server.database import rows, transaction
from server.jobs import enqueue
from server.web.logs import log
from server.web.origins import STATUS
from server.web.outbound import PUBLIC, Fetched, OutboundPolicy, OutboundRefused, fetch

FEED_TYPES = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
PAGE_TYPES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
PICTURE_TYPES = "image/webp, image/avif, image/jpeg, image/png, image/gif"
PICTURE_TRIES = 4


async def fetch_feed(payload: dict[str, Any], allow: OutboundPolicy = PUBLIC) -> None:
    """Job `content.feed`: read one source; what goes wrong is kept in words and the next try comes later."""
    found = await rows("SELECT * FROM source WHERE id = $1 AND url IS NOT NULL", payload["source"])
    if not found:
        return
    source = found[0]
    try:
        answer = await _answer(source, allow)
    except OutboundRefused as no:
        await note_failure(source["id"], source["failures"], no.reason, no.values)
        return
    if answer.status == 304:
        await note_success(source["id"], answer.headers, fresh=False)
        return
    await _read(source, answer)


async def _answer(source: dict[str, Any], allow: OutboundPolicy) -> Fetched:
    answer = await fetch(
        source["url"], accept=FEED_TYPES, etag=source["etag"], last_modified=source["last_modified"], allow=allow
    )
    if answer.status not in (200, 304):
        raise OutboundRefused(STATUS, status=answer.status)
    return answer


async def _read(source: dict[str, Any], answer: Fetched) -> None:
    report = await import_feed(
        answer.body, source["url"], source=source, content_type=answer.headers.get("content-type")
    )
    if report.is_refused and report.refused[0].item == 0:
        reason = report.refused[0]
        await note_failure(source["id"], source["failures"], reason.reason, reason.values)
        return
    await note_success(source["id"], answer.headers, fresh=True)
    log.info("feed_read", source=source["id"], kept=len(report.kept), known=report.known, refused=len(report.refused))


async def fetch_picture(media: Path, payload: dict[str, Any], allow: OutboundPolicy = PUBLIC) -> None:
    """Job `content.picture`: an article's picture, made small and kept here. Without one, a cover is drawn."""
    try:
        answer = await fetch(payload["url"], accept=PICTURE_TYPES, max_bytes=MAX_BYTES, allow=allow)
        if answer.status != 200:
            raise OutboundRefused(STATUS, status=answer.status)
        name = await asyncio.to_thread(_small, media, answer.body)
    except ImageRefused as no:
        log.info("picture_refused", article=payload["article"], reason=no.reason)
    except OutboundRefused as no:
        log.info("picture_unreachable", article=payload["article"], reason=no.reason)
        await _try_later(payload)
    else:
        await rows(
            "UPDATE article SET image = $1, version = version + 1 WHERE id = $2 RETURNING id", name, payload["article"]
        )


def _small(media: Path, body: bytes) -> str:
    return store_picture(media, to_webp(body))


async def _try_later(payload: dict[str, Any]) -> None:
    tries = payload.get("tries", 1)
    if tries < PICTURE_TRIES:
        async with transaction():
            await enqueue(
                "content.picture", {**payload, "tries": tries + 1},
                dedupe_key=f"picture:{payload['article']}:{tries + 1}",
                not_before=clock.now() + timedelta(hours=2**tries),
            )  # fmt: skip


async def fetch_page(url: str, allow: OutboundPolicy = PUBLIC) -> Fetched:
    """A page that an editor pointed at. Raises OutboundRefused."""
    answer = await fetch(url, accept=PAGE_TYPES, allow=allow)
    if answer.status != 200:
        raise OutboundRefused(STATUS, status=answer.status)
    return answer

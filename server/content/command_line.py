"""What `ricoche import-feed` and `ricoche import-article` do: FILE or address in, a report out, never a crash."""

from pathlib import Path

from server.content.importing import import_article, import_feed
from server.content.jobs import FEED_TYPES, PAGE_TYPES
from server.content.reports import ImportReport, refused
from server.web.origins import Unread, content_of
from server.web.outbound import PUBLIC, OutboundPolicy


async def import_feed_file(
    where: str, topic: str | None = None, *, dry_run: bool = False, allow: OutboundPolicy = PUBLIC
) -> ImportReport:
    """Import a feed from a file or an address; an address stays a source that the worker reads."""
    try:
        found = await content_of(where, FEED_TYPES, allow=allow)
    except Unread as no:
        return refused(no.name, no.reason, no.values)
    origin = where if found.url else Path(where).name
    return await import_feed(found.body, origin, topic, dry_run=dry_run, content_type=found.content_type)


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
        found = await content_of(where, PAGE_TYPES, allow=allow)
    except Unread as no:
        return refused(no.name, no.reason, no.values)
    return await import_article(found.body, url or found.url, topic, dry_run=dry_run, content_type=found.content_type)

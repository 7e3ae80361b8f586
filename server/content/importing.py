"""Feeds and pages become articles: each one once, whoever imports it, however often."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from server import clock
from server.content.apart import read_feed_apart
from server.content.feed_reading import FeedItem, FeedRead, FeedRefused
from server.content.markdown import reading_minutes
from server.content.page_reading import PageRead, PageRefused, read_page
from server.content.plain_text import web_url
from server.content.queries import topics
from server.content.reports import ImportReport, Kept, refused
from server.content.slugs import slugify
from server.content.source_commands import ensure_source
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.jobs import enqueue
from server.messages import N_
from server.web.locale import DEFAULT_LANGUAGE

AT_ONCE = 40
NO_ADDRESS = N_("This page does not say its own address: import it by its address instead.")
NO_TOPIC = N_("There is no topic “{topic}”. Topics: {topics}.")
COLUMNS = (
    "id", "slug", "topic_id", "source_id", "external_key", "url", "title", "excerpt", "body", "site_name", "byline",
    "language", "reading_minutes", "angle", "question", "state", "published_at", "created_at",
)  # fmt: skip


async def import_feed(
    body: bytes,
    origin: str,
    topic: str | None = None,
    *,
    dry_run: bool = False,
    content_type: str | None = None,
    source: dict[str, Any] | None = None,
) -> ImportReport:
    """Read a feed fetched from an address, or found in a file, and keep what is new. `topic` is a slug."""
    topic_id, problem = await _topic(topic, origin)
    if problem:
        return problem
    try:
        read = await read_feed_apart(body, content_type, web_url(origin))
    except FeedRefused as no:
        return refused(origin, no.reason, no.values, no.line or 1)
    key = web_url(origin) or f"feed:{read.title or origin}"
    if not dry_run and source is None:
        source = await ensure_source(web_url(origin), read.title or origin, topic_id, read.language)
    found = {_key(key, item.guid): item for item in read.items}
    new = await _new_among(found) if dry_run else await _keep_items(found, read, source or {}, topic_id)
    kept = tuple(Kept(found[each].title, found[each].url) for each in found if each in new)
    return ImportReport(read.title or origin, kept, read.refused, len(found) - len(kept))


async def import_article(
    body: bytes,
    url: str | None,
    topic: str | None = None,
    *,
    dry_run: bool = False,
    publish: bool = True,
    content_type: str | None = None,
) -> ImportReport:
    """Read a page and keep its preview: title, excerpt, picture, address; never its text."""
    topic_id, problem = await _topic(topic, url or "")
    if problem:
        return problem
    try:
        read = read_page(body, content_type, url or "")
    except PageRefused as no:
        return refused(url or "", no.reason, no.values)
    if not web_url(read.canonical_url):
        return refused(read.title, NO_ADDRESS, {})
    key = page_key(read.canonical_url)
    new = await _new_among([key]) if dry_run else await _keep_page(key, read, topic_id, publish)
    kept = (Kept(read.title, read.canonical_url),) if new else ()
    return ImportReport(read.title, kept, known=1 - len(kept))


def page_key(url: str) -> str:
    """What makes a page the same page again."""
    return _key("page", url)


def _key(origin: str, guid: str) -> str:
    return hashlib.sha256(f"{origin}\n{guid}".encode()).hexdigest()


async def _topic(slug: str | None, origin: str) -> tuple[str | None, ImportReport | None]:
    if not slug:
        return None, None
    known = {topic.slug: topic.id for topic in await topics()}
    if slug in known:
        return known[slug], None
    return None, refused(origin, NO_TOPIC, {"topic": slug, "topics": ", ".join(known)})


async def _new_among(keys: Sequence[str] | dict[str, Any]) -> set[str]:
    """Which of these keys are not stored yet."""
    unknown = set(keys)
    for some in _chunks(list(keys)):
        places = ", ".join(f"${number}" for number in range(1, len(some) + 1))
        stored = await rows(f"SELECT external_key FROM article WHERE external_key IN ({places})", *some)
        unknown -= {row["external_key"] for row in stored}
    return unknown


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


async def _keep_items(
    found: dict[str, FeedItem], read: FeedRead, source: dict[str, Any], topic_id: str | None
) -> set[str]:
    """Store what is new, a few at a time so that nobody waits; the unique key decides who was first."""
    new: set[str] = set()
    for some in _chunks(list(found)):
        values = [_item_values(key, found[key], read, source, topic_id) for key in some]
        async with transaction():
            stored = await _insert(values)
            for key, article_id in stored.items():
                await _ask_for_picture(article_id, found[key].image_url)
        new |= stored.keys()
    return new


def _item_values(
    key: str, item: FeedItem, read: FeedRead, source: dict[str, Any], topic_id: str | None
) -> dict[str, Any]:
    now = clock.now()
    return _values(
        key,
        item.title,
        now,
        topic_id=topic_id or source.get("topic_id"),
        source_id=source.get("id"),
        url=item.url,
        excerpt=item.excerpt,
        site_name=source.get("title") or read.title,
        byline=item.author,
        language=read.language or source.get("language") or DEFAULT_LANGUAGE,
        state="published" if source.get("publishes", True) else "draft",
        published_at=to_millis(min(item.published_at or now, now)),
    )


async def _keep_page(key: str, read: PageRead, topic_id: str | None, publish: bool) -> dict[str, str]:
    now = clock.now()
    values = _values(
        key,
        read.title,
        now,
        topic_id=topic_id,
        url=read.canonical_url,
        excerpt=read.excerpt,
        site_name=read.site_name,
        byline=read.author,
        language=read.language or DEFAULT_LANGUAGE,
        state="published" if publish else "draft",
        published_at=to_millis(now) if publish else None,
    )
    async with transaction():
        stored = await _insert([values])
        for article_id in stored.values():
            await _ask_for_picture(article_id, read.image_url)
    return stored


def _values(key: str, title: str, created_at: datetime, **others: Any) -> dict[str, Any]:
    return {
        **dict.fromkeys(COLUMNS),
        **others,
        "id": new_id(),
        "slug": f"{slugify(title)}-{key[:8]}",
        "external_key": key,
        "title": title,
        "body": "",
        "angle": "",
        "question": "",
        "reading_minutes": reading_minutes(others["excerpt"]),
        "created_at": to_millis(created_at),
    }


async def _insert(articles: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The ids of those that were new, by key."""
    width = len(COLUMNS)
    lines = (
        "(" + ", ".join(f"${row * width + column}" for column in range(1, width + 1)) + ")"
        for row in range(len(articles))
    )
    stored = await rows(
        f"INSERT INTO article ({', '.join(COLUMNS)}) VALUES {', '.join(lines)} "
        "ON CONFLICT (external_key) DO NOTHING RETURNING id, external_key",
        *(article[name] for article in articles for name in COLUMNS),
    )
    return {row["external_key"]: row["id"] for row in stored}


async def _ask_for_picture(article_id: str, url: str | None) -> None:
    if url:
        await enqueue("content.picture", {"article": article_id, "url": url}, dedupe_key=f"picture:{article_id}")

"""A feed's bytes become items worth passing on, each refusal named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from io import BytesIO
from time import struct_time
from typing import Any

from server.content.feed_pictures import item_contents, item_image
from server.content.feed_xml import NOT_A_FEED, FeedRefused, SafeXml, safe_xml
from server.content.plain_text import (
    EXCERPT_LENGTH,
    NAME_LENGTH,
    TITLE_LENGTH,
    html_to_text,
    in_utc,
    language_code,
    one_line,
    web_url,
)
from server.messages import N_

__all__ = ["FeedItem", "FeedRead", "FeedRefused", "Refusal", "read_feed"]

MAX_ITEMS = 500
MAX_CATEGORIES = 20
KEY_LENGTH = 2000

ITEM_WITHOUT_TITLE = N_("Item {item}, line {line}: it has no title.")
ITEM_WITHOUT_LINK = N_("Item {item}, line {line}: “{title}” has no web link.")
ITEM_REPEATED = N_("Item {item}, line {line}: “{title}” stands in this feed twice.")
ITEM_CUT_SHORT = N_("Item {item}, line {line}: the feed stops in the middle of it.")
ITEMS_LEFT_OUT = N_("Only the first {limit} of {total} items were read.")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item: plain text and absolute links only. `published_at` is in UTC."""

    guid: str
    url: str
    title: str
    excerpt: str
    author: str | None
    published_at: datetime | None
    image_url: str | None
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An item that was left out: which one, where, and the sentence that says why."""

    item: int
    line: int | None
    reason: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What a feed holds. `language` is the primary code alone (`fr`), or None."""

    title: str
    language: str | None
    items: tuple[FeedItem, ...]
    refused: tuple[Refusal, ...]


def read_feed(body: bytes, content_type: str | None, url: str | None = None) -> FeedRead:
    """Read RSS 1.0, 2.0 or Atom; `url` resolves relative links. Raises `FeedRefused` only."""
    safe = safe_xml(body, content_type)
    parsed = _parsed(safe.body)
    items, refused = _items(parsed.entries, safe, _base(parsed.feed, url))
    return FeedRead(
        title=_text(parsed.feed, "title", TITLE_LENGTH),
        language=language_code(parsed.feed.get("language")),
        items=tuple(items),
        refused=tuple(refused),
    )


def _parsed(body: bytes) -> Any:
    # A stream, never bytes or text: feedparser takes a string for an address or a file name and opens it.
    import feedparser  # read where a feed is: starting does not wait for it

    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        parsed = feedparser.parse(
            BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever trips the parser is the feed's fault, and this is its one answer
        raise FeedRefused(NOT_A_FEED, 1) from error
    if not parsed.version and not parsed.entries:
        raise FeedRefused(NOT_A_FEED, 1)
    return parsed


def _base(feed: Mapping[str, Any], url: str | None) -> str | None:
    return web_url(url) or web_url(feed.get("link"))


def _items(entries: Sequence[dict[str, Any]], safe: SafeXml, base: str | None) -> tuple[list[FeedItem], list[Refusal]]:
    items: dict[str, FeedItem] = {}
    refused: list[Refusal] = []
    lines: Sequence[int | None] = safe.item_lines
    if len(lines) != len(entries):
        lines = [None] * len(entries)
    for number, (entry, line) in enumerate(zip(entries[:MAX_ITEMS], lines, strict=False), start=1):
        item = _item(entry, base)
        reason = _problem(item, cut_short=safe.cut_short and number == len(entries))
        if reason is None and items.setdefault(item.guid, item) is item:
            continue
        values = {"item": number, "line": line or "?", "title": item.title}
        refused.append(Refusal(number, line, reason or ITEM_REPEATED, values))
    if len(entries) > MAX_ITEMS:
        refused.append(_left_out(len(entries)))
    return list(items.values()), refused


def _problem(item: FeedItem, cut_short: bool) -> str | None:
    if cut_short:
        return ITEM_CUT_SHORT
    if not item.title:
        return ITEM_WITHOUT_TITLE
    return None if item.url else ITEM_WITHOUT_LINK


def _left_out(total: int) -> Refusal:
    return Refusal(MAX_ITEMS + 1, None, ITEMS_LEFT_OUT, {"limit": MAX_ITEMS, "total": total})


def _item(entry: dict[str, Any], base: str | None) -> FeedItem:
    url = web_url(entry.get("feedburner_origlink"), base) or web_url(entry.get("link"), base) or ""
    return FeedItem(
        guid=one_line(str(entry.get("id") or ""))[:KEY_LENGTH] or url,
        url=url,
        title=_text(entry, "title", TITLE_LENGTH),
        excerpt=_excerpt(entry),
        author=_text(entry.get("author_detail") or {}, "name", NAME_LENGTH) or None,
        # feedparser's own get would answer "updated" with "published", and warn about it.
        published_at=_moment(dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")),
        image_url=item_image(entry, url or base),
        categories=_categories(entry.get("tags") or ()),
    )


def _text(owner: Mapping[str, Any], key: str, limit: int) -> str:
    """Plain text of a field; one that says it is plain keeps its angle brackets."""
    value = owner.get(key)
    if not isinstance(value, str):
        return ""
    detail = owner.get(f"{key}_detail") or {}
    if detail.get("type") == "text/plain":
        return one_line(unescape(value), limit)
    return html_to_text(value, limit)


def _excerpt(entry: dict[str, Any]) -> str:
    return _text(entry, "summary", EXCERPT_LENGTH) or next(
        filter(None, (html_to_text(html, EXCERPT_LENGTH) for html in item_contents(entry))), ""
    )


def _moment(parsed: object) -> datetime | None:
    if not isinstance(parsed, struct_time):
        return None
    try:
        return in_utc(datetime(*parsed[:6]))
    except (ValueError, OverflowError):
        return None


def _categories(tags: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    names = (html_to_text(str(tag.get("term") or tag.get("label") or ""), 80) for tag in tags)
    return tuple(dict.fromkeys(name for name in names if name))[:MAX_CATEGORIES]

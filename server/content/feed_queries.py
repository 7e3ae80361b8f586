"""The feed of one person, a page at a time, and one article as they see it: one statement each."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server import clock
from server.content.queries import TopicCard, picture_path, topic_of
from server.database import rows
from server.database.fields import from_millis, to_millis

PAGE = 20
FOR_YOU, SAVED = "", "saved"
_CURSOR = re.compile(r"([0-9]{1,15})\.([01])\.([0-9]{1,15})\.([0-9a-f-]{1,36})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after this card, in the feed as it stood when its first page was shown."""

    as_of: int
    rank: int
    at: int
    id: str

    def __str__(self) -> str:
        return f"{self.as_of}.{self.rank}.{self.at}.{self.id}"


def cursor_of(text: str) -> Cursor:
    """A cursor as it stood in an address; anything else begins at the top."""
    found = _CURSOR.fullmatch(text)
    if found is None:
        return Cursor(to_millis(clock.now()), 0, to_millis(clock.now()) + 1, "")
    as_of, rank, at, last_id = found.groups()
    return Cursor(int(as_of), int(rank), int(at), last_id)


@dataclass(frozen=True, slots=True)
class FeedRow:
    """An article as one person finds it in their feed."""

    id: str
    title: str
    excerpt: str
    url: str | None
    site_name: str | None
    author: str | None
    image: str | None
    published_at: datetime
    reading_minutes: int
    topic: TopicCard | None
    is_saved: bool

    @property
    def picture(self) -> str:
        """The path of its picture or cover."""
        return picture_path(self.id, self.image, self.topic.cover if self.topic else "")


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Some rows, and where the next page begins."""

    rows: tuple[FeedRow, ...]
    following: Cursor | None


_COLUMNS = (
    "a.id, a.title, a.excerpt, a.url, a.site_name, a.byline, a.image, a.published_at, a.reading_minutes, "
    "a.topic_id, m.saved_at, m.read_at, m.dismissed_at"
)
_CHOSEN = (
    "(NOT EXISTS (SELECT 1 FROM person_topic WHERE person_id = $1) "
    "OR a.topic_id IN (SELECT topic_id FROM person_topic WHERE person_id = $1))"
)
# The parts are joined before they are sorted and cut, so that each can walk its index and stop after a page.
# What was read or dismissed after the first page was shown stays where it stood, or the next page would skip.
_UNREAD = f"""
SELECT 0 AS rank, a.published_at AS at, a.author_id, {_COLUMNS}
FROM article a LEFT JOIN article_mark m ON m.article_id = a.id AND m.person_id = $1
WHERE $3 = 0 AND a.state = 'published' AND a.published_at <= $2 AND (a.published_at, a.id) < ($4, $5)
AND (m.read_at IS NULL OR m.read_at > $2) AND (m.dismissed_at IS NULL OR m.dismissed_at > $2) AND {_CHOSEN}
ORDER BY a.published_at DESC, a.id DESC LIMIT {PAGE + 1}
"""
_READ = f"""
SELECT 1 AS rank, a.published_at AS at, a.author_id, {_COLUMNS}
FROM article_mark m JOIN article a ON a.id = m.article_id
WHERE m.person_id = $1 AND a.state = 'published' AND a.published_at <= $2
AND ($3 = 0 OR (a.published_at, a.id) < ($4, $5))
AND m.read_at <= $2 AND (m.dismissed_at IS NULL OR m.dismissed_at > $2) AND {_CHOSEN}
ORDER BY a.published_at DESC, a.id DESC LIMIT {PAGE + 1}
"""
_TOPIC = f"""
SELECT 0 AS rank, a.published_at AS at, a.author_id, {_COLUMNS}
FROM article a LEFT JOIN article_mark m ON m.article_id = a.id AND m.person_id = $1
WHERE $3 = 0 AND a.state = 'published' AND a.published_at <= $2 AND (a.published_at, a.id) < ($4, $5)
AND a.topic_id = $6
ORDER BY a.published_at DESC, a.id DESC LIMIT {PAGE + 1}
"""
_SAVED = f"""
SELECT 0 AS rank, m.saved_at AS at, a.author_id, {_COLUMNS}
FROM article_mark m JOIN article a ON a.id = m.article_id
WHERE $3 = 0 AND m.person_id = $1 AND m.saved_at <= $2 AND a.state <> 'draft' AND (m.saved_at, a.id) < ($4, $5)
ORDER BY m.saved_at DESC, a.id DESC LIMIT {PAGE + 1}
"""


def _framed(inner: str) -> str:
    return (
        "SELECT f.*, p.given_name, p.family_name, t.slug AS topic_slug, t.name_fr, t.name_en, t.cover, t.icon "
        f"FROM ({inner}) f LEFT JOIN person p ON p.id = f.author_id LEFT JOIN topic t ON t.id = f.topic_id "
        f"ORDER BY f.rank, f.at DESC, f.id DESC LIMIT {PAGE + 1}"
    )


_FOR_YOU_PAGE = _framed(f"SELECT * FROM ({_UNREAD}) unread UNION ALL SELECT * FROM ({_READ}) seen")
_TOPIC_PAGE, _SAVED_PAGE = _framed(_TOPIC), _framed(_SAVED)


async def feed_page(person_id: str, chosen: str, start: Cursor) -> FeedPage:
    """A page of the feed: `chosen` is FOR_YOU, SAVED or the id of a topic."""
    values = (person_id, start.as_of, start.rank, start.at, start.id)
    if chosen == FOR_YOU:
        found = await rows(_FOR_YOU_PAGE, *values)
    elif chosen == SAVED:
        found = await rows(_SAVED_PAGE, *values)
    else:
        found = await rows(_TOPIC_PAGE, *values, chosen)
    shown, last = found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None
    following = Cursor(start.as_of, last["rank"], last["at"], last["id"]) if last else None
    return FeedPage(tuple(_row(row) for row in shown), following)


def _row(row: dict[str, Any]) -> FeedRow:
    return FeedRow(
        id=row["id"],
        title=row["title"],
        excerpt=row["excerpt"],
        url=row["url"],
        site_name=row["site_name"],
        author=author_of(row),
        image=row["image"],
        published_at=from_millis(row["published_at"]),
        reading_minutes=row["reading_minutes"],
        topic=topic_of(row),
        is_saved=row["saved_at"] is not None,
    )


def author_of(row: dict[str, Any]) -> str | None:
    """Who wrote it: the colleague's name, else what the page or the feed said."""
    if row["given_name"] is None:
        return str(row["byline"]) if row["byline"] else None
    return f"{row['given_name']} {row['family_name']}"

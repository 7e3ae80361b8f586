"""What editors ask: articles by state, one article to edit, the sources and how they fare."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.database import rows
from server.database.fields import from_millis
from server.web.sources import said

PAGE = 50
STATES = ("draft", "published", "withdrawn")


@dataclass(frozen=True, slots=True)
class PostLine:
    """A line of the list of articles."""

    id: str
    title: str
    state: str
    origin: str
    topic_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class PostDraft:
    """An article with everything that an editor may change."""

    id: str
    slug: str
    state: str
    url: str | None
    site_name: str | None
    title: str
    topic: str
    language: str
    body: str
    excerpt: str
    angle: str
    question: str
    version: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A feed and how it fares; `problem` is a sentence."""

    id: str
    url: str | None
    title: str
    topic_id: str | None
    publishes: bool
    fetched_at: datetime | None
    next_fetch_at: datetime | None
    failures: int
    problem: str
    articles: int


_POSTS = """
SELECT a.id, a.title, a.state, a.topic_id, a.site_name, a.url, a.created_at, a.published_at, p.given_name, p.family_name
FROM article a LEFT JOIN person p ON p.id = a.author_id
WHERE ($1 = '' OR a.state = $1) AND ($2 = '' OR a.topic_id = $2) AND ($3 = '' OR a.id < $3)
AND ($4 = '' OR a.title LIKE $4)
ORDER BY a.id DESC LIMIT $5
"""


async def posts(state: str, topic_id: str, after: str, words: str) -> tuple[tuple[PostLine, ...], str]:
    """A page of articles, newest first, and the id after which the next page begins, or nothing."""
    like = f"%{words.replace('%', '').replace('_', '')}%" if words else ""
    found = await rows(_POSTS, state, topic_id, after, like, PAGE + 1)
    following = found[PAGE - 1]["id"] if len(found) > PAGE else ""
    return tuple(_post(row) for row in found[:PAGE]), following


def _post(row: dict[str, Any]) -> PostLine:
    author = f"{row['given_name']} {row['family_name']}" if row["given_name"] else ""
    at = row["published_at"] if row["published_at"] is not None else row["created_at"]
    return PostLine(row["id"], row["title"], row["state"], row["site_name"] or author, row["topic_id"], from_millis(at))


async def states() -> dict[str, int]:
    """How many articles there are in each state."""
    found = await rows("SELECT state, count(*) AS n FROM article GROUP BY state")
    return dict.fromkeys(STATES, 0) | {row["state"]: int(row["n"]) for row in found}


async def post_to_edit(article_id: str) -> PostDraft | None:
    """An article as its form shows it."""
    found = await rows(
        "SELECT id, slug, state, url, site_name, title, COALESCE(topic_id, '') AS topic, language, body, excerpt, "
        "angle, question, version FROM article WHERE id = $1",
        article_id,
    )
    return PostDraft(**found[0]) if found else None


async def known_page(key: str) -> str | None:
    """The article that was already made of a page."""
    found = await rows("SELECT id FROM article WHERE external_key = $1", key)
    return str(found[0]["id"]) if found else None


_SOURCES = """
SELECT s.id, s.url, s.title, s.topic_id, s.publishes, s.fetched_at, s.next_fetch_at, s.failures, s.problem,
       (SELECT count(*) FROM article a WHERE a.source_id = s.id) AS articles
FROM source s ORDER BY s.title, s.id
"""


async def sources() -> tuple[SourceLine, ...]:
    """All sources by title."""
    return tuple(_source(row) for row in await rows(_SOURCES))


def _source(row: dict[str, Any]) -> SourceLine:
    return SourceLine(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        topic_id=row["topic_id"],
        publishes=bool(row["publishes"]),
        fetched_at=from_millis(row["fetched_at"]) if row["fetched_at"] is not None else None,
        next_fetch_at=from_millis(row["next_fetch_at"]) if row["next_fetch_at"] is not None else None,
        failures=row["failures"],
        problem=said(row["problem"]),
        articles=int(row["articles"]),
    )

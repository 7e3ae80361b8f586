"""One article: as a colleague reads it, as anybody reads it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.content.feed_queries import author_of
from server.content.queries import TopicCard, picture_path, topic_of
from server.database import rows
from server.database.fields import from_millis


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article whole, with what one person noted on it (nothing for a visitor)."""

    id: str
    slug: str
    title: str
    excerpt: str
    body: str
    url: str | None
    site_name: str | None
    author: str | None
    image: str | None
    language: str
    angle: str
    question: str
    state: str
    published_at: datetime | None
    reading_minutes: int
    topic: TopicCard | None
    is_read: bool
    is_saved: bool
    is_dismissed: bool

    @property
    def picture(self) -> str:
        """The path of its picture or cover."""
        return picture_path(self.id, self.image, self.topic.cover if self.topic else "")

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.state == "withdrawn"


_ARTICLE = """
SELECT a.id, a.slug, a.title, a.excerpt, a.body, a.url, a.site_name, a.byline, a.image, a.language, a.angle, a.question,
       a.state, a.published_at, a.reading_minutes, a.topic_id, m.read_at, m.saved_at, m.dismissed_at, p.given_name,
       p.family_name, t.slug AS topic_slug, t.name_fr, t.name_en, t.cover, t.icon
FROM article a LEFT JOIN article_mark m ON m.article_id = a.id AND m.person_id = $1
LEFT JOIN person p ON p.id = a.author_id LEFT JOIN topic t ON t.id = a.topic_id
"""


async def article_for_reader(article_id: str, person_id: str) -> ArticleView | None:
    """An article by id, drafts left out."""
    return _only(await rows(f"{_ARTICLE} WHERE a.id = $2 AND a.state <> 'draft'", person_id, article_id))


async def article_for_everybody(slug: str) -> ArticleView | None:
    """An article that was written here and stands in public, or any that was withdrawn: its links lead there."""
    where = "WHERE a.slug = $2 AND (a.state = 'withdrawn' OR a.state = 'published' AND a.url IS NULL)"
    return _only(await rows(f"{_ARTICLE} {where}", "", slug))


async def article_for_editor(article_id: str) -> ArticleView | None:
    """An article by id, in any state."""
    return _only(await rows(f"{_ARTICLE} WHERE a.id = $2", "", article_id))


async def other_public_articles(slug: str, most: int = 3) -> tuple[ArticleView, ...]:
    """The latest articles of the public pages, for whoever came for one that is gone."""
    found = await rows(
        f"{_ARTICLE} WHERE a.slug <> $2 AND a.state = 'published' AND a.url IS NULL "
        "ORDER BY a.published_at DESC, a.id DESC LIMIT $3",
        "", slug, most,
    )  # fmt: skip
    return tuple(_view(row) for row in found)


def _only(found: list[dict[str, Any]]) -> ArticleView | None:
    return _view(found[0]) if found else None


def _view(row: dict[str, Any]) -> ArticleView:
    same = (
        "id", "slug", "title", "excerpt", "body", "url", "site_name", "image", "language", "angle", "question", "state",
        "reading_minutes",
    )  # fmt: skip
    return ArticleView(
        **{name: row[name] for name in same},
        author=author_of(row),
        published_at=from_millis(row["published_at"]) if row["published_at"] is not None else None,
        topic=topic_of(row),
        is_read=row["read_at"] is not None,
        is_saved=row["saved_at"] is not None,
        is_dismissed=row["dismissed_at"] is not None,
    )

"""What other features ask about topics and articles."""

from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from server.database import rows
from server.web.locale import language

TOPICS_LIVE = 5.0


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A subject people read about."""

    id: str
    slug: str
    name_fr: str
    name_en: str
    cover: str
    icon: str

    @property
    def name(self) -> str:
        """Its name in the language of the request."""
        return self.name_en if language() == "en" else self.name_fr


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """What sharing, notifications and insights need to know of an article."""

    id: str
    slug: str
    title: str
    excerpt: str
    angle: str
    question: str
    url: str | None
    language: str
    state: str
    image: str | None
    topic: TopicCard | None

    @property
    def is_active(self) -> bool:
        """Whether it may be passed on today."""
        return self.state == "published"

    @property
    def target_url(self) -> str:
        """Where its links lead: its source, or our public page (a path of this site)."""
        return self.url or f"/a/{self.slug}"

    @property
    def picture(self) -> str:
        """The path of its picture, or of the cover drawn for it."""
        return picture_path(self.id, self.image, self.topic.cover if self.topic else "")


_topics: tuple[float, tuple[TopicCard, ...]] = (-TOPICS_LIVE, ())


async def topics() -> tuple[TopicCard, ...]:
    """All topics in their order. Kept for seconds, so that processes converge."""
    global _topics
    read_at, kept = _topics
    if not kept or monotonic() - read_at > TOPICS_LIVE:
        found = await rows("SELECT id, slug, name_fr, name_en, cover, icon FROM topic ORDER BY position, slug")
        kept = tuple(TopicCard(**row) for row in found)
        _topics = (monotonic(), kept)
    return kept


def forget_topics() -> None:
    """After a change, read them again."""
    global _topics
    _topics = (-TOPICS_LIVE, ())


_CARD = """
SELECT a.id, a.slug, a.title, a.excerpt, a.angle, a.question, a.url, a.language, a.state, a.image, t.id AS topic_id,
       t.slug AS topic_slug, t.name_fr, t.name_en, t.cover, t.icon
FROM article a LEFT JOIN topic t ON t.id = a.topic_id
"""


async def article_for_share(article_id: str) -> ArticleCard | None:
    """One article, in any state but draft."""
    return (await articles_by_ids([article_id])).get(article_id)


async def article_is_active(article_id: str) -> bool:
    """Whether an article may be passed on today."""
    return bool(await rows("SELECT id FROM article WHERE id = $1 AND state = 'published'", article_id))


async def articles_by_ids(ids: Iterable[str]) -> dict[str, ArticleCard]:
    """These articles by id, drafts left out."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    places = ", ".join(f"${number}" for number in range(1, len(wanted) + 1))
    found = await rows(f"{_CARD} WHERE a.id IN ({places}) AND a.state <> 'draft'", *wanted)
    return {row["id"]: _card(row) for row in found}


def _card(row: dict[str, Any]) -> ArticleCard:
    names = ("id", "slug", "title", "excerpt", "angle", "question", "url", "language", "state", "image")
    return ArticleCard(**{name: row[name] for name in names}, topic=topic_of(row))


def topic_of(row: dict[str, Any]) -> TopicCard | None:
    """The topic joined to an article's row, if it has one."""
    if row["topic_id"] is None:
        return None
    names = ("name_fr", "name_en", "cover", "icon")
    return TopicCard(row["topic_id"], row["topic_slug"], *(row[name] for name in names))


def picture_path(article_id: str, image: str | None, cover: str) -> str:
    """An article's own picture, else the cover its id seeds."""
    return f"/media/{image}" if image else f"/covers/{article_id}.svg?kind={cover}"

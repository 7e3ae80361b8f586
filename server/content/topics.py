"""The topics a new installation starts with."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.content.queries import forget_topics
from server.database import rows, transaction
from server.database.ids import new_id


@dataclass(frozen=True, slots=True)
class NewTopic:
    """A topic, its names, the drawing of what has no picture (`halftone strata interference cairn`), its icon."""

    slug: str
    name_fr: str
    name_en: str
    cover: str
    icon: str


DEFAULT_TOPICS = (
    NewTopic("veille", "Veille", "Tech watch", "halftone", "binoculars"),
    NewTopic("vie-interne", "Vie interne", "Life here", "strata", "house"),
    NewTopic("donnees", "Données", "Data", "halftone", "chart-donut"),
    NewTopic("metiers", "Métiers", "Our crafts", "interference", "briefcase"),
    NewTopic("engagement", "Engagement", "Commitments", "strata", "hand-heart"),
    NewTopic("temoignages", "Témoignages", "First person", "cairn", "quotes"),
)
_INSERT = """
INSERT INTO topic (id, slug, name_fr, name_en, cover, icon, position)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (slug) DO NOTHING RETURNING id
"""


async def ensure_topics(wanted: Sequence[NewTopic] = DEFAULT_TOPICS) -> None:
    """Create the topics if there is none at all; called at set-up and at every start."""
    if await rows("SELECT 1 AS one FROM topic LIMIT 1"):
        return
    async with transaction():
        for position, topic in enumerate(wanted):
            await rows(
                _INSERT, new_id(), topic.slug, topic.name_fr, topic.name_en, topic.cover, topic.icon.removeprefix("i-"),
                position,
            )  # fmt: skip
    forget_topics()

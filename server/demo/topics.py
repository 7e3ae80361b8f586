"""The six topics that Orvane writes and reads about."""

from dataclasses import dataclass
from typing import Literal

Cover = Literal["halftone", "strata", "interference", "cairn"]


@dataclass(frozen=True, slots=True)
class DemoTopic:
    """A topic, its names, the cover drawn for what has no picture, and its icon in the sprite."""

    slug: str
    name_fr: str
    name_en: str
    cover: Cover
    icon: str


TOPICS = (
    DemoTopic("veille", "Veille", "Tech watch", "halftone", "i-binoculars"),
    DemoTopic("vie-orvane", "Vie d’Orvane", "Life at Orvane", "strata", "i-house"),
    DemoTopic("donnees", "Données", "Data", "halftone", "i-chart-donut"),
    DemoTopic("metiers", "Métiers", "Our crafts", "interference", "i-briefcase"),
    DemoTopic("engagement", "Engagement", "Commitments", "strata", "i-hand-heart"),
    DemoTopic("temoignages", "Témoignages", "First person", "cairn", "i-quotes"),
)

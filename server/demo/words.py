"""What people write above a link: mostly their own words, some barely changed titles, some nothing."""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Literal

from server.demo.articles import DemoArticle
from server.demo.people import DemoPerson

Kind = Literal["own", "close", "empty"]

LONGEST_ON_X = 200
SHAPES = (("opening", "middle"), ("middle", "closing"), ("opening", "middle", "closing"), ("middle", "about"))


@dataclass(slots=True)
class Voice:
    """One person's way of writing; it remembers what it said and says it again as late as it can."""

    person: DemoPerson
    rng: Random
    said: Counter[str] = field(default_factory=Counter)

    def text(self, kind: Kind, article: DemoArticle, channel: str) -> str:
        """A text of that kind about an article, short enough for the channel."""
        if kind == "empty":
            return ""
        if kind == "close":
            return self._close(article)
        return self._own(article, channel)

    def _close(self, article: DemoArticle) -> str:
        reading = "À lire : " if self.person.language == "fr" else "Worth reading: "
        first_sentence = article.excerpt.split(". ")[0].rstrip(".") + "."
        return self.rng.choice((article.title, reading + article.title, f"{article.title}. {first_sentence}"))

    def _own(self, article: DemoArticle, channel: str) -> str:
        pools = _pools(self.person.language, article)
        shape = self.rng.choice(SHAPES)
        parts = [self._fresh(pools[part]) for part in shape if pools[part]]
        text = " ".join(dict.fromkeys(parts))
        return text if channel != "x" or len(text) <= LONGEST_ON_X else self._fresh(pools["middle"])

    def _fresh(self, sentences: tuple[str, ...]) -> str:
        least = min(self.said[sentence] for sentence in sentences)
        sentence = self.rng.choice([each for each in sentences if self.said[each] == least])
        self.said[sentence] += 1
        return sentence


def _pools(language: str, article: DemoArticle) -> dict[str, tuple[str, ...]]:
    stock = _stock()[language]
    about = tuple(stock["about"].get(article.slug, ()))
    return {
        "opening": tuple(stock["openings"]),
        "middle": tuple(stock["topics"][article.topic]) + about,
        "about": about,
        "closing": tuple(stock["closings"]),
    }


@cache
def _stock() -> dict[str, Any]:
    return tomllib.loads(files("server.demo").joinpath("words.toml").read_text("utf-8"))

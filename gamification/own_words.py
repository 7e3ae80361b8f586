"""Own words: how much of a text its author wrote. The meter, the rule and the page ask the same question."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MINIMUM_CHARACTERS = 40
MINIMUM_PERCENT = 60
_GRAM = 3


@dataclass(frozen=True, slots=True)
class Originality:
    """Characters without link and mention, percentage of new word trigrams, and characters still missing."""

    characters: int
    percent: int
    is_own: bool
    missing: int


def originality(text: str, link: str, mention: str, known: Sequence[str]) -> Originality:
    """Compare a text with `known`: title, excerpt, angle and the person's last texts, each on its own."""
    own = _without(_normal(text), (_normal(link), _normal(mention)))
    characters = len(" ".join(own.split()))
    grams, seen = _grams(own), frozenset[tuple[str, ...]]().union(*map(_known_grams, known))
    percent = 100 * len(grams - seen) // len(grams) if grams else 0
    is_own = characters >= MINIMUM_CHARACTERS and percent >= MINIMUM_PERCENT
    return Originality(characters, percent, is_own, max(0, MINIMUM_CHARACTERS - characters))


def _normal(text: str) -> str:
    # NFKC also undoes the "bold" letters that people paste from generators.
    return unicodedata.normalize("NFKC", text).strip()


def _without(text: str, removed: Sequence[str]) -> str:
    for part in removed:
        for form in (part, part.partition("://")[2]):
            if form:
                text = re.sub(re.escape(form), " ", text, flags=re.IGNORECASE)
    return text


def _known_grams(text: str) -> frozenset[tuple[str, ...]]:
    return _grams(_normal(text))


def _grams(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    if len(words) < _GRAM:
        return frozenset({tuple(words)} if words else ())
    return frozenset(tuple(words[start : start + _GRAM]) for start in range(len(words) - _GRAM + 1))

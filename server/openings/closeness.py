"""How close an opening is to a person, or to another opening: words and places compared, nothing learnt."""

import re
import unicodedata
from typing import Protocol

_SMALL = frozenset(("a", "an", "and", "at", "d", "de", "des", "du", "en", "et", "f", "for", "h", "in", "l", "la", "le",
    "les", "m", "of", "on", "or", "ou", "par", "pour", "sur", "the", "to", "un", "une", "w", "with", "x"))  # fmt: skip


class Described(Protocol):
    """What is compared of an opening."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def department(self) -> str:
        """Where in the company."""

    @property
    def place(self) -> str:
        """Where in the world."""

    @property
    def skills(self) -> tuple[str, ...]:
        """What it asks for."""


def likeness(one: Described, other: Described) -> int:
    """How many words two openings share; skills and title count three times, a place twice."""
    crafts = _craft(one) & _craft(other)
    places = words(one.place) & words(other.place)
    departments = words(one.department) & words(other.department)
    return 3 * len(crafts) + 2 * bool(places) + bool(departments)


def _craft(opening: Described) -> frozenset[str]:
    return words(opening.title).union(*(words(skill) for skill in opening.skills))


def words(text: str) -> frozenset[str]:
    """The words of a text that say something, without case or accents; "C++" and "C#" are words."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return frozenset(re.findall(r"[a-z0-9][a-z0-9+#]*", plain)) - _SMALL

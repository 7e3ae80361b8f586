"""How close an opening is to a person, or to another opening: words, places and dates compared, nothing learnt.

Every reason can be said aloud; the order follows from the reasons alone, and ties go to the latest.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

NEW_FOR = timedelta(days=7)
_SMALL = frozenset(("a", "an", "and", "at", "d", "de", "des", "du", "en", "et", "f", "for", "h", "in", "l", "la", "le",
    "les", "m", "of", "on", "or", "ou", "par", "pour", "sur", "the", "to", "un", "une", "w", "with", "x"))  # fmt: skip
_RANKS = frozenset(("junior", "senior", "lead", "principal", "head", "chief", "chef", "cheffe", "manager",
    "responsable", "confirme", "confirmee", "stagiaire", "intern", "alternant", "alternante", "assistant"))  # fmt: skip
_ENDINGS = re.compile(r"(euse|rice|eure|eur)(s?)$|(ienne|ien)(s?)$|(iere|ier)(s?)$")
_DEPARTMENT, _PLACE, _CRAFT = 1, 2, 3


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


class Reason(StrEnum):
    """Why an opening concerns somebody, in the order in which it is said."""

    TEAM = "team"
    CRAFT = "craft"
    TOPIC = "topic"
    PLACE = "place"
    NEW = "new"


_WEIGHT = {Reason.TEAM: 8, Reason.CRAFT: 8, Reason.TOPIC: 4, Reason.PLACE: 2, Reason.NEW: 1}


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of whoever looks: what they do, where, in which team, and the ids of the topics they chose."""

    job_title: str = ""
    site: str = ""
    team: str = ""
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An opening to be put in order."""

    id: str
    about: Described
    topics: frozenset[str]
    published_at: datetime


C = TypeVar("C", bound=Candidate)


def in_order(found: Iterable[C], reader: Reader, now: datetime) -> list[tuple[C, tuple[Reason, ...]]]:
    """The closest first, each with its reasons; the latest first among those that are as close."""
    explained = [(each, reasons(each, reader, now)) for each in found]
    explained.sort(key=lambda pair: (pair[0].published_at, pair[0].id), reverse=True)
    explained.sort(key=lambda pair: -sum(_WEIGHT[reason] for reason in pair[1]))
    return explained


def reasons(one: Candidate, reader: Reader, now: datetime) -> tuple[Reason, ...]:
    """Why this opening is close to this person; empty when it is not."""
    held = {
        Reason.TEAM: bool(reader.team) and words(reader.team) == words(one.about.department),
        Reason.CRAFT: bool(_craft(one.about) & (words(reader.job_title) - _RANKS)),
        Reason.TOPIC: bool(one.topics & reader.topics),
        Reason.PLACE: bool(words(reader.site) & words(one.about.place)),
        Reason.NEW: timedelta(0) <= now - one.published_at < NEW_FOR,
    }
    return tuple(reason for reason in Reason if held[reason])


def likeness(one: Described, other: Described) -> int:
    """How much two openings have in common; 0 for nothing. The same from both sides."""
    crafts = _craft(one) & _craft(other)
    places = words(one.place) & words(other.place)
    departments = words(one.department) & words(other.department)
    return _CRAFT * len(crafts) + _PLACE * bool(places) + _DEPARTMENT * bool(departments)


def _craft(opening: Described) -> frozenset[str]:
    return words(opening.title).union(*(words(skill) for skill in opening.skills)) - _RANKS


def words(text: str) -> frozenset[str]:
    """The words of a text that say something, without case, accents or gender; "C++" and "C#" are words."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'")).encode("ascii", "ignore").decode()
    found = frozenset(re.findall(r"[a-z0-9][a-z0-9+#]*", plain)) - _SMALL
    return frozenset(_ENDINGS.sub(_neutral, word) for word in found)


def _neutral(ending: re.Match[str]) -> str:
    return "eur" if ending[1] else "ien" if ending[3] else "ier"

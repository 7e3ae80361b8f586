"""What readers find, and what it becomes: a posting in another system's words, an opening in ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from server.content.feed_reading import Refusal
from server.messages import N_

MAX_POSTINGS = 2000
EMPTY = N_("There is no opening in it.")
UNKNOWN = N_(
    "This is none of the forms we can read: a page with JobPosting data, an XML feed of jobs, "
    "a board in JSON, or a table in CSV."
)


class OpeningsRefused(Exception):
    """The whole file is refused: a sentence, and the line it speaks of where there is one."""

    def __init__(self, reason: str, line: int | None = None, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.values: dict[str, object] = {"line": line, **values}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the work is, as told: any part may be empty; a country is a name or a code."""

    city: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Pay:
    """Gross pay as told, in whole units of its currency; `per` in the words of its source."""

    low: int | None = None
    high: int | None = None
    currency: str = ""
    per: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One posting in the words of its source. `description` is HTML or plain text; `posted` a text or an epoch."""

    title: str = ""
    reference: str = ""
    url: str = ""
    places: tuple[Place, ...] = ()
    remote: str = ""
    contract: str = ""
    hours: str = ""
    pay: Pay | None = None
    skills: tuple[str, ...] = ()
    department: str = ""
    description: str = ""
    language: str = ""
    posted: str | int = ""
    closes: str | int = ""


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that one file holds. `is_whole` is false where it says itself that there is more elsewhere."""

    form: str
    title: str
    postings: tuple[Posting, ...]
    lines: tuple[int | None, ...] = ()
    is_whole: bool = True

    def numbered(self) -> Iterator[tuple[int, int | None, Posting]]:
        """Each posting with its number and, where it is known, its line."""
        for number, posting in enumerate(self.postings, start=1):
            yield number, self.lines[number - 1] if number <= len(self.lines) else None, posting


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOpening:
    """An opening as it goes in. `reference` tells it from the others of its source; `description` is Markdown."""

    reference: str
    title: str
    place: str
    country: str
    remote: str
    contract: str
    hours: str
    pay_from: int | None
    pay_to: int | None
    pay_currency: str
    pay_per: str
    skills: tuple[str, ...]
    department: str
    description: str
    language: str
    posted_on: date
    closes_on: date | None
    url: str | None


@dataclass(frozen=True, slots=True)
class OpeningsRead:
    """What came of a file. `references` are those of every row that has one, refused rows too: they are not gone."""

    form: str
    title: str
    openings: tuple[ReadOpening, ...]
    refused: tuple[Refusal, ...]
    references: tuple[str, ...]
    is_whole: bool

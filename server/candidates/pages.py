"""What candidates see: an opening, its form, and the page that is theirs afterwards."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from markupsafe import Markup

from server.candidates.forms import ApplicationForm, CodeForm
from server.candidates.recommending import Recommender
from server.candidates.vault import Identity
from server.openings.queries import OpeningSeen
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True)
class Offered:
    """An opening in one line of a list."""

    href: str
    title: str
    meta: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What the form says before it asks: how long, and what a file may be."""

    refused_months: int
    silent_months: int
    file_types: str
    most_megabytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningPage(Page):
    """An opening for everybody, or with the words of who recommends it; its form below.

    `passed_on` is the address that a network shares: some share it in place of the one that was opened.
    """

    template: ClassVar[str] = "candidates/opening.html"
    opening: OpeningSeen
    place: str
    facts: tuple[tuple[str, str], ...]
    body: Markup
    description: str
    address: str
    passed_on: str
    picture: str
    structured: Markup
    recommender: Recommender | None
    is_indexed: bool
    notice: Notice
    form: Filled[ApplicationForm]
    action: str
    decline_href: str
    languages: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedOpeningPage(Page):
    """An opening that takes nobody any more, and where else to look."""

    template: ClassVar[str] = "candidates/closed.html"
    title: str
    offered: tuple[Offered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclinedPage(Page):
    """Thanks for having looked. Nothing was noted."""

    template: ClassVar[str] = "candidates/declined.html"
    title: str
    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenCodePage(Page):
    """A field for a code that was said; then whose it is, and what is open."""

    template: ClassVar[str] = "candidates/spoken_code.html"
    form: Filled[CodeForm]
    name: str
    offered: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A stage as its candidate reads it: done, now or to come."""

    title: str
    state: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """What HR wrote of a candidate, as they may read it."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Pool:
    """Whether somebody lets us keep their details for other openings, and until when."""

    is_in: bool
    until: datetime | None
    months: int
    may_renew: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationPage(Page):
    """A candidate's own page: how far they are, what is held, how to take it back."""

    template: ClassVar[str] = "candidates/application.html"
    opening: Offered
    headline: str
    sentence: str
    upcoming: str
    promise: str
    steps: tuple[Step, ...]
    is_open: bool
    identity: Identity
    held: tuple[tuple[str, str], ...]
    kept_until: datetime | None
    told: tuple[Told, ...]
    referrer: str
    pool: Pool
    link: str
    qr: Markup
    path: str
    key: str
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePage(Page):
    """The second of two steps: what goes, and the button."""

    template: ClassVar[str] = "candidates/erasure.html"
    path: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedPage(Page):
    """Nothing is kept of them: said once after erasing, and whenever a link leads to nobody."""

    template: ClassVar[str] = "candidates/erased.html"
    is_done: bool

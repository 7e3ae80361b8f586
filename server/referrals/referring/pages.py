"""What somebody sees who recommends, and what somebody presented is asked."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from server.openings.queries import OpeningSeen
from server.referrals.referring.forms import NothingForm, PresentingForm, SpokenForm, WordsForm
from server.referrals.referring.messages import Sending
from server.sharing.openings import Handoff
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True)
class Presenting:
    """The form of somebody who is presented, where HR allows it."""

    form: Filled[PresentingForm]
    relations: tuple[tuple[str, str], ...]
    was_asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferPage(Page):
    """Screen 10b: the link in all its forms, the words beside it, what it brings."""

    template: ClassVar[str] = "referrals/referring/new.html"
    tab: ClassVar[str] = "jobs"
    opening: OpeningSeen
    place: str
    link: str
    qr: Markup
    system: Handoff
    sendings: tuple[Sending, ...]
    mention: str
    promise: str
    decides: bool
    spoken: str
    form: Filled[WordsForm]
    was_saved: bool
    presenting: Presenting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPage(Page):
    """An opening that takes nobody any more, for those who would recommend somebody."""

    template: ClassVar[str] = "referrals/referring/closed.html"
    tab: ClassVar[str] = "jobs"
    opening: OpeningSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class QrPage(Page):
    """The code as large as the screen, to be held out."""

    template: ClassVar[str] = "referrals/referring/qr.html"
    tab: ClassVar[str] = "jobs"
    opening: OpeningSeen
    place: str
    qr: Markup
    spoken: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage(Page):
    """Four cards on a sheet, to print, cut and hand over."""

    template: ClassVar[str] = "referrals/referring/card.html"
    tab: ClassVar[str] = "jobs"
    opening: OpeningSeen
    place: str
    name: str
    qr: Markup
    spoken: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage(Page):
    """The code somebody says aloud."""

    template: ClassVar[str] = "referrals/referring/code.html"
    tab: ClassVar[str] = "me"
    shown: str
    host: str
    form: Filled[SpokenForm]
    revoking: Filled[NothingForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPage(Page):
    """Somebody presented reads who did it, why, and what is kept; two answers."""

    template: ClassVar[str] = "referrals/referring/asked.html"
    opening: OpeningSeen
    place: str
    company: str
    name: str
    email: str
    by: str
    why: str
    path: str
    days_left: int
    form: Filled[NothingForm]
    refusing: Filled[NothingForm]
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredPage(Page):
    """A question that was answered, or has lapsed, or never was: nobody can tell which."""

    template: ClassVar[str] = "referrals/referring/answered.html"
    said_no: bool

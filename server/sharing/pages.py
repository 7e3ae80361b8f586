"""The share sheet, the hand-over to a channel, and the page of a share."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from server.content.queries import ArticleCard
from server.sharing.channels import Channel, traits
from server.sharing.forms import CancellationForm, ShareForm
from server.sharing.openings import Handoff, button_of, label_of
from server.sharing.outlook import Outlook
from server.sharing.progress import ProgressRow
from server.sharing.queries import ShareRecord
from server.sharing.suspects.queries import Check
from server.web.forms import Filled
from server.web.rendering import Page

FIRST = (Channel.LINKEDIN, Channel.WHATSAPP, Channel.MASTODON, Channel.EMAIL, Channel.COPY)


@dataclass(frozen=True, slots=True)
class Choice:
    """A channel as a radio button."""

    value: str
    label: str
    icon: str
    button: str


def choices() -> tuple[Choice, ...]:
    """Every channel, the five most used first."""
    ordered = (*FIRST, *(channel for channel in Channel if channel not in FIRST))
    return tuple(Choice(each.value, label_of(each), traits(each).icon, button_of(each)) for each in ordered)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePage(Page):
    """Screen 03: the share sheet."""

    template: ClassVar[str] = "sharing/new.html"
    tab: ClassVar[str] = "feed"
    article: ArticleCard
    form: Filled[ShareForm]
    channels: tuple[Choice, ...]
    chosen: Choice
    starters: tuple[str, ...]
    mention: str
    mention_required: bool
    outlook: Outlook


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnPage(Page):
    """The share sheet of an article that is no longer there."""

    template: ClassVar[str] = "sharing/withdrawn.html"
    tab: ClassVar[str] = "feed"
    article: ArticleCard


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffPage(Page):
    """What the sheet becomes once a share is recorded: a fragment, for htmx alone."""

    template: ClassVar[str] = "sharing/handoff.html"
    share: ShareRecord
    handoff: Handoff
    points: int
    qr: Markup | None
    form: Filled[CancellationForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPage(Page):
    """Screen 04: a share and what became of it."""

    template: ClassVar[str] = "sharing/show.html"
    tab: ClassVar[str] = "feed"
    share: ShareRecord
    handoff: Handoff
    points: int
    qr: Markup | None
    form: Filled[CancellationForm]
    pool: Markup | None
    progress: tuple[ProgressRow, ...]
    refusal: str
    check: Check

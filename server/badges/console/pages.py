"""The contexts of the console's badge pages."""

from dataclasses import dataclass
from typing import ClassVar

from server.badges.awards import Award
from server.badges.forms import RevocationForm
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True)
class BadgeLine:
    """A badge, what earns each of its tiers, and how many hold it (None under five)."""

    key: str
    name: str
    criteria: tuple[str, ...]
    holders: int | None


@dataclass(frozen=True, slots=True)
class HolderLine:
    """One award of somebody HR looked for by name."""

    award: Award
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgesPage(Page):
    """Every badge that can be earned."""

    template: ClassVar[str] = "console/badges/index.html"
    tab: ClassVar[str] = "badges"
    lines: tuple[BadgeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgePage(Page):
    """One badge: nobody is listed before their name was typed."""

    template: ClassVar[str] = "console/badges/show.html"
    tab: ClassVar[str] = "badges"
    badge: BadgeLine
    words: str
    holders: tuple[HolderLine, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPage(Page):
    """One award, and the form that takes it back."""

    template: ClassVar[str] = "console/badges/award.html"
    tab: ClassVar[str] = "badges"
    badge: BadgeLine
    award: Award
    holder: str
    revoked_by: str
    form: Filled[RevocationForm]

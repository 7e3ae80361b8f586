"""The contexts of the badge pages."""

from dataclasses import dataclass
from typing import ClassVar

from server.badges.shelf import ShelfBadge
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgesPage(Page):
    """All badges, held and to come."""

    template: ClassVar[str] = "badges/index.html"
    tab: ClassVar[str] = "me"
    badges: tuple[ShelfBadge, ...]
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgePage(Page):
    """Screen 06."""

    template: ClassVar[str] = "badges/show.html"
    tab: ClassVar[str] = "me"
    badge: ShelfBadge
    holders: int

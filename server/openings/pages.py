"""The contexts of screen 10."""

from dataclasses import dataclass
from typing import ClassVar

from server.web.rendering import Page


def bookmark_href(slug: str, is_saved: bool) -> str:
    """Where a bookmark's button leads: to the other state, so that a second tap of the same changes nothing."""
    return f"/jobs/{slug}/bookmark" + ("/removal" if is_saved else "")


@dataclass(frozen=True, slots=True)
class JobCard:
    """An opening as a card shows it, in words."""

    slug: str
    title: str
    place: str
    icon: str
    hue: str
    facts: tuple[str, ...]
    reason: str
    bonus: str
    points: int
    is_saved: bool
    is_hot: bool
    is_open: bool

    @property
    def href(self) -> str:
        """Its public page."""
        return f"/jobs/{self.slug}"

    @property
    def save_href(self) -> str:
        """Where its bookmark leads."""
        return bookmark_href(self.slug, self.is_saved)


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What somebody's own referrals are doing."""

    heading: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobsPage(Page):
    """Open positions, the closest first."""

    template: ClassVar[str] = "openings/index.html"
    tab: ClassVar[str] = "jobs"
    under_way: UnderWay | None
    chips: tuple[tuple[str, str, bool], ...]
    words: str
    is_searching: bool
    is_filtered: bool
    is_saved: bool
    cards: tuple[JobCard, ...]
    is_first: bool
    next_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobMarkPage(Page):
    """The bookmark alone, after it was pressed."""

    template: ClassVar[str] = "openings/bookmark.html"
    tab: ClassVar[str] = "jobs"
    title: str
    save_href: str
    is_saved: bool

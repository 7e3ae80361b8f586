"""The contexts of one's own pages."""

from dataclasses import dataclass
from typing import ClassVar

from gamification import LevelProgress, Streak
from server.badges.shelf import ShelfBadge
from server.points.queries import Totals
from server.web.rendering import Page


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of the journal in words."""

    icon: str
    hue: str
    title: str
    when: str
    rule: str
    why: str
    points: int
    recognition: int
    state: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MePage(Page):
    """Screen 05."""

    template: ClassVar[str] = "me/show.html"
    tab: ClassVar[str] = "me"
    offline: ClassVar[bool] = True
    name: str
    job: str
    level: LevelProgress
    level_name: str
    next_level_name: str
    totals: Totals
    streak: Streak
    is_paused: bool
    shares: int
    visits: int
    badges: tuple[ShelfBadge, ...]
    held: int
    lines: tuple[LedgerLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage(Page):
    """The whole journal, page by page."""

    template: ClassVar[str] = "me/ledger.html"
    tab: ClassVar[str] = "me"
    totals: Totals
    lines: tuple[LedgerLine, ...]
    older: str
    in_check: int

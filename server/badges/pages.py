"""The contexts of the badge pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from server.badges.forms import VisibilityForm
from server.badges.shelf import ShelfBadge
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True)
class Proof:
    """By which address a badge is seen, and the link that adds it to LinkedIn (none once it was taken back)."""

    address: str
    linkedin: str

    @property
    def shown_address(self) -> str:
        """Without the scheme, for the eye."""
        return self.address.partition("://")[2]


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
    proof: Proof | None
    form: Filled[VisibilityForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicBadgePage(Page):
    """What anybody who has the link reads; `revoked_at` when it was taken back."""

    template: ClassVar[str] = "badges/public.html"
    headline: str
    told: str
    key: str
    name: str
    criterion: str
    tier: int
    tiers: int
    holder: str
    awarded_at: datetime
    revoked_at: datetime | None
    address: str
    public_url: str

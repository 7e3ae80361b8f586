"""What the pages about notifications show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from server.database.fields import to_millis
from server.messages import N_
from server.notifications.forms import ReadForm
from server.notifications.payloads import Notice, ThanksReceived
from server.notifications.queries import PAGE, Receiver, Told
from server.web.forms import Filled
from server.web.locale import say
from server.web.rendering import Page

ICONS = {
    "share_seen": ("eye", "acc"),
    "badge_earned": ("seal-check", "sun"),
    "level_reached": ("waves", "moss"),
    "thanks_received": ("hand-heart", "sun"),
    "referral_moved": ("handshake", "coral"),
    "referral_waiting": ("clock", "coral"),
    "gift_moved": ("gift", "moss"),
    "gift_low": ("gift", "coral"),
}


@dataclass(frozen=True, slots=True)
class News:
    """A row of the list."""

    id: str
    title: str
    body: str
    path: str
    at: datetime
    is_unread: bool
    icon: str
    hue: str


def news_of(told: Told, notice: Notice) -> News:
    """A notification in words."""
    title, body = _at_home(notice)
    icon, hue = ICONS[told.kind]
    return News(told.id, title, body, told.path, told.created_at, told.is_unread, icon, hue)


def _at_home(notice: Notice) -> tuple[str, str]:
    """In the application, where a name may be read, thanks say whose they are."""
    if isinstance(notice, ThanksReceived) and notice.giver:
        return say(N_("{name} says bravo to you"), {"name": notice.giver}), notice.said
    return notice.words(say)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationsPage(Page):
    """The list behind the bell."""

    template: ClassVar[str] = "notifications/index.html"
    tab: ClassVar[str] = "me"
    news: tuple[News, ...]
    older: str
    unread: int
    form: Filled[ReadForm]


def older_than(told: Sequence[Told]) -> str:
    """The cursor of the next page, or nothing on the last one."""
    return f"{to_millis(told[-1].created_at)}.{told[-1].id}" if len(told) == PAGE else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationSettingsPage(Page):
    """Where one asks for messages, tries them, and stops them."""

    template: ClassVar[str] = "notifications/settings.html"
    tab: ClassVar[str] = "me"
    example: tuple[str, str]
    devices: tuple[Receiver, ...]
    form: Filled[ReadForm]

"""What a push message says, one value for each kind. No person's name: it passes through foreign services."""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, ClassVar, Literal

from server.messages import N_

Translate = Callable[[str], str]
Words = tuple[str, str]

LONGEST_TITLE = 80
LONGEST_BODY = 200
DECLARATIVE = 8030  # the number by which a browser recognises a message it may show by itself (RFC 8030)
_DAY = 24 * 3600
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\s]+")


@dataclass(frozen=True, slots=True)
class ShareSeen:
    """Somebody outside opened a link that this person shared."""

    article: str
    path: str

    kind: ClassVar[str] = "share_seen"
    ttl: ClassVar[int] = _DAY
    urgency: ClassVar[Literal["normal"]] = "normal"

    def words(self, _: Translate) -> Words:
        """Title and text."""
        return _("Somebody opened your link"), self.article


@dataclass(frozen=True, slots=True)
class BadgeEarned:
    """A badge, by the name people read."""

    badge: str
    path: str

    kind: ClassVar[str] = "badge_earned"
    ttl: ClassVar[int] = _DAY
    urgency: ClassVar[Literal["low"]] = "low"

    def words(self, _: Translate) -> Words:
        """Title and text."""
        return _("A new badge"), self.badge


@dataclass(frozen=True, slots=True)
class LevelReached:
    """A level, by the name people read."""

    level: str
    path: str

    kind: ClassVar[str] = "level_reached"
    ttl: ClassVar[int] = _DAY
    urgency: ClassVar[Literal["low"]] = "low"

    def words(self, _: Translate) -> Words:
        """Title and text."""
        return _("A new level"), self.level


@dataclass(frozen=True, slots=True)
class ThanksReceived:
    """A lead said bravo: who and in which words is told here at home, never to a push service."""

    giver: str
    said: str
    path: str

    kind: ClassVar[str] = "thanks_received"
    ttl: ClassVar[int] = _DAY
    urgency: ClassVar[Literal["normal"]] = "normal"

    def words(self, _: Translate) -> Words:
        """Title and text."""
        return _("Somebody says bravo to you"), ""


_REFERRAL = {
    "submitted": N_("Somebody applies on your recommendation"),
    "qualified": N_("HR is in touch with the person you recommended"),
    "interview": N_("The person you recommended comes to an interview"),
    "offer": N_("The person you recommended gets an offer"),
    "hired": N_("The person you recommended is hired"),
    "started": N_("The person you recommended has arrived"),
    "retained": N_("The person you recommended stays. Thank you."),
    "rejected": N_("A referral ends here. Thank you for opening the door."),
    "withdrawn": N_("The person you recommended does not go on"),
    "duplicate": N_("The person you recommended was known already"),
    "expired": N_("A referral is closed: nothing had moved for long"),
}


@dataclass(frozen=True, slots=True)
class ReferralMoved:
    """A referral reached a stage or its end. Who it is about stands on the page it leads to, and nowhere else."""

    stage: str
    opening: str
    path: str

    kind: ClassVar[str] = "referral_moved"
    ttl: ClassVar[int] = _DAY
    urgency: ClassVar[Literal["normal"]] = "normal"

    def words(self, _: Translate) -> Words:
        """Title and text."""
        return _(_REFERRAL[self.stage]), self.opening


@dataclass(frozen=True, slots=True)
class ReferralWaiting:
    """A candidate waits for longer than was promised: told to HR, whose work it is."""

    opening: str
    path: str

    kind: ClassVar[str] = "referral_waiting"
    ttl: ClassVar[int] = _DAY
    urgency: ClassVar[Literal["normal"]] = "normal"

    def words(self, _: Translate) -> Words:
        """Title and text."""
        return _("A candidate waits for news from you"), self.opening


_GIFT = {
    "requested": N_("Your team’s pot is full"),
    "approved": N_("The gift you asked for is accepted"),
    "prepared": N_("The gift you asked for is ready to be fetched"),
    "fulfilled": N_("The gift you asked for was handed over. Thank you."),
    "fulfilled.voucher": N_("The gift you asked for is here: its code waits for you"),
    "fulfilled.donation": N_("Your donation is made. Thank you."),
    "fulfilled.team_pot": N_("The gift of your team is here. Thank you."),
    "rejected": N_("A gift could not be accepted. Your points are back."),
    "rejected.team_pot": N_("HR ended your team’s pot. Its points went back."),
    "cancelled": N_("Your team’s pot was closed. Its points went back."),
    "lapsed": N_("Nothing moved for long about a gift. Your points are back."),
    "lapsed.team_pot": N_("Nothing moved for long about your team’s pot. Its points went back."),
    "returned": N_("A gift went back. Your points are here again."),
    "returned.team_pot": N_("The gift of your team went back. Its points were returned."),
}


@dataclass(frozen=True, slots=True)
class GiftMoved:
    """Something that somebody asked for got further, or ended. Never a code: it stands on the page it leads to."""

    state: str
    gift_kind: str
    gift: str
    path: str

    kind: ClassVar[str] = "gift_moved"
    ttl: ClassVar[int] = _DAY
    urgency: ClassVar[Literal["normal"]] = "normal"

    def words(self, _: Translate) -> Words:
        """Title and text."""
        return _(_GIFT.get(f"{self.state}.{self.gift_kind}", _GIFT[self.state])), self.gift


@dataclass(frozen=True, slots=True)
class GiftLow:
    """Few pieces of a gift are left: told to HR, whose work it is."""

    gift: str
    path: str

    kind: ClassVar[str] = "gift_low"
    ttl: ClassVar[int] = _DAY
    urgency: ClassVar[Literal["low"]] = "low"

    def words(self, _: Translate) -> Words:
        """Title and text."""
        return _("Few pieces of a gift are left"), self.gift


@dataclass(frozen=True, slots=True)
class PushTest:
    """The message a person asks for to see that push works."""

    path: str = "/settings/notifications"

    kind: ClassVar[str] = "test"
    ttl: ClassVar[int] = 300
    urgency: ClassVar[Literal["high"]] = "high"

    def words(self, _: Translate) -> Words:
        """Title and text."""
        return _("Messages reach this device"), _("This is what they will look like.")


Notice = (
    ShareSeen
    | BadgeEarned
    | LevelReached
    | ThanksReceived
    | ReferralMoved
    | ReferralWaiting
    | GiftMoved
    | GiftLow
    | PushTest
)


def payload(
    notice: Notice, _: Translate, *, language: str, base_url: str, icon: str = "", unread: int | None = None
) -> dict[str, Any]:
    """Declarative Web Push JSON for a notice; `base_url` is the public address, `icon` a path on it."""
    title, body = notice.words(_)
    notification: dict[str, Any] = {
        "title": shortened(title, LONGEST_TITLE),
        "body": shortened(body, LONGEST_BODY),
        "navigate": absolute(base_url, notice.path),
        "lang": language,
        "dir": "ltr",
        "tag": tag(notice),
        "data": {"kind": notice.kind},
    }
    if icon:
        notification["icon"] = absolute(base_url, icon)
    message: dict[str, Any] = {"web_push": DECLARATIVE, "notification": notification}
    if unread is not None:
        # Safari reads the number inside, the standard has moved it outside.
        message["app_badge"], notification["app_badge"] = unread, str(unread)
    return message


def encoded(message: dict[str, Any]) -> bytes:
    """A payload as the bytes to encrypt."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def tag(notice: Notice) -> str:
    """One tag for each subject, short enough to be a push topic: news of it replaces what was there."""
    digest = sha256(f"{notice.kind} {notice.path}".encode()).digest()
    return urlsafe_b64encode(digest).decode()[:32]


def shortened(text: str, most: int) -> str:
    """One visible line of at most `most` characters."""
    line = _UNSEEN.sub(" ", text).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def absolute(base_url: str, path: str) -> str:
    """The public address of one of our own paths."""
    if not re.fullmatch(r"/(?![/\\])[!-~]*", path):
        raise ValueError(f"not a path of ours: {path!r}")
    return base_url.rstrip("/") + path

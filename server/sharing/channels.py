"""The channels a share can take, and how each one is opened with a text and a link."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal
from urllib.parse import quote

from server.messages import N_
from server.sharing.hosts import host_name

Mode = Literal["prefilled", "dialog", "system", "none"]


class Channel(StrEnum):
    """Where a person can pass something on."""

    LINKEDIN = "linkedin"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    X = "x"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    MASTODON = "mastodon"
    EMAIL = "email"
    SMS = "sms"
    QR = "qr"
    COPY = "copy"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Traits:
    """What sets a channel apart. The longest text is in the network's own signs, its link included."""

    label: str
    icon: str
    mode: Mode
    longest: int
    pays_for_posts: bool = True
    link_in_text: bool = False


@dataclass(frozen=True, slots=True)
class ShareData:
    """What `navigator.share` is given."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Opening:
    """How a channel opens: an address to follow, a text to copy first, or the device's own share sheet."""

    mode: Mode
    href: str | None = None
    copied: str | None = None
    share_data: ShareData | None = None

    @property
    def copies_text(self) -> bool:
        """Whether the text goes to the clipboard: at once, or where the device has no share sheet."""
        return self.copied is not None


def traits(channel: Channel) -> Traits:
    """Say how a channel is called, drawn and opened."""
    return _TRAITS[channel]


def pays_for_posts(channel: Channel) -> bool:
    """Say whether a post earns there; where the network forbids paying for posts, only visits do."""
    return _TRAITS[channel].pays_for_posts


def with_link(channel: Channel, text: str, url: str) -> str:
    """Put the link last where the channel has no place of its own for it; never twice."""
    if not _TRAITS[channel].link_in_text or url in text:
        return text
    return _joined(text, url)


def room_left(channel: Channel, text: str, url: str) -> int:
    """Count the signs a person may still write; below zero the channel would refuse or cut the text."""
    return _TRAITS[channel].longest - _length(channel, _joined(text.replace(url, "").strip(), url), url)


def opening(channel: Channel, text: str, url: str, mastodon_server: str | None = None, subject: str = "") -> Opening:
    """Say how to open a channel with a text, as `compose` gives it; HostNameError for a bad server."""
    message = with_link(channel, text, url)
    match _TRAITS[channel].mode:
        case "prefilled":
            host = host_name(mastodon_server or "") if channel is Channel.MASTODON else ""
            return Opening("prefilled", href=_prefilled(channel, message, url, host, subject))
        case "dialog":
            return Opening("dialog", href=_DIALOGS[channel] + quote(url, safe=""), copied=message)
        case "system":
            return Opening("system", copied=_joined(text, url), share_data=ShareData(text, url))
        case "none":
            return Opening("none", copied=message if channel is Channel.COPY else None)


def _prefilled(channel: Channel, message: str, url: str, host: str, subject: str) -> str:
    body = message.replace("\n", "\r\n")  # a mail wants both (RFC 6068)
    parts = {"text": message, "url": url, "subject": subject, "body": body}
    return _PREFILLED[channel].format(host=host, **{name: quote(part, safe="") for name, part in parts.items()})


def _joined(text: str, url: str) -> str:
    return f"{text}\n{url}" if text else url


def _length(channel: Channel, message: str, url: str) -> int:
    if channel not in _SHORTENED_LINK:
        return len(message)
    words = message.replace(url, "")
    return _SHORTENED_LINK[channel] + (_weight_on_x(words) if channel is Channel.X else len(words))


def _weight_on_x(text: str) -> int:
    return sum(1 if any(ord(sign) in light for light in _LIGHT_ON_X) else 2 for sign in text)


_SHORTENED_LINK = {Channel.X: 23, Channel.MASTODON: 23}  # any link counts as this many signs there
_LIGHT_ON_X = (range(4352), range(8192, 8206), range(8208, 8224), range(8242, 8248))  # others count double

_TRAITS = {
    Channel.LINKEDIN: Traits("LinkedIn", "linkedin-logo-fill", "dialog", 3000),
    Channel.FACEBOOK: Traits("Facebook", "facebook-logo", "dialog", 3200, pays_for_posts=False),
    Channel.INSTAGRAM: Traits("Instagram", "instagram-logo", "system", 2200, pays_for_posts=False),
    Channel.X: Traits("X", "x-logo", "prefilled", 280),
    Channel.WHATSAPP: Traits("WhatsApp", "whatsapp-logo", "prefilled", 3200, link_in_text=True),
    Channel.TELEGRAM: Traits("Telegram", "telegram-logo", "prefilled", 3200),
    Channel.MASTODON: Traits("Mastodon", "mastodon-logo", "prefilled", 500, link_in_text=True),
    # Windows hands no longer address than about 2,000 signs to a mail programme, and an accent takes six.
    Channel.EMAIL: Traits(N_("Email"), "envelope-simple", "prefilled", 1500, link_in_text=True),
    Channel.SMS: Traits(N_("Text message"), "chat-circle-dots", "prefilled", 459, link_in_text=True),
    Channel.QR: Traits(N_("QR code"), "qr-code", "none", 3200),
    Channel.COPY: Traits(N_("Link"), "link-simple", "none", 3200, link_in_text=True),
    Channel.SYSTEM: Traits(N_("Other apps"), "share-network", "system", 3200),
}

_DIALOGS = {
    Channel.LINKEDIN: "https://www.linkedin.com/sharing/share-offsite/?url=",
    Channel.FACEBOOK: "https://www.facebook.com/sharer/sharer.php?u=",
}

_PREFILLED = {
    Channel.X: "https://x.com/intent/post?text={text}&url={url}",
    Channel.WHATSAPP: "https://wa.me/?text={text}",
    Channel.TELEGRAM: "https://t.me/share/url?url={url}&text={text}",
    Channel.MASTODON: "https://{host}/share?text={text}",
    Channel.EMAIL: "mailto:?subject={subject}&body={body}",
    Channel.SMS: "sms:?&body={text}",
}

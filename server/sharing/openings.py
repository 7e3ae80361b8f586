"""How a recorded share is handed to its channel: the words of the buttons, and what is copied."""

from dataclasses import dataclass

from server.messages import N_
from server.sharing.channels import Channel, Opening, opening, traits, with_link
from server.sharing.hosts import HostNameError
from server.sharing.words import compose
from server.web.locale import say

OPEN = N_("Open {channel}")
_BUTTONS = {
    Channel.EMAIL: N_("Open my email"),
    Channel.SMS: N_("Open my messages"),
    Channel.QR: N_("Show the QR code"),
    Channel.COPY: N_("Get the link"),
    Channel.SYSTEM: N_("Choose the app"),
}
_COPIED = {
    "dialog": N_("Your words are copied, paste them there."),
    "system": N_("Your words are copied, paste them there."),
    "none": N_("Text and link copied."),
}
_INSTEAD = {Channel.INSTAGRAM: "https://www.instagram.com/"}
_ON_THIS_DEVICE = ("mailto:", "sms:")


@dataclass(frozen=True, slots=True)
class Handoff:
    """What the person presses, and the text that stands selectable beside it."""

    channel: str
    button: str
    href: str | None
    new_tab: bool
    copied: str | None
    copied_sentence: str
    system_text: str | None
    text: str
    link: str


def button_of(channel: Channel) -> str:
    """The words of the button that opens a channel."""
    return say(_BUTTONS.get(channel, OPEN), {"channel": label_of(channel)})


def label_of(channel: Channel) -> str:
    """A channel's name; networks keep theirs in every language."""
    return say(traits(channel).label)


def handoff(
    channel: Channel, words: str, mention: str | None, link: str, subject: str, mastodon_server: str, page: str
) -> Handoff:
    """How to open a channel; `page` is where to go when a device has no share sheet."""
    text = compose(words, mention, link, channel)
    found = _opening(channel, text, link, mastodon_server, subject)
    href = found.href or (_INSTEAD.get(channel, page) if found.mode == "system" else None)
    return Handoff(
        channel=label_of(channel),
        button=button_of(channel),
        href=href,
        new_tab=href is not None and href.startswith("https:"),
        copied=found.copied if found.mode == "dialog" else None,
        copied_sentence=say(_COPIED[found.mode]) if found.mode in _COPIED else "",
        system_text=found.share_data.text if found.share_data else None,
        text=with_link(channel, text, link),
        link=link,
    )


def _opening(channel: Channel, text: str, link: str, server: str, subject: str) -> Opening:
    try:
        return opening(channel, text, link, server, subject)
    except HostNameError:  # the page was asked for without its server: the text is there to copy
        return Opening("none", copied=text)

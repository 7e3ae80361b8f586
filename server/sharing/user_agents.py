"""Tell people, robots and link previews apart by their user agent."""

import re
from functools import lru_cache
from typing import Literal

from is_bot import Bots

AgentKind = Literal["human", "bot", "preview", "empty"]

READ_AT_MOST = 1024  # an agent is sent by a stranger: neither the patterns nor the cache take more of it

# First match wins. Several networks sign with another's name as well, so the narrower name stands first.
_SIGNATURES = (
    ("imessage", r"facebookexternalhit/[\d.]+ Facebot Twitterbot"),
    ("line", r"line-poker|^Linespider|\bLinespider/"),
    ("kakaotalk", r"kakaotalk-scrap"),
    ("facebook", r"facebookexternalhit|^Facebot\b|^meta-externalfetcher"),
    ("linkedin", r"LinkedInBot"),
    ("slack", r"Slackbot|Slack-ImgProxy"),
    ("signal", r"^WhatsApp/2$"),  # Signal signs with this name, WhatsApp itself gives its whole version
    ("whatsapp", r"^WhatsApp\b"),  # anchored: the same word at the end is a person in its web view
    ("telegram", r"TelegramBot"),
    ("x", r"Twitterbot"),
    ("discord", r"Discordbot"),
    ("skype", r"SkypeUriPreview|skype-url-preview"),
    ("bluesky", r"Bluesky Cardyb|BlueskyPreviewBot"),
    ("mastodon", r"^Mastodon/\d|\(Mastodon/\d"),
    ("fediverse", r"^(?:Pleroma|Akkoma|Misskey|Friendica|Lemmy|PeerTube)\b"),
    ("matrix", r"^Synapse\b"),
    ("mattermost", r"^Mattermost-Bot|^mattermost-link"),
    ("zulip", r"ZulipURLPreview"),
    ("viber", r"^Viber\b"),
    ("snapchat", r"SnapURLPreview"),
    ("pinterest", r"Pinterestbot"),
    ("reddit", r"\bredditbot"),
    ("vk", r"\bvkShare\b"),
    ("microsoft", r"^Microsoft Office\b|\bms-office\b|MicrosoftPreview|BingPreview"),
    ("google", r"Google-Safety|Google-PageRenderer|Google Web Preview|GoogleImageProxy"),
    ("yahoo", r"Yahoo Link Preview"),
    ("buffer", r"BufferLinkPreviewBot"),
    ("flipboard", r"FlipboardProxy"),
    ("embed", r"\bEmbedly/|\bIframely/"),
)
_previews = [(network, re.compile(signature, re.IGNORECASE)) for network, signature in _SIGNATURES]

# Robots that sign as a browser with one odd word, and that is-bot lets through.
_OUR_ROBOTS = ("gtmetrix", r"miniature\.io/", " ylt chrome/", r" fluid/\d", r"tsm-\w+-\d+\)")
_robots = Bots()
_robots.extend(_OUR_ROBOTS)

# What a phone's maker or an app's name puts into an agent can read like a robot ("CUBOT", "Scan", "News").
_BRACKETS = r"[^()]*(?:\([^()]*\)[^()]*)*"
_device = re.compile(
    r"(?<=\(Linux; )(?:U; |arm(?:_64)?; )?Android [\d.]+;"
    rf"(?![^()]*(?:compatible|https?:|(?<!cu)bot\b)){_BRACKETS}",
    re.IGNORECASE,
)
_app_device = re.compile(rf"\b(Instagram [\d.]+ Android|Telegram-Android/[\d.]+) \({_BRACKETS}\)", re.IGNORECASE)
_app = re.compile(
    r"\bSogouM\w+(?:,SogouMobileBrowser)?/[\d.]+|\b(?:SmartNews|AppleNews|NewsArticle|Feedly|Flipboard)/[\d.]+",
    re.IGNORECASE,
)


def kind_of_agent(user_agent: str) -> AgentKind:
    """Say who signs so: a person's browser, a robot, a network fetching a preview, or nobody."""
    return _read(user_agent[:READ_AT_MOST])[0]


def preview_network(user_agent: str) -> str | None:
    """Name the network whose preview fetcher signs so; None when it is not one."""
    return _read(user_agent[:READ_AT_MOST])[1]


@lru_cache(maxsize=4096)
def _read(user_agent: str) -> tuple[AgentKind, str | None]:
    if not user_agent.strip(" \t-"):
        return "empty", None
    for network, signature in _previews:
        if signature.search(user_agent):
            return "preview", network
    return ("bot" if _robots.is_bot(_without_makers_names(user_agent)) else "human"), None


def _without_makers_names(user_agent: str) -> str:
    neutral = _device.sub("Android 10; K", user_agent)
    return _app.sub("", _app_device.sub(r"\1", neutral))

"""Reduce a person's user agent to a coarse family: a kind of browser on a kind of system, never a version."""

import re
from functools import lru_cache

from server.sharing.user_agents import READ_AT_MOST

# First match wins: applications before the browser they are built on.
_BROWSERS = (
    ("linkedin", r"LinkedInApp|LinkedIn/"),
    ("facebook", r"\bFB(?:AN|AV|_IAB)\b|FBAN/|FB_IAB/|\[FB"),
    ("instagram", r"\bInstagram\b"),
    ("whatsapp", r"\bWhatsApp\b"),
    ("telegram", r"\bTelegram"),
    ("edge", r"\bEdg(?:e|A|iOS)?/"),
    ("opera", r"\bOPR/|\bOpera\b|\bOPT/"),
    ("samsung", r"\bSamsungBrowser/"),
    ("duckduckgo", r"\bDuckDuckGo/|\bDdg/"),
    ("firefox", r"\bFirefox/|\bFxiOS/|\bFocus/"),
    ("webview", r"; wv\)"),
    ("chrome", r"\bChrome/|\bCriOS/|\bChromium/"),
    ("safari", r"\bSafari/"),
    ("webview", r"AppleWebKit/"),
)
_SYSTEMS = (
    ("android", r"\bAndroid\b"),
    ("ios", r"\biPhone\b|\biPad\b|\biPod\b"),
    ("windows", r"\bWindows\b"),
    ("mac", r"\bMacintosh\b|\bMac OS X\b"),
    ("linux", r"\bLinux\b|\bX11\b|\bCrOS\b"),
)
OTHER = "other"
_browsers = [(name, re.compile(pattern)) for name, pattern in _BROWSERS]
_systems = [(name, re.compile(pattern)) for name, pattern in _SYSTEMS]


def browser_family(user_agent: str) -> str:
    """Such as "chrome-android"; twenty-four characters at most, whoever wrote the agent."""
    return _family(user_agent[:READ_AT_MOST])


@lru_cache(maxsize=4096)
def _family(user_agent: str) -> str:
    return f"{_first(_browsers, user_agent)}-{_first(_systems, user_agent)}"


def _first(named: list[tuple[str, re.Pattern[str]]], user_agent: str) -> str:
    return next((name for name, pattern in named if pattern.search(user_agent)), OTHER)

"""Two feeds that Orvane follows, one RSS and one Atom, dated so that they end with the season."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from importlib.resources import files

WRITTEN_FOR = date(2026, 5, 28)
RSS_DATE = re.compile(r"(?<=<pubDate>)[^<]+|(?<=<lastBuildDate>)[^<]+")
ATOM_DATE = re.compile(r"(?<=<published>)[^<]+|(?<=<updated>)[^<]+")


@dataclass(frozen=True, slots=True)
class DemoFeed:
    """A feed's file, its address, and the topic its articles belong to."""

    file: str
    title: str
    url: str
    topic: str


FEEDS = (
    DemoFeed("villes-mesurees.xml", "Villes mesurées", "https://villes-mesurees.example/flux.xml", "donnees"),
    DemoFeed("quiet-stack.xml", "The Quiet Stack", "https://quiet-stack.example/feed.atom", "veille"),
)


def feed_bytes(feed: DemoFeed, season_end: date) -> bytes:
    """The feed as served on the last day of the season: every date moved by the same number of days."""
    text = files("server.demo").joinpath("feeds", feed.file).read_text("utf-8")
    shift = season_end - WRITTEN_FOR
    text = RSS_DATE.sub(_moved(shift, parsedate_to_datetime, format_datetime), text)
    return ATOM_DATE.sub(_moved(shift, datetime.fromisoformat, _iso), text).encode()


def _moved(
    shift: timedelta, read: Callable[[str], datetime], write: Callable[[datetime], str]
) -> Callable[[re.Match[str]], str]:
    return lambda found: write(read(found[0]) + shift)


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")

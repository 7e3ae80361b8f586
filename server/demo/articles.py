"""What Orvane publishes and passes on: one Markdown file per article, read by a small parser."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Paris")
REQUIRED = frozenset({"slug", "title", "topic", "language", "days", "angle", "question", "excerpt"})
OPTIONAL = frozenset({"author", "source", "source_url"})


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article: written by `author` with a body, or found at `source` with an excerpt and an address."""

    slug: str
    title: str
    topic: str
    language: Literal["fr", "en"]
    author: str | None
    source: str | None
    source_url: str | None
    days: int
    angle: str
    question: str
    excerpt: str
    body: str

    def published_at(self, season_end: date) -> datetime:
        """Early on its day, in UTC; `days` counts back from the last day of the season."""
        local = datetime.combine(season_end - timedelta(days=self.days), time(7, 30), ZONE)
        return local.astimezone(UTC)


@cache
def articles() -> tuple[DemoArticle, ...]:
    """All articles in the order of their files; the first two open the feed."""
    folder = files("server.demo").joinpath("articles")
    pages = sorted((page for page in folder.iterdir() if page.name.endswith(".md")), key=lambda page: page.name)
    return tuple(parse_article(page.read_text("utf-8"), page.name) for page in pages)


def parse_article(text: str, name: str) -> DemoArticle:
    """Reads `key: value` lines between two `---`, then the body. ValueError names file and fault."""
    opening, _, rest = text.partition("---\n")
    head, fence, body = rest.partition("\n---\n")
    if opening or not fence:
        raise ValueError(f"{name}: no front matter between two lines of ---")
    fields = dict(_field(line, name) for line in head.splitlines())
    _check(fields, body.strip(), name)
    return _article(fields, body.strip())


def _field(line: str, name: str) -> tuple[str, str]:
    key, colon, value = line.partition(": ")
    if not colon or not value.strip():
        raise ValueError(f"{name}: '{line}' is not 'key: value'")
    return key, value.strip()


def _check(fields: dict[str, str], body: str, name: str) -> None:
    missing, unknown = REQUIRED - fields.keys(), fields.keys() - REQUIRED - OPTIONAL
    if missing or unknown:
        raise ValueError(f"{name}: missing {sorted(missing)}, unknown {sorted(unknown)}")
    if fields["language"] not in ("fr", "en"):
        raise ValueError(f"{name}: language is fr or en")
    found = {"source", "source_url"} <= fields.keys() and "author" not in fields and not body
    if not found and not ("author" in fields and body and not {"source", "source_url"} & fields.keys()):
        raise ValueError(f"{name}: either author and body, or source and source_url without body")


def _article(fields: dict[str, str], body: str) -> DemoArticle:
    return DemoArticle(
        slug=fields["slug"],
        title=fields["title"],
        topic=fields["topic"],
        language="en" if fields["language"] == "en" else "fr",
        author=fields.get("author"),
        source=fields.get("source"),
        source_url=fields.get("source_url"),
        days=int(fields["days"]),
        angle=fields["angle"],
        question=fields["question"],
        excerpt=fields["excerpt"],
        body=body,
    )

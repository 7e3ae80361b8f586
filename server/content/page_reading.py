"""A web page's bytes become what a share card needs: title, excerpt, picture, author, date."""

from dataclasses import dataclass
from datetime import datetime

from server.content.charset import decode_text
from server.content.page_facts import Facts, gather
from server.content.plain_text import (
    EXCERPT_LENGTH,
    NAME_LENGTH,
    TITLE_LENGTH,
    cut_at_word,
    html_root,
    html_to_text,
    instant,
    language_code,
    web_url,
)
from server.messages import N_

MAX_BYTES = 2 * 1024 * 1024

TOO_LARGE = N_("This page is larger than {limit} MB.")
NOT_A_PAGE = N_("This address does not lead to a web page.")
NOTHING_USABLE = N_("This page says neither its title nor what it is about: please type a title.")

_TITLES = ("og:title", "twitter:title", "ld:headline", "title", "h1")
_EXCERPTS = ("og:description", "twitter:description", "ld:description", "description", "paragraph")
_IMAGES = (
    "og:image:secure_url",
    "og:image",
    "og:image:url",
    "twitter:image",
    "twitter:image:src",
    "ld:image",
)
_SITES = ("og:site_name", "ld:publisher", "application-name")
_AUTHORS = ("ld:author", "article:author", "author", "citation_author", "dc.creator")
_DATES = ("article:published_time", "ld:published", "datepublished", "dc.date", "date")
_LANGUAGES = ("lang", "og:locale", "ld:language", "content-language")
_CANONICALS = ("canonical", "og:url")


class PageRefused(Exception):
    """Nothing can be made of this page; the sentence says why."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values: dict[str, object] = dict(values)


@dataclass(frozen=True, slots=True)
class PageRead:
    """What a page says of itself: plain text and absolute links only. `published_at` is in UTC."""

    title: str
    excerpt: str
    image_url: str | None
    site_name: str | None
    author: str | None
    language: str | None
    published_at: datetime | None
    canonical_url: str


def read_page(body: bytes, content_type: str | None, url: str) -> PageRead:
    """Read a page fetched from `url`. Raises `PageRefused` only."""
    facts = _facts(body, content_type)
    base = web_url(facts.first("base"), url) or url
    title = _text(facts, _TITLES, TITLE_LENGTH)
    if not title:
        raise PageRefused(NOTHING_USABLE)
    return PageRead(
        title=title,
        excerpt=_text(facts, _EXCERPTS, EXCERPT_LENGTH),
        image_url=_link(facts, _IMAGES, base),
        site_name=_text(facts, _SITES, NAME_LENGTH) or None,
        author=_author(facts),
        language=next(filter(None, map(language_code, facts.every(_LANGUAGES))), None),
        published_at=next(filter(None, map(instant, facts.every(_DATES))), None),
        canonical_url=_link(facts, _CANONICALS, base) or url,
    )


def _facts(body: bytes, content_type: str | None) -> Facts:
    if len(body) > MAX_BYTES:
        raise PageRefused(TOO_LARGE, limit=MAX_BYTES // 1024 // 1024)
    if not _may_be_page(content_type):
        raise PageRefused(NOT_A_PAGE)
    try:
        return gather(html_root(decode_text(body, content_type)))
    except ValueError as error:
        raise PageRefused(NOTHING_USABLE) from error


def _may_be_page(content_type: str | None) -> bool:
    kind = (content_type or "").partition(";")[0].strip().lower()
    return kind in {"", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"}


def _text(facts: Facts, names: tuple[str, ...], limit: int) -> str:
    """The first of these facts that says something; publishers escape them twice, tags included."""
    return next(filter(None, (html_to_text(fact, limit) for fact in facts.every(names))), "")


def _link(facts: Facts, names: tuple[str, ...], base: str) -> str | None:
    # "&amp;" that is left after parsing was escaped twice; other entities may be real query parameters.
    links = (web_url(fact.replace("&amp;", "&"), base) for fact in facts.every(names))
    return next(filter(None, links), None)


def _author(facts: Facts) -> str | None:
    names = (html_to_text(fact) for fact in facts.every(_AUTHORS) if not web_url(fact))
    return next((cut_at_word(name, NAME_LENGTH) for name in names if name), None)

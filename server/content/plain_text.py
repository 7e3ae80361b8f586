"""What others wrote becomes plain text and safe links."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

from lxml import etree

EXCERPT_LENGTH = 500
TITLE_LENGTH = 300
NAME_LENGTH = 200
URL_LENGTH = 2000
_HTML_LENGTH = 200_000
# Controls, lone surrogates, and the marks that turn the direction of the text around them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure"}
    | {"footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"}
    | {"section", "table", "td", "th", "tr", "ul"}
)
_SILENT = frozenset(("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head"))
_LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!]|&(?:#\d|#x|[a-zA-Z]{2,})")


def one_line(text: str, limit: int | None = None) -> str:
    """The text on one line, without characters nobody can see, cut at a word when it is too long."""
    # No-break spaces stay: they are French typography.
    clean = re.sub(r"[ \t\r\n\f\v\x85\u2028\u2029]+", " ", _UNPRINTABLE.sub("", text)).strip()
    return clean if limit is None else cut_at_word(clean, limit)


def cut_at_word(text: str, limit: int) -> str:
    """At most `limit` characters, ending at a word, with an ellipsis when something was left out."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head.rpartition(" ")[0] if not text[limit - 1].isspace() else head
    kept = at_word if len(at_word) >= limit // 2 else head
    return kept.rstrip(" ,;:.–—-") + "…"


def html_to_text(html: str, limit: int | None = None) -> str:
    """The readable text of a piece of HTML on one line; scripts, styles and embeds are left out."""
    if not _LOOKS_LIKE_HTML.search(html):
        return one_line(html, limit)
    try:
        root = html_root(html[:_HTML_LENGTH])
    except ValueError:
        return one_line(unescape(html[:_HTML_LENGTH]), limit)
    return one_line(_first_words(_pieces(root), limit), limit)


def html_root(html: str) -> etree._Element:
    """Parse HTML without network, entities or huge trees; `ValueError` when nothing can be read."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, etree.ParserError, AssertionError) as error:
        raise ValueError("no HTML") from error
    if root is None:
        raise ValueError("no HTML")
    return root


def text_of(element: etree._Element, limit: int | None = None) -> str:
    """The readable text inside one element, on one line."""
    return one_line(_first_words(_pieces(element), limit), limit)


def _pieces(root: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and tag in _SILENT:
            walk.skip_subtree()
            continue
        if tag in _BLOCKS:
            yield " "
        text = element.text if event == "start" else element.tail
        if text and (event == "start" or element is not root):
            yield text


def _first_words(pieces: Iterator[str], limit: int | None) -> str:
    collected: list[str] = []
    length = 0
    for piece in pieces:
        collected.append(piece)
        length += len(piece.strip())
        if limit is not None and length > limit * 4:
            break
    return "".join(collected)


def web_url(link: object, base: str | None = None) -> str | None:
    """The absolute http(s) address of a link, or None when it is anything else."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        address = urljoin(base or "", _UNPRINTABLE.sub("", link).strip())
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
        _ = parts.port
    except ValueError:
        return None
    if not usable or "\\" in parts.netloc or any(sign.isspace() for sign in parts.netloc):
        return None
    address = re.sub(r"\s", "%20", parts.geturl())
    return address if len(address) <= URL_LENGTH else None


def instant(text: object) -> datetime | None:
    """A moment written as ISO 8601 or as in a mail header, in UTC; None when it is neither."""
    if not isinstance(text, str) or len(text) > 60:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return in_utc(read(text.strip()))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def in_utc(moment: datetime) -> datetime | None:
    """The same moment in UTC (a moment without a zone counts as UTC); None outside 1970-2100."""
    try:
        known = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return known if 1970 <= known.year < 2100 else None


def language_code(text: object) -> str | None:
    """The language alone, in lower case (`fr` of `fr-FR` or `fr_FR`); None when it is no language."""
    if not isinstance(text, str):
        return None
    found = re.match(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]+)?\s*$", text[:40])
    return found.group(1).lower() if found else None

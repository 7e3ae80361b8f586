"""A feed's XML, repaired where the wild needs it and refused where it is dangerous."""

import re
from dataclasses import dataclass, field, replace
from io import BytesIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from server.content.charset import decode_text
from server.content.feed_repair import PAGE, is_cut_short, mended, recovered, without_clutter
from server.messages import N_

MAX_BYTES = 2 * 1024 * 1024
MAX_ITEMS_SEEN = 5000
MAX_DEPTH = 100
MAX_ATTRIBUTES = 200
MAX_ELEMENTS = 60_000
# feedparser looks for addresses in names with a pattern whose time grows with the square of their length.
MAX_NAME_COST = 50_000_000

TOO_LARGE = N_("This feed is larger than {limit} MB.")
EMPTY = N_("This address answers with an empty page, not a feed.")
IS_A_PAGE = N_("Line {line}: this is a web page, not a feed. Look for its RSS or Atom address.")
NOT_A_FEED = N_("Line {line}: this is not an RSS or Atom feed.")
NOT_XML = N_("Line {line}: this feed is not well-formed XML and could not be repaired.")
ENTITIES = N_("Line {line}: this feed declares its own entities, which is refused because they can hide a bomb.")
TOO_DEEP = N_("Line {line}: this feed is nested more than {limit} levels deep.")
TOO_MUCH = N_("Line {line}: this feed is too intricate to be read safely.")
TOO_MANY_ATTRIBUTES = N_("Line {line}: an element of this feed has more than {limit} attributes.")
TOO_MANY_ITEMS = N_("This feed has more than {limit} items.")

_NAMES = frozenset({"author", "contributor", "creator", "managingeditor", "name", "owner", "publisher", "webmaster"})
_DANGEROUS = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.I)


class FeedRefused(Exception):
    """The whole file cannot be read as a feed: a sentence and the line it speaks of."""

    def __init__(self, reason: str, line: int | None = None, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.values: dict[str, object] = {"line": line, **values}


Name = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class SafeXml:
    """Well-formed UTF-8 XML without DTD or entities, the line on which each item starts, and whether
    the feed stopped in the middle of the last one."""

    body: bytes
    item_lines: tuple[int, ...]
    cut_short: bool


@dataclass(slots=True)
class _Seen:
    depth: int = 0
    elements: int = 0
    names_open: int = 0
    name_length: int = 0
    name_cost: int = 0
    item_lines: list[int] = field(default_factory=list)


def safe_xml(body: bytes, content_type: str | None) -> SafeXml:
    """The feed's XML made safe to parse, or `FeedRefused`."""
    if len(body) > MAX_BYTES:
        raise FeedRefused(TOO_LARGE, limit=MAX_BYTES // 1024 // 1024)
    text = without_clutter(decode_text(body, content_type))
    if not text.strip():
        raise FeedRefused(EMPTY)
    if PAGE.match(text[:4096]):
        raise FeedRefused(IS_A_PAGE, _first_line(text))
    return _well_formed(text)


def _first_line(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n") + 1


def _well_formed(text: str) -> SafeXml:
    """The text as it is if it is XML, else with its ampersands mended, else as libxml2 recovers it."""
    try:
        return _checked(text)
    except SAXParseException as broken:
        line = broken.getLineNumber() or 1
    if _DANGEROUS.search(text):
        raise FeedRefused(ENTITIES, _line_of(text, _DANGEROUS))
    better, repairs = text, (mended, recovered)
    for repair in repairs:
        try:
            return replace(_checked(better := repair(better)), cut_short=is_cut_short(text))
        except (SAXParseException, ValueError):
            continue
    raise FeedRefused(NOT_XML if _looks_like_feed(text) else NOT_A_FEED, line)


def _checked(text: str) -> SafeXml:
    reader = _Reader()
    body = text.encode("utf-8")
    if len(body) > MAX_BYTES * 2:
        raise FeedRefused(TOO_LARGE, limit=MAX_BYTES // 1024 // 1024)
    try:
        _parser(reader).parse(BytesIO(body))
    except DefusedXmlException:
        raise FeedRefused(ENTITIES, _line_of(text, _DANGEROUS)) from None
    return SafeXml(body, tuple(reader.seen.item_lines), cut_short=False)


def _parser(reader: ContentHandler) -> DefusedExpatParser:
    # Namespaces are checked because feedparser insists on them and falls back on guessing without.
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(reader)
    return parser


class _Reader(ContentHandler):
    """Counts depth and items while defusedxml reads, so that the feed parser never meets a bomb."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = _Seen()
        self.place: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802
        """Remember the place, to name lines."""
        self.place = locator

    def startElementNS(self, name: Name, qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802
        """Check what opens here."""
        line = self._line
        self.seen.depth += 1
        local = name[1].lower()
        if self.seen.depth == 1 and local not in {"rss", "feed", "rdf"}:
            raise FeedRefused(IS_A_PAGE if local == "html" else NOT_A_FEED, line)
        self.seen.elements += 1
        self.seen.names_open += local in _NAMES
        if self.seen.elements > MAX_ELEMENTS:
            raise FeedRefused(TOO_MUCH, line)
        if self.seen.depth > MAX_DEPTH:
            raise FeedRefused(TOO_DEEP, line, limit=MAX_DEPTH)
        if len(attrs) > MAX_ATTRIBUTES:
            raise FeedRefused(TOO_MANY_ATTRIBUTES, line, limit=MAX_ATTRIBUTES)
        if local in {"item", "entry"}:
            self._note_item(line)

    def _note_item(self, line: int) -> None:
        self.seen.item_lines.append(line)
        if len(self.seen.item_lines) > MAX_ITEMS_SEEN:
            raise FeedRefused(TOO_MANY_ITEMS, limit=MAX_ITEMS_SEEN)

    def characters(self, content: str) -> None:
        """Measure what is said of names."""
        if self.seen.names_open:
            self.seen.name_length += len(content)

    def endElementNS(self, name: Name, qname: str | None) -> None:  # noqa: N802
        """One level up; the text of a name has its price."""
        self.seen.depth -= 1
        self.seen.names_open -= name[1].lower() in _NAMES
        if not self.seen.names_open:
            self.seen.name_cost += self.seen.name_length**2
            self.seen.name_length = 0
        if self.seen.name_cost > MAX_NAME_COST:
            raise FeedRefused(TOO_MUCH, self._line)

    @property
    def _line(self) -> int:
        return (self.place.getLineNumber() if self.place else None) or 1


def _line_of(text: str, pattern: re.Pattern[str]) -> int:
    found = pattern.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _looks_like_feed(text: str) -> bool:
    return re.search(r"<(?:rss|feed|rdf:RDF)\b", text[:4096], re.I) is not None

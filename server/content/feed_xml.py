"""A feed's XML, repaired where the wild needs it and refused where it is dangerous."""

import re
from dataclasses import dataclass, field, replace
from html.entities import name2codepoint
from io import BytesIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parse as defused_parse
from lxml import etree

from server.content.charset import decode_text
from server.messages import N_

MAX_BYTES = 2 * 1024 * 1024
MAX_ITEMS_SEEN = 5000
MAX_DEPTH = 100

TOO_LARGE = N_("This feed is larger than {limit} MB.")
EMPTY = N_("This address answers with an empty page, not a feed.")
IS_A_PAGE = N_("Line {line}: this is a web page, not a feed. Look for its RSS or Atom address.")
NOT_A_FEED = N_("Line {line}: this is not an RSS or Atom feed.")
NOT_XML = N_("Line {line}: this feed is not well-formed XML and could not be repaired.")
ENTITIES = N_(
    "Line {line}: this feed declares its own entities, which is refused because they can hide a bomb."
)
TOO_DEEP = N_("Line {line}: this feed is nested more than {limit} levels deep.")
TOO_MANY_ITEMS = N_("This feed has more than {limit} items.")

_BARE_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]*>", re.I)
_DECLARATION = re.compile(r"^(\s*)<\?xml\b[^>]*\?>", re.I)
_DANGEROUS = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.I)
_A_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_NOT_XML_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:(\w{2,31});)?")


class FeedRefused(Exception):  # noqa: N818 - it is an answer, not a mistake of ours
    """The whole file cannot be read as a feed: a sentence and the line it speaks of."""

    def __init__(self, reason: str, line: int | None = None, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.values: dict[str, object] = {"line": line, **values}


@dataclass(frozen=True, slots=True)
class SafeXml:
    """Well-formed UTF-8 XML without DTD or entities, the line on which each item starts, and whether
    the feed stopped in the middle of the last one."""

    body: bytes
    item_lines: tuple[int, ...]
    cut_short: bool


@dataclass(slots=True)
class _Seen:
    root: str = ""
    depth: int = 0
    item_lines: list[int] = field(default_factory=list)


def safe_xml(body: bytes, content_type: str | None) -> SafeXml:
    """The feed's XML made safe to parse, or `FeedRefused`."""
    if len(body) > MAX_BYTES:
        raise FeedRefused(TOO_LARGE, limit=MAX_BYTES // 1024 // 1024)
    text = _repaired(decode_text(body, content_type))
    if not text.strip():
        raise FeedRefused(EMPTY)
    if _A_PAGE.match(text[:4096]):
        raise FeedRefused(IS_A_PAGE, _first_line(text))
    return _well_formed(text)


def _repaired(text: str) -> str:
    """The text without its XML declaration, bare DOCTYPE and impossible characters; line numbers stay."""
    without_mark = text.lstrip("\ufeff")
    undeclared = _DECLARATION.sub(r"\1", without_mark, count=1)
    if not _A_PAGE.match(undeclared[:4096]):
        undeclared = _BARE_DOCTYPE.sub(_same_lines, undeclared[:4096], count=1) + undeclared[4096:]
    return _NOT_XML_CHARACTERS.sub("", undeclared)


def _same_lines(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


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
    mended, repairs = text, (_mend_ampersands, _recovered)
    for repair in repairs:
        try:
            return replace(_checked(mended := repair(mended)), cut_short=_is_cut_short(text))
        except (SAXParseException, ValueError):
            continue
    raise FeedRefused(NOT_XML if _looks_like_feed(text) else NOT_A_FEED, line)


def _checked(text: str) -> SafeXml:
    reader = _Reader()
    body = text.encode("utf-8")
    try:
        defused_parse(BytesIO(body), reader, forbid_dtd=True)
    except DefusedXmlException:
        raise FeedRefused(ENTITIES, _line_of(text, _DANGEROUS)) from None
    return SafeXml(body, tuple(reader.seen.item_lines), cut_short=False)


class _Reader(ContentHandler):
    """Counts depth and items while defusedxml reads, so that the feed parser never meets a bomb."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = _Seen()
        self.place: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802
        """Remember the place, to name lines."""
        self.place = locator

    def startElement(self, name: str, attrs: object) -> None:  # noqa: ARG002, N802
        """Check what opens here."""
        line = (self.place.getLineNumber() if self.place else None) or 1
        self.seen.depth += 1
        local = name.rpartition(":")[2].lower()
        if self.seen.depth == 1 and local not in {"rss", "feed", "rdf"}:
            raise FeedRefused(IS_A_PAGE if local == "html" else NOT_A_FEED, line)
        if self.seen.depth > MAX_DEPTH:
            raise FeedRefused(TOO_DEEP, line, limit=MAX_DEPTH)
        if local in {"item", "entry"}:
            self._note_item(line)

    def _note_item(self, line: int) -> None:
        self.seen.item_lines.append(line)
        if len(self.seen.item_lines) > MAX_ITEMS_SEEN:
            raise FeedRefused(TOO_MANY_ITEMS, limit=MAX_ITEMS_SEEN)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802
        """One level up."""
        self.seen.depth -= 1


def _line_of(text: str, pattern: re.Pattern[str]) -> int:
    found = pattern.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _is_cut_short(text: str) -> bool:
    """Whether an item opens after the last one closed."""
    last_closed = max(text.rfind("</item>"), text.rfind("</entry>"))
    return max(text.rfind("<item"), text.rfind("<entry")) > last_closed


def _looks_like_feed(text: str) -> bool:
    return re.search(r"<(?:rss|feed|rdf:RDF)\b", text[:4096], re.I) is not None


def _mend_ampersands(text: str) -> str:
    """HTML's named characters (`&eacute;`) and loose ampersands made legal, except inside CDATA."""
    mended: list[str] = []
    place = 0
    while (start := text.find("<![CDATA[", place)) >= 0:
        end = text.find("]]>", start)
        end = len(text) if end < 0 else end
        mended += [_AMPERSAND.sub(_legal_ampersand, text[place:start]), text[start:end]]
        place = end
    return "".join([*mended, _AMPERSAND.sub(_legal_ampersand, text[place:])])


def _legal_ampersand(found: re.Match[str]) -> str:
    name = found.group(1)
    if name in name2codepoint:
        return f"&#{name2codepoint[name]};"
    return "&amp;" + found.group()[1:]


def _recovered(text: str) -> str:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.LxmlError as error:
        raise ValueError("beyond repair") from error
    if root is None:
        raise ValueError("beyond repair")
    return etree.tostring(root, encoding="unicode")

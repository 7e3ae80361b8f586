"""What feeds in the wild get wrong, put right before they are parsed."""

import re
from html.entities import name2codepoint

from lxml import etree

MAX_PREFIXES = 20
MAX_AMPERSANDS = 100_000

_BARE_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]*>", re.I)
_DECLARATION = re.compile(r"^(\s*)<\?xml\b[^>]*\?>", re.I)
PAGE = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_NOT_XML_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PREFIX = re.compile(r"""(?:<|\s(?=[\w.-]{1,31}:[\w.-]{1,31}=["']))([A-Za-z_][\w.-]{0,30}):[A-Za-z_]""")
_DECLARED_PREFIX = re.compile(r"\sxmlns:([\w.-]{1,31})\s*=")
_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.I)
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
}
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:(\w{2,31});)?")


def without_clutter(text: str) -> str:
    """The text without its XML declaration, bare DOCTYPE and impossible characters; line numbers stay."""
    without_mark = text.lstrip("\ufeff")
    undeclared = _DECLARATION.sub(r"\1", without_mark, count=1)
    if not PAGE.match(undeclared[:4096]):
        undeclared = _BARE_DOCTYPE.sub(_same_lines, undeclared[:4096], count=1) + undeclared[4096:]
    return _NOT_XML_CHARACTERS.sub("", undeclared)


def _same_lines(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def is_cut_short(text: str) -> bool:
    """Whether an item opens after the last one closed."""
    last_closed = max(text.rfind("</item>"), text.rfind("</entry>"))
    return max(text.rfind("<item"), text.rfind("<entry")) > last_closed


def mended(text: str) -> str:
    """The text with legal ampersands and declared prefixes; `ValueError` when that is not what ails it."""
    if text.count("&") > MAX_AMPERSANDS:
        raise ValueError("nothing but ampersands")
    return _declare_prefixes(_mend_ampersands(text))


def _declare_prefixes(text: str) -> str:
    """Declare at the root the prefixes that a feed uses without saying so."""
    missing = set(_PREFIX.findall(text)) - set(_DECLARED_PREFIX.findall(text)) - {"xml", "xmlns"}
    declared = "".join(
        f' xmlns:{prefix}="{_NAMESPACES.get(prefix, "urn:" + prefix)}"' for prefix in sorted(missing)[:MAX_PREFIXES]
    )
    return _ROOT.sub(lambda root: root.group() + declared, text, count=1)


def _mend_ampersands(text: str) -> str:
    """HTML's named characters (`&eacute;`) and loose ampersands made legal, except inside CDATA."""
    parts: list[str] = []
    place = 0
    while (start := text.find("<![CDATA[", place)) >= 0:
        end = text.find("]]>", start)
        end = len(text) if end < 0 else end
        parts += [_AMPERSAND.sub(_legal_ampersand, text[place:start]), text[start:end]]
        place = end
    return "".join([*parts, _AMPERSAND.sub(_legal_ampersand, text[place:])])


def _legal_ampersand(found: re.Match[str]) -> str:
    name = found.group(1)
    if name in name2codepoint:
        return f"&#{name2codepoint[name]};"
    return "&amp;" + found.group()[1:]


def recovered(text: str) -> str:
    """What libxml2 makes of it, every item on its line; `ValueError` when nothing."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.LxmlError as error:
        raise ValueError("beyond repair") from error
    if root is None:
        raise ValueError("beyond repair")
    start = _ROOT.search(text)
    lines_before = text.count("\n", 0, start.start()) if start else 0
    return "\n" * lines_before + etree.tostring(root, encoding="unicode")

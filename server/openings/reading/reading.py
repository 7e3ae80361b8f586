"""Bytes from a file or an address become openings: the form is known by its shape, never by its name."""

import re

from server.content.charset import decode_text
from server.content.feed_repair import PAGE
from server.messages import N_
from server.openings.reading.boards import read_board
from server.openings.reading.completing import completed
from server.openings.reading.postings import EMPTY, Board, OpeningsRead, OpeningsRefused
from server.openings.reading.tables import read_table
from server.openings.reading.web_pages import read_web_page
from server.openings.reading.xml_feeds import read_xml

MAX_BYTES = 5 * 1024 * 1024
TOO_LARGE = N_("It is larger than {limit} MB.")
NOT_TEXT = N_("This is not a text: save it as CSV, XML or JSON.")
_BINARY = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")
_HTML = re.compile(r"<(?:html|head|body|script|div|meta)\b", re.I)


def read_openings(
    body: bytes, content_type: str | None = None, url: str | None = None, language: str | None = None
) -> OpeningsRead:
    """Read a page, a feed, a board or a table; `language` is for openings that do not tell. OpeningsRefused only."""
    if len(body) > MAX_BYTES:
        raise OpeningsRefused(TOO_LARGE, limit=MAX_BYTES // 1024 // 1024)
    if body.startswith(_BINARY):
        raise OpeningsRefused(NOT_TEXT)
    source = decode_text(body, content_type).lstrip("\ufeff")
    if "\0" in source[:4096]:
        raise OpeningsRefused(NOT_TEXT)
    if not source.strip():
        raise OpeningsRefused(EMPTY)
    return completed(_board(source.replace("\0", ""), url), language)


def _board(source: str, url: str | None) -> Board:
    start = source.lstrip()[:1]
    if start in "{[":
        return read_board(source)
    if start != "<":
        return read_table(source)
    head = source[:4096]
    if PAGE.match(head) or (not head.lstrip().startswith("<?xml") and _HTML.search(head)):
        return read_web_page(source, url)
    return read_xml(source, url)

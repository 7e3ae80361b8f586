"""Bytes from outside become text: the charset they really have, not the one they claim."""

import codecs
import re
from email.message import Message

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.I)
_DECLARATION_BYTES = 4096


def decode_text(body: bytes, content_type: str | None = None) -> str:
    """The text: by its byte order mark, else UTF-8 if it fits, else as declared, else Windows-1252."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if body[:4].count(0) >= 2:
        return body.decode("utf-16-le" if body[1:2] == b"\0" else "utf-16-be", "replace")
    return _decode_unmarked(body, [_of_header(content_type), _of_document(body)])


def _decode_unmarked(body: bytes, declared: list[str | None]) -> str:
    # Accented text that happens to be valid UTF-8 is UTF-8, whatever label an old server puts on it.
    # Stateful charsets such as ISO-2022-JP also pass as UTF-8, hence the escape character.
    honest = [name for name in declared if name]
    candidates = [*honest, "utf-8"] if b"\x1b" in body else ["utf-8", *honest]
    for encoding in candidates:
        try:
            return body.decode(encoding)
        except (UnicodeError, ValueError):
            continue
    return body.decode("cp1252", "replace")


def _of_header(content_type: str | None) -> str | None:
    header = Message()
    header["content-type"] = re.sub(r"[\r\n]", " ", content_type or "")
    return _known(header.get_param("charset", failobj=""))


def _of_document(body: bytes) -> str | None:
    found = _DECLARED.search(body[:_DECLARATION_BYTES])
    return _known(found.group(1).decode("ascii")) if found else None


def _known(name: object) -> str | None:
    """The codec behind a declared name, unless it is no charset at all (`zip`, `rot13`, `idna`...)."""
    try:
        known = codecs.lookup(str(name)).name
        b"a".decode(known)
    except (LookupError, UnicodeError, ValueError):
        return None
    if known in {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7"}:
        return None
    return "cp1252" if known in {"iso8859-1", "ascii"} else known

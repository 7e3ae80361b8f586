"""What a Word or OpenDocument file must be to be taken: a ZIP whose directory is believed before a byte is unpacked.

Its parts are then unpacked in passing, a little at a time and never beyond what the directory said.
"""

import re
import zlib
from collections.abc import Iterator, Sequence

from server.candidates.upload_refusals import ActiveFile, BrokenFile, LockedFile, SwollenFile, UnknownForm
from server.candidates.zip_directory import Part, directory

MOST_UNPACKED = 50 * 1024 * 1024
MOST_RATIO = 100
SMALL = 1024 * 1024  # bytes: below this, no ratio matters
CHUNK = 64 * 1024

_ODT = b"application/vnd.oasis.opendocument.text"
_WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_FETCHED = re.compile(rb"/(?:attachedTemplate|oleObject|frame|subDocument)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(rb"Target\s*=\s*[\"']\s*https?:", re.IGNORECASE)
_ACTIVE_NAME = re.compile(
    r"(?:^|/)(?:vbaproject|vbadata)\b|^(?:basic|scripts)/|"
    r"\.(?:zip|rar|7z|tar|jar|exe|dll|com|bat|cmd|ps1|vbs|js|hta|lnk|docm|dotm|xlsm|iso|msi)$"
)
_HELD_FILES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
_PICTURE = re.compile(r"\.(?:emz|wmz)$")  # pictures that are packed by themselves


def check_package(data: bytes) -> str:
    """`docx` or `odt`; raises RefusedFile for anything else, and for one that is not safe to open."""
    parts = directory(data)
    _check_sizes(parts)
    for part in parts:
        if part.is_encrypted:
            raise LockedFile
        if _ACTIVE_NAME.search(part.name.lower()):
            raise ActiveFile
    form = _form(data, parts)
    for part in parts:
        _check_content(data, part)
    return form


def _check_sizes(parts: Sequence[Part]) -> None:
    unpacked, packed = sum(part.size for part in parts), sum(part.packed for part in parts)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * packed):
        raise SwollenFile
    if any(part.size > SMALL and part.size > MOST_RATIO * part.packed for part in parts):
        raise SwollenFile


def _form(data: bytes, parts: Sequence[Part]) -> str:
    """By what the package says of itself where its form wants it said."""
    first, names = parts[0], {part.name: part for part in parts}
    if first.name == "mimetype" and first.is_stored and first.start == 0 and _whole(data, first) == _ODT:
        return "odt"
    types = names.get("[Content_Types].xml")
    said = _whole(data, types) if types is not None and types.size <= SMALL else b""
    if _MACROS.search(said):
        raise ActiveFile
    if _WORD in said and b"<!" not in said:
        return "docx"
    raise UnknownForm


def _check_content(data: bytes, part: Part) -> None:
    """Sum and length as said; no archive, program or compound file inside, nothing fetched from elsewhere."""
    sum_of_it, length, head = 0, 0, b""
    for piece in _unpacked(data, part):
        head = head or piece[:8]
        sum_of_it, length = zlib.crc32(piece, sum_of_it), length + len(piece)
    if length != part.size or sum_of_it != part.crc:
        raise BrokenFile
    if head.startswith(_HELD_FILES) and not _PICTURE.search(part.name.lower()):
        raise ActiveFile
    if part.name.endswith(".rels") and (part.size > SMALL or _fetches(_whole(data, part))):
        raise ActiveFile
    if part.name == "META-INF/manifest.xml" and (part.size > SMALL or b"encryption-data" in _whole(data, part)):
        raise LockedFile


def _fetches(relations: bytes) -> bool:
    """Whether opening would load a template or an object from the web. A link to click is no such thing."""
    return any(_FETCHED.search(tag) and _ELSEWHERE.search(tag) for tag in relations.split(b">"))


def _whole(data: bytes, part: Part) -> bytes:
    """A small part."""
    return b"".join(_unpacked(data, part)) if part.size <= SMALL else b""


def _unpacked(data: bytes, part: Part) -> Iterator[bytes]:
    """A part in pieces; stops with BrokenFile as soon as it is more than was said."""
    packed = memoryview(data)[part.data_start : part.data_start + part.packed]
    if part.is_stored:
        yield from (bytes(packed[at : at + CHUNK]) for at in range(0, len(packed), CHUNK))
        return
    engine, came, left = zlib.decompressobj(-zlib.MAX_WBITS), 0, packed
    try:
        while len(left) and not engine.eof:
            piece = engine.decompress(left[:CHUNK], CHUNK)
            while piece:
                came += len(piece)
                if came > part.size:
                    raise BrokenFile
                yield piece
                piece = engine.decompress(engine.unconsumed_tail, CHUNK)
            left = left[CHUNK:]
    except zlib.error:
        raise BrokenFile from None

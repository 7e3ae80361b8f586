"""The directory at the end of a ZIP file, read without believing it: counted, in bounds, and without names that climb.

`zipfile` makes objects for as many entries as fit in five megabytes before anybody can count them; this does not.
"""

import re
import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from server.candidates.upload_refusals import BrokenFile, SwollenFile

MOST_PARTS = 2000
STORED, DEFLATED = 0, 8
LONGEST_NAME = 250

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_CLIMBS = re.compile(r"^[/~]|^[A-Za-z]:|\\|[\x00-\x1f\x7f]|(?:^|/)\.{1,2}(?:/|$)|//")


@dataclass(frozen=True, slots=True)
class Part:
    """One entry: its name, where it starts, where its data start, and what it is said to be."""

    name: str
    method: int
    is_encrypted: bool
    crc: int
    packed: int
    size: int
    start: int
    data_start: int

    @property
    def is_stored(self) -> bool:
        """Whether it lies there as it is."""
        return self.method == STORED


def directory(data: bytes) -> list[Part]:
    """All entries; raises RefusedFile for a file that is not exactly one ZIP from its first byte to its last."""
    at = len(data) - _END.size
    if at < 0 or data[at : at + 4] != b"PK\x05\x06":
        raise BrokenFile  # cut off, or something follows
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, at)
    if count > MOST_PARTS:
        raise SwollenFile
    if disk or first_disk or comment or here != count or not count or start + size != at:
        raise BrokenFile
    parts = list(_entries(data, start, at, count))
    if len({part.name.casefold() for part in parts}) != count:
        raise BrokenFile
    return parts


def _entries(data: bytes, start: int, end: int, count: int) -> Iterator[Part]:
    at = start
    for _ in range(count):
        if at + _ENTRY.size > end:
            raise BrokenFile
        fields = _ENTRY.unpack_from(data, at)
        name_length, extra, comment = fields[10:13]
        after = at + _ENTRY.size + name_length
        if fields[0] != b"PK\x01\x02" or after + extra + comment > end:
            raise BrokenFile
        yield _part(data, fields, data[at + _ENTRY.size : after], start)
        at = after + extra + comment
    if at != end:
        raise BrokenFile


def _part(data: bytes, fields: tuple[int, ...], raw_name: bytes, end: int) -> Part:
    flags, method, crc, packed, size = fields[3], fields[4], fields[7], fields[8], fields[9]
    start, is_link = fields[16], stat.S_ISLNK(fields[15] >> 16)
    name = raw_name.decode("utf-8", "replace")
    if is_link or method not in (STORED, DEFLATED) or len(name) > LONGEST_NAME or _CLIMBS.search(name):
        raise BrokenFile
    data_start = _data_start(data, start, raw_name, end)
    if data_start + packed > end or (method == STORED and packed != size):
        raise BrokenFile
    return Part(name, method, bool(flags & 1), crc, packed, size, start, data_start)


def _data_start(data: bytes, start: int, raw_name: bytes, end: int) -> int:
    """Behind the entry's own header, which must bear the same name."""
    if start + _LOCAL.size > end:
        raise BrokenFile
    fields = _LOCAL.unpack_from(data, start)
    name_at = start + _LOCAL.size
    if fields[0] != b"PK\x03\x04" or data[name_at : name_at + fields[9]] != raw_name:
        raise BrokenFile
    return name_at + int(fields[9]) + int(fields[10])

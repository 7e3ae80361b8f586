"""A file's bytes become records with their line numbers, whatever the charset and separator."""

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from server.tables.reasons import FILE_BROKEN, FILE_EMPTY, FILE_IS_SPREADSHEET, FILE_NOT_TEXT, FILE_TOO_LARGE

SEPARATORS = (";", ",", "\t", "|")
HEADER_WITHIN = 20
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class FileRefused(Exception):
    """The whole file is refused: a sentence and the line it speaks of."""

    def __init__(self, reason: str, line: int | None = None, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.values: dict[str, object] = {"line": line, **values}


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the line it starts on, its cells, and whether its last quotation mark is closed."""

    line: int
    cells: list[str]
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Where the header stands, how cells are separated, and which columns are known."""

    separator: str
    header: Record
    columns: dict[str, int]


Known = Callable[[Sequence[str]], dict[str, int]]
Missing = Callable[[dict[str, int]], str]


def file_text(body: bytes, filename: str, max_bytes: int) -> str:
    """The file's text, or `FileRefused` when it holds none or too much."""
    if len(body) > max_bytes:
        raise FileRefused(FILE_TOO_LARGE, limit=max_bytes // 1024 // 1024)
    if body.startswith(_SPREADSHEETS):
        raise FileRefused(FILE_IS_SPREADSHEET, filename=filename)
    text = _decoded(body).lstrip("\ufeff")
    if not text.strip():
        raise FileRefused(FILE_EMPTY)
    if "\0" in text:
        raise FileRefused(FILE_NOT_TEXT, filename=filename)
    return text


def _decoded(body: bytes) -> str:
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    if body[:8].count(0) >= 3:
        return body.decode("utf-16-le" if body[1] == 0 else "utf-16-be", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def find_table(text: str, known: Known, missing: Missing) -> Table:
    """The header, even below a title line; a file without the needed columns is refused by name and line.

    `known` tells which columns a header has, `missing` the sentence that refuses them, or nothing.
    """
    candidates = [
        Table(separator, record, known(record.cells))
        for separator in SEPARATORS
        for record in first_records(text, separator)
    ]
    if not candidates:
        raise FileRefused(FILE_BROKEN, 1)

    def likeness(table: Table) -> tuple[bool, int, int, int]:
        """A usable header, then more known columns, then the higher line, then more columns."""
        return not missing(table.columns), len(table.columns), -table.header.line, len(table.header.cells)

    table = max(candidates, key=likeness)
    if reason := missing(table.columns):
        raise FileRefused(reason, table.header.line, found=found_in(table.header))
    return table


def first_records(text: str, separator: str) -> list[Record]:
    """Where a header may stand."""
    found: list[Record] = []
    with suppress(FileRefused):
        found.extend(islice(records(text, separator), HEADER_WITHIN))
    return found


def found_in(header: Record) -> str:
    """The names of its first columns, to tell."""
    labels = [" ".join(label.split())[:40] for label in header.cells]
    return ", ".join([label for label in labels if label][:12])


def records(text: str, separator: str, after_line: int = 0) -> Iterator[Record]:
    """Every record that is not blank, from the first line on or below a given one."""
    ended = False

    def lines() -> Iterator[str]:
        nonlocal ended
        yield from StringIO(text, newline="")
        ended = True

    reader = csv.reader(lines(), delimiter=separator, skipinitialspace=True)
    start = 1
    try:
        for cells in reader:
            # The reader asks for a line beyond the last one only inside a quotation.
            if start > after_line and any(cell.strip() for cell in cells):
                yield Record(start, cells, closed=not ended)
            start = reader.line_num + 1
    except csv.Error:
        raise FileRefused(FILE_BROKEN, start) from None

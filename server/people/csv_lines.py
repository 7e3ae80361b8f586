"""A people file's bytes become records with their line numbers, whatever the charset and separator."""

import codecs
import csv
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from server.people.csv_columns import has_key, has_name, known_columns
from server.people.csv_reasons import (
    FILE_BROKEN,
    FILE_EMPTY,
    FILE_IS_SPREADSHEET,
    FILE_NOT_TEXT,
    FILE_TOO_LARGE,
    KEY_COLUMN_MISSING,
    NAME_COLUMN_MISSING,
    NO_KNOWN_COLUMN,
)

MAX_BYTES = 5 * 1024 * 1024
SEPARATORS = (";", ",", "\t", "|")
_HEADER_WITHIN = 20
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class PeopleFileRefused(Exception):
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


def file_text(body: bytes, filename: str) -> str:
    """The file's text, or `PeopleFileRefused` when it holds none."""
    if len(body) > MAX_BYTES:
        raise PeopleFileRefused(FILE_TOO_LARGE, limit=MAX_BYTES // 1024 // 1024)
    if body.startswith(_SPREADSHEETS):
        raise PeopleFileRefused(FILE_IS_SPREADSHEET, filename=filename)
    text = _decoded(body).lstrip("\ufeff")
    if not text.strip():
        raise PeopleFileRefused(FILE_EMPTY)
    if "\0" in text:
        raise PeopleFileRefused(FILE_NOT_TEXT, filename=filename)
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


def find_table(text: str) -> Table:
    """The header, even below a title line; a file without the needed columns is refused by name and line."""
    candidates = [
        Table(separator, record, known_columns(record.cells))
        for separator in SEPARATORS
        for record in _first_records(text, separator)
    ]
    if not candidates:
        raise PeopleFileRefused(FILE_BROKEN, 1)
    table = max(candidates, key=_likeness)
    if _is_usable(table):
        return table
    raise PeopleFileRefused(_what_is_missing(table), table.header.line, found=_found(table))


def _first_records(text: str, separator: str) -> list[Record]:
    found: list[Record] = []
    with suppress(PeopleFileRefused):
        found.extend(islice(records(text, separator), _HEADER_WITHIN))
    return found


def _likeness(table: Table) -> tuple[bool, int, int, int]:
    """A usable header, then more known columns, then the higher line, then more columns."""
    return _is_usable(table), len(table.columns), -table.header.line, len(table.header.cells)


def _is_usable(table: Table) -> bool:
    return has_name(table.columns) and has_key(table.columns)


def _what_is_missing(table: Table) -> str:
    if has_key(table.columns):
        return NAME_COLUMN_MISSING
    return KEY_COLUMN_MISSING if table.columns else NO_KNOWN_COLUMN


def _found(table: Table) -> str:
    labels = [" ".join(label.split())[:40] for label in table.header.cells]
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
        raise PeopleFileRefused(FILE_BROKEN, start) from None

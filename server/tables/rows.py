"""The rows below a header: their known cells, and those rows whose shape tells that they cannot be read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from server.tables.cells import clean
from server.tables.lines import FileRefused, Record, Table, records
from server.tables.reasons import QUOTE_DOUBTFUL, QUOTE_NOT_CLOSED, TOO_MANY_CELLS


class RowRefused(Exception):
    """This row cannot be imported: a sentence and what stands in it."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


@dataclass(frozen=True, slots=True)
class Kept:
    """The known cells of a record, and why it cannot be read at all, if so."""

    line: int
    cells: dict[str, str]
    problem: RowRefused | None = None


def kept_rows(text: str, table: Table, limit: int, too_many: str, read: Callable[[str], str] = clean) -> Iterator[Kept]:
    """Stream the records and let go of every column that is not ours before anything is stored."""
    rows = records(text, table.separator, after_line=table.header.line)
    for number, record in enumerate(rows, start=1):
        if number > limit:
            raise FileRefused(too_many, record.line, limit=limit)
        problem = _shape_problem(record, len(table.header.cells), table.separator)
        # Cells that slipped out of their columns could be anything, a salary too: none is kept.
        cells = {} if problem else {field: _cell(record, place, read) for field, place in table.columns.items()}
        yield Kept(record.line, cells, problem)


def _shape_problem(record: Record, expected: int, separator: str) -> RowRefused | None:
    if not record.closed:
        return RowRefused(QUOTE_NOT_CLOSED)
    if any(_swallows_rows(cell, expected, separator) for cell in record.cells):
        return RowRefused(QUOTE_DOUBTFUL)
    if any(cell.strip() for cell in record.cells[expected:]):
        return RowRefused(TOO_MANY_CELLS, found=len(record.cells), expected=expected)
    return None


def _swallows_rows(cell: str, expected: int, separator: str) -> bool:
    """Whether a line inside a quoted cell looks like a row of its own."""
    return "\n" in cell and any(line.count(separator) >= max(2, expected - 1) for line in cell.splitlines())


def _cell(record: Record, place: int, read: Callable[[str], str]) -> str:
    return read(record.cells[place]) if place < len(record.cells) else ""


def labels(table: Table) -> dict[str, str]:
    """Our field to the file's own name of it, in the order of the file."""
    return {field: clean(table.header.cells[place]) for field, place in table.columns.items()}


def ignored(table: Table) -> tuple[str, ...]:
    """The columns that nothing is kept of, by name; a nameless one by its place."""
    known = set(table.columns.values())
    found = enumerate(table.header.cells)
    return tuple(clean(label)[:100] or f"#{place + 1}" for place, label in found if place not in known)

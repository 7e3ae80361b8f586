"""A file of people becomes rows to import, rows refused by line, and leavers; nothing else is kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from server import clock
from server.people.csv_cells import clean, date_order
from server.people.csv_columns import names_family_first
from server.people.csv_lines import PeopleFileRefused, Record, Table, file_text, find_table, records
from server.people.csv_reasons import (
    NO_ROWS,
    QUOTE_DOUBTFUL,
    QUOTE_NOT_CLOSED,
    REPEATED,
    TOO_MANY_CELLS,
    TOO_MANY_ROWS,
)
from server.people.csv_rejects import rejected_csv
from server.people.csv_rows import DATES, Columns, PersonRow, RowRefused, read_row

__all__ = ["PeopleFileRefused", "PeopleRead", "PersonRow", "RefusedRow", "read_people", "rejected_csv"]

MAX_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was left out, why, and its known cells in the order of `PeopleRead.columns`."""

    line: int
    reason: str
    values: Mapping[str, object]
    raw: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """What a file says. `columns`: our field to the file's own label, in the order of the file."""

    columns: Mapping[str, str]
    ignored: tuple[str, ...]
    rows: tuple[PersonRow, ...]
    refused: tuple[RefusedRow, ...]
    leavers: tuple[PersonRow, ...]


def read_people(body: bytes, filename: str, today: date | None = None) -> PeopleRead:
    """Read a CSV of people; who left before `today` is a leaver. Raises `PeopleFileRefused` only."""
    text = file_text(body, filename)
    table = find_table(text)
    kept = list(_kept(text, table))
    if not kept:
        raise PeopleFileRefused(NO_ROWS, table.header.line)
    labels = {field: clean(table.header.cells[place]) for field, place in table.columns.items()}
    sorted_rows = _sort_out(kept, _described(labels, kept), today or clock.now().date())
    return PeopleRead(labels, _ignored(table), *sorted_rows)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The known cells of a record, and why it cannot be read at all, if so."""

    line: int
    cells: dict[str, str]
    problem: RowRefused | None = None


def _kept(text: str, table: Table) -> Iterator[_Kept]:
    """Stream the records and let go of every column that is not ours before anything is stored."""
    rows = records(text, table.separator, after_line=table.header.line)
    for number, record in enumerate(rows, start=1):
        if number > MAX_ROWS:
            raise PeopleFileRefused(TOO_MANY_ROWS, record.line, limit=MAX_ROWS)
        problem = _shape_problem(record, len(table.header.cells), table.separator)
        # Cells that slipped out of their columns could be anything, a salary too: none is kept.
        cells = {} if problem else {field: _cell(record, place) for field, place in table.columns.items()}
        yield _Kept(record.line, cells, problem)


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


def _cell(record: Record, place: int) -> str:
    return clean(record.cells[place]) if place < len(record.cells) else ""


def _described(labels: dict[str, str], kept: Sequence[_Kept]) -> Columns:
    """The order of day and month belongs to a column; a column that does not tell follows the other one."""
    told = {field: date_order(row.cells.get(field, "") for row in kept) for field in DATES if field in labels}
    fallback = next(filter(None, told.values()), None)
    return Columns(
        labels=labels,
        date_orders={field: order or fallback for field, order in told.items()},
        family_first=names_family_first(labels.get("full_name", "")),
    )


def _sort_out(
    kept: Sequence[_Kept], columns: Columns, today: date
) -> tuple[tuple[PersonRow, ...], tuple[RefusedRow, ...], tuple[PersonRow, ...]]:
    here, gone, refused = _Distinct(), _Distinct(), list[RefusedRow]()
    for row in kept:
        try:
            if row.problem:
                raise row.problem
            person = read_row(row.line, row.cells, columns)
            (gone if person.left_on and person.left_on < today else here).add(person)
        except RowRefused as why:
            raw = tuple(row.cells.get(field, "") for field in columns.labels)
            refused.append(RefusedRow(row.line, why.reason, {"line": row.line, **why.values}, raw))
    # Somebody who left and came back stands twice, and is here.
    leavers = tuple(person for person in gone.people if not any(key in here.lines for key in keys(person)))
    return tuple(here.people), tuple(refused), leavers


class _Distinct:
    """People whose keys are all different."""

    def __init__(self) -> None:
        self.people: list[PersonRow] = []
        self.lines: dict[str, int] = {}

    def add(self, person: PersonRow) -> None:
        """Keep somebody, unless an earlier line has the same address or number."""
        for key in keys(person):
            if key in self.lines:
                raise RowRefused(REPEATED, value=key.partition(":")[2], first=self.lines[key])
        self.lines.update(dict.fromkeys(keys(person), person.line))
        self.people.append(person)


def keys(person: PersonRow) -> list[str]:
    """What tells this person from others."""
    pairs = (("email", person.email), ("number", person.employee_number))
    return [f"{kind}:{value}" for kind, value in pairs if value]


def _ignored(table: Table) -> tuple[str, ...]:
    """The columns that nothing is kept of, by name; a nameless one by its place."""
    known = set(table.columns.values())
    labels = enumerate(table.header.cells)
    return tuple(clean(label)[:100] or f"#{place + 1}" for place, label in labels if place not in known)

"""A file of people becomes rows to import, rows refused by line, and leavers; nothing else is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from server import clock
from server.people.csv_columns import has_key, has_name, known_columns, names_family_first
from server.people.csv_reasons import KEY_COLUMN_MISSING, NAME_COLUMN_MISSING, NO_KNOWN_COLUMN, NO_ROWS, TOO_MANY_ROWS
from server.people.csv_rows import DATES, Columns, PersonRow, read_row
from server.tables.cells import date_order
from server.tables.lines import FileRefused, file_text, find_table
from server.tables.reasons import REPEATED
from server.tables.rejects import rejected_csv
from server.tables.rows import Kept, RowRefused, ignored, kept_rows, labels

__all__ = ["FileRefused", "PeopleRead", "PersonRow", "RefusedRow", "read_people", "rejected_csv"]

MAX_BYTES = 5 * 1024 * 1024
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
    """Read a CSV of people; who left before `today` is a leaver. Raises `FileRefused` only."""
    text = file_text(body, filename, MAX_BYTES)
    table = find_table(text, known_columns, _missing)
    kept = list(kept_rows(text, table, MAX_ROWS, TOO_MANY_ROWS))
    if not kept:
        raise FileRefused(NO_ROWS, table.header.line)
    named = labels(table)
    sorted_rows = _sort_out(kept, _described(named, kept), today or clock.now().date())
    return PeopleRead(named, ignored(table), *sorted_rows)


def _missing(columns: dict[str, int]) -> str:
    if has_key(columns):
        return "" if has_name(columns) else NAME_COLUMN_MISSING
    return KEY_COLUMN_MISSING if columns else NO_KNOWN_COLUMN


def _described(named: dict[str, str], kept: Sequence[Kept]) -> Columns:
    """The order of day and month belongs to a column; a column that does not tell follows the other one."""
    told = {field: date_order(row.cells.get(field, "") for row in kept) for field in DATES if field in named}
    fallback = next(filter(None, told.values()), None)
    return Columns(
        labels=named,
        date_orders={field: order or fallback for field, order in told.items()},
        family_first=names_family_first(named.get("full_name", "")),
    )


def _sort_out(
    kept: Sequence[Kept], columns: Columns, today: date
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

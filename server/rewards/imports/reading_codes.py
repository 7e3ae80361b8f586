"""A file of voucher codes becomes codes with their last days, and rows refused by line without saying a code. Pure.

With a line of names, the column “code” and perhaps one for the expiry are read. Without one, each line is one code and
nothing else: a file whose first line alone has no figure is refused, for it looks like a name that we do not know.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from server.rewards.code_sealing import normal_code
from server.rewards.imports.reading_gifts import MAX_BYTES, MAX_ROWS
from server.rewards.imports.reasons import (
    BAD_EXPIRY,
    CODE_COLUMN_MISSING,
    CODE_EXPIRED,
    CODE_KNOWN,
    CODE_REPEATED,
    CODE_SHORTENED,
    CODE_TOO_LONG,
    CODE_UNREADABLE,
    LOOKS_LIKE_A_NAME,
    NO_CODE,
    NO_ROWS,
    TOO_MANY_ROWS,
)
from server.tables.cells import DAY_FIRST, clean, date_order, or_none, read_date
from server.tables.columns import places, ranked
from server.tables.lines import SEPARATORS, FileRefused, Table, file_text, find_table, records
from server.tables.reasons import FILE_EMPTY
from server.tables.remarks import Remark, by_line
from server.tables.rows import Kept, RowRefused, ignored, kept_rows, labels

LONGEST = 200
_COLUMNS = {
    "code": "code du bon|code cadeau|code carte cadeau|voucher code|gift card code|gift code|coupon code|code|codes"
    "|coupon|pin",
    "expires_on": "date d expiration|expiration|expire le|expire|date de fin de validite|fin de validite|validite"
    "|valable jusqu au|valable jusqu|date limite|date de fin|expiry date|expiry|expiration date|expires on|expires"
    "|expires at|valid until|valid through|valid to|end date",
}
_RANKS = ranked(_COLUMNS)
_SHORTENED = re.compile(r"\d([.,]\d+)?E\+?\d+", re.I)
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_DAMAGED = "\ufffd"


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code and its last day."""

    line: int
    code: str = field(repr=False)
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class CodesFile:
    """What is kept of a file. `columns` is empty where it had no line of names."""

    columns: Mapping[str, str]
    ignored: tuple[str, ...]
    rows: tuple[CodeRow, ...]
    refused: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class CodesPlan:
    """What becomes of each row: a code of the gift, or a refusal with its sentence."""

    rows: tuple[CodeRow, ...]
    refused: tuple[Remark, ...]


def read_codes(body: bytes, filename: str) -> CodesFile:
    """The codes of a file. Raises FileRefused only."""
    text = file_text(body, filename, MAX_BYTES)
    try:
        table = find_table(text, _known_columns, lambda found: "" if "code" in found else CODE_COLUMN_MISSING)
    except FileRefused as no:
        if no.reason != CODE_COLUMN_MISSING:
            raise
        header = no.line or 1
    else:
        return _read(labels(table), ignored(table), _named_rows(text, table))
    return _read({}, (), list(_bare_lines(text, header)))


def _named_rows(text: str, table: Table) -> list[Kept]:
    kept = list(kept_rows(text, table, MAX_ROWS, TOO_MANY_ROWS, str.strip))
    if not kept:
        raise FileRefused(NO_ROWS, table.header.line)
    return kept


def _known_columns(header: Sequence[str]) -> dict[str, int]:
    return dict(sorted(places(header, _RANKS).items(), key=lambda known: known[1]))


def _bare_lines(text: str, header: int) -> Iterator[Kept]:
    """One code a line. Nothing of a line is quoted: it may be a code, or a table of which we know no column."""
    found = list(islice(records(text, SEPARATORS[0]), MAX_ROWS + 1))
    if len(found) > MAX_ROWS:
        raise FileRefused(TOO_MANY_ROWS, found[-1].line, limit=MAX_ROWS)
    if any(sign in cell for record in found for cell in record.cells for sign in SEPARATORS) or any(
        len(record.cells) > 1 for record in found
    ):
        raise FileRefused(CODE_COLUMN_MISSING, header)
    if not found:
        raise FileRefused(FILE_EMPTY)
    without = [not any(sign.isdigit() for sign in record.cells[0]) for record in found]
    if without[0] and len(without) > 1 and not any(without[1:]):
        raise FileRefused(LOOKS_LIKE_A_NAME, found[0].line)
    yield from (Kept(record.line, {"code": record.cells[0].strip()}) for record in found)


def _read(columns: Mapping[str, str], others: tuple[str, ...], kept: Sequence[Kept]) -> CodesFile:
    order = date_order(clean(row.cells.get("expires_on", "")) for row in kept) or DAY_FIRST
    first, found, refused = dict[str, int](), list[CodeRow](), list[Remark]()
    for row in kept:
        try:
            code = _code(row, order)
            same = first.setdefault(normal_code(code.code), row.line)
            if same != row.line:
                raise RowRefused(CODE_REPEATED, first=same)
            found.append(code)
        except RowRefused as why:
            refused.append(Remark(row.line, why.reason, {"line": row.line, **why.values}))
    return CodesFile(columns, others, tuple(found), by_line(refused))


def _code(row: Kept, order: str) -> CodeRow:
    if row.problem:
        raise row.problem
    raw = row.cells["code"]
    code = clean(raw)
    if not code or not normal_code(code):
        raise RowRefused(NO_CODE)
    if len(code) > LONGEST:
        raise RowRefused(CODE_TOO_LONG, limit=LONGEST)
    if _DAMAGED in raw or any(unicodedata.category(sign) in _UNSEEN for sign in raw):
        raise RowRefused(CODE_UNREADABLE)
    if _SHORTENED.fullmatch(code):
        raise RowRefused(CODE_SHORTENED)
    return CodeRow(row.line, code, _expiry(clean(row.cells.get("expires_on", "")), order))


def _expiry(cell: str, order: str) -> date | None:
    text = or_none(cell)
    if text is None:
        return None
    try:
        return read_date(text, order)
    except ValueError:
        raise RowRefused(BAD_EXPIRY) from None


def plan_codes(file: CodesFile, known: Collection[int], today: date) -> CodesPlan:
    """What would become of each row. `known` are the places, from nought, of codes that are stored already."""
    found, refused = list[CodeRow](), list(file.refused)
    for place, row in enumerate(file.rows):
        if place in known:
            refused.append(Remark(row.line, CODE_KNOWN, {"line": row.line}))
        elif row.expires_on and row.expires_on < today:
            refused.append(Remark(row.line, CODE_EXPIRED, {"line": row.line}))
        else:
            found.append(row)
    return CodesPlan(tuple(found), by_line(refused))


def masked(code: str) -> str:
    """A code that cannot be used: its last two characters, where that leaves enough unsaid."""
    return f"••••{code[-2:]}" if len(code) >= 8 else "••••"

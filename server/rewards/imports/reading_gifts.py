"""A file of gifts becomes gifts as HR's form knows them, and rows refused by line; nothing else is kept. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from server.rewards.catalogue_forms import RewardForm
from server.rewards.console.wording import FIELD_NAMES
from server.rewards.imports.gift_cells import DATES, typed
from server.rewards.imports.gift_columns import EVERYWHERE, known_columns, what_is_missing
from server.rewards.imports.reasons import AND_ALSO, GIFT_EXISTS, IN_COLUMN, NO_ROWS, PLACE_UNKNOWN, TOO_MANY_ROWS
from server.tables.cells import date_order
from server.tables.columns import plain_label
from server.tables.lines import FileRefused, file_text, find_table
from server.tables.reasons import REPEATED
from server.tables.remarks import Remark, by_line
from server.tables.rows import Kept, RowRefused, ignored, kept_rows, labels
from server.web.forms import reason_of

MAX_BYTES, MAX_ROWS = 2 * 1024 * 1024, 2_000


@dataclass(frozen=True, slots=True)
class GiftsFile:
    """What is kept of a file: the columns we know by our field, the names of the others, the known cells."""

    columns: Mapping[str, str]
    ignored: tuple[str, ...]
    rows: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class GiftRow:
    """A gift that can be imported."""

    line: int
    form: RewardForm

    @property
    def name(self) -> str:
        """Its first name."""
        return self.form.name_fr


@dataclass(frozen=True, slots=True)
class GiftsPlan:
    """What becomes of each row: a draft, or a refusal with its sentence."""

    columns: Mapping[str, str]
    rows: tuple[GiftRow, ...]
    refused: tuple[Remark, ...]


def read_gifts(body: bytes, filename: str) -> GiftsFile:
    """The known cells of a file. Raises FileRefused only."""
    text = file_text(body, filename, MAX_BYTES)
    table = find_table(text, known_columns, what_is_missing)
    kept = tuple(kept_rows(text, table, MAX_ROWS, TOO_MANY_ROWS))
    if not kept:
        raise FileRefused(NO_ROWS, table.header.line)
    return GiftsFile(labels(table), ignored(table), kept)


def plan_gifts(file: GiftsFile, known: Collection[str], places: Mapping[str, str]) -> GiftsPlan:
    """What would become of each row. `known` are the `name_key`s of all gifts, `places` ids by `name_key`."""
    orders = {field: date_order(row.cells.get(field, "") for row in file.rows) for field in DATES}
    taken, found, refused = _Taken(known), list[GiftRow](), list[Remark]()
    for row in file.rows:
        try:
            gift = _gift(row, file.columns, orders, places)
            taken.take(gift)
        except RowRefused as why:
            raw = tuple(row.cells.get(field, "") for field in file.columns)
            refused.append(Remark(row.line, why.reason, {"line": row.line, **why.values}, raw))
        else:
            found.append(gift)
    return GiftsPlan(file.columns, tuple(found), by_line(refused))


def _gift(
    row: Kept, columns: Mapping[str, str], orders: Mapping[str, str | None], places: Mapping[str, str]
) -> GiftRow:
    if row.problem:
        raise row.problem
    said, faults = typed(row.cells, columns, orders)
    said |= {"name_fr": said.get("name_fr", said.get("name_en")), "name_en": said.get("name_en", said.get("name_fr"))}
    try:
        said["places"] = _places(str(said.get("places", "")), places)
    except RowRefused as unknown:
        said["places"], faults["places"] = (), unknown
    said["choices"] = "\n".join(_pieces(str(said.get("choices", ""))))
    told = {name: each for name, each in said.items() if each is not None}
    try:
        form = RewardForm.model_validate(told)
    except ValidationError as error:
        found = _by_form(error.errors(), columns)
        if "kind" in faults:  # what fits depends on the kind, which is not known
            found.pop("tax_label", None)
        raise _all_of(row.line, [*(found | faults).values()]) from None
    if faults:
        raise _all_of(row.line, [*faults.values()])
    return GiftRow(row.line, form)


def _by_form(errors: Sequence[Any], columns: Mapping[str, str]) -> dict[str, RowRefused]:
    """What the form does not like, by the file's own name of the column, else by the form's; a name is one thing."""
    found = {str(error["loc"][0]) if error["loc"] else "": error for error in errors}
    if "name_fr" in found:
        found.pop("name_en", None)
    return {field: _in_column(field, error, columns) for field, error in found.items()}


def _in_column(field: str, error: Mapping[str, Any], columns: Mapping[str, str]) -> RowRefused:
    label = columns.get(field) or (columns.get("name_en") if field == "name_fr" else None)
    return RowRefused(IN_COLUMN, column=label or [FIELD_NAMES.get(field, field), {}], said=[*reason_of(error)])


def _all_of(line: int, faults: Sequence[RowRefused]) -> RowRefused:
    """One refusal that names every fault of a row."""
    first, *others = faults
    if not others:
        return first
    one, another = ([why.reason, {"line": line, **why.values}] for why in (first, _all_of(line, others)))
    return RowRefused(AND_ALSO, one=one, another=another)


def _pieces(text: str) -> list[str]:
    """What a cell lists: between bars or semicolons, else between commas."""
    found = re.split(r"[|;]" if re.search(r"[|;]", text) else ",", text)
    return [piece.strip() for piece in found if piece.strip()]


def _places(text: str, places: Mapping[str, str]) -> tuple[str, ...]:
    """Where it is fetched. A place may have a comma in its name."""
    if plain_label(text) in EVERYWHERE:
        return tuple(places.values())
    if name_key(text) in places:
        return (places[name_key(text)],)
    pieces = _pieces(text)
    unknown = next((piece for piece in pieces if name_key(piece) not in places), None)
    if unknown is not None:
        raise RowRefused(PLACE_UNKNOWN, value=unknown[:80])
    return tuple(places[name_key(piece)] for piece in pieces)


def name_key(name: str) -> str:
    """What two writings of one name share."""
    return " ".join(name.split()).casefold()


class _Taken:
    """Names that no further gift may have, in either language."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._lines: dict[str, int] = {}

    def take(self, gift: GiftRow) -> None:
        """Keep a gift's names, unless an earlier line has one of them, or a gift that is there already."""
        names = dict.fromkeys((gift.form.name_fr, gift.form.name_en))
        for name in names:
            if name_key(name) in self._known:
                raise RowRefused(GIFT_EXISTS, value=name)
            if name_key(name) in self._lines:
                raise RowRefused(REPEATED, value=name, first=self._lines[name_key(name)])
        self._lines.update((name_key(name), gift.line) for name in names)

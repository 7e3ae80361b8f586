"""One row of a people file becomes a person, or a refusal that names what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from server.people.csv_cells import read_email, read_language, split_name, spoken_name
from server.people.csv_reasons import BAD_EMAIL, NO_KEY, NO_NAME
from server.tables.cells import DAY_FIRST, MONTH_FIRST, or_none, read_date
from server.tables.reasons import BAD_DATE, DAY_MONTH_YEAR, MONTH_DAY_YEAR, TOO_LONG
from server.tables.rows import RowRefused

DATES = ("start_date", "left_on")
_LIMITS = {"employee_number": 64, "team": 120, "site": 80, "job_title": 120, "lead": 254}
_NAME_LIMIT = 80


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as the file has them. `given_name` is empty where the file knows one name only;
    `lead` is a name, an address or a number as typed; `left_on` is their last day."""

    line: int
    given_name: str
    family_name: str
    email: str | None
    employee_number: str | None
    team: str | None
    lead: str | None
    site: str | None
    language: str | None
    job_title: str | None
    start_date: date | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class Columns:
    """What the file as a whole says of its columns."""

    labels: Mapping[str, str]
    date_orders: Mapping[str, str | None]
    family_first: bool


def read_row(line: int, cells: Mapping[str, str], columns: Columns) -> PersonRow:
    """The person of a row, or `RowRefused`."""
    given, family = _names(cells, columns)
    email = _email(cells)
    number = _text("employee_number", cells, columns)
    if email is None and number is None:
        raise RowRefused(NO_KEY)
    return PersonRow(
        line=line,
        given_name=given,
        family_name=family,
        email=email,
        employee_number=number,
        team=_text("team", cells, columns),
        lead=_lead(cells, columns),
        site=_text("site", cells, columns),
        language=read_language(cells.get("language", "")),
        job_title=_text("job_title", cells, columns),
        start_date=_date("start_date", cells, columns),
        left_on=_date("left_on", cells, columns),
    )


def _names(cells: Mapping[str, str], columns: Columns) -> tuple[str, str]:
    if "full_name" in cells:
        given, family = split_name(cells["full_name"], columns.family_first)
    else:
        given, family = cells.get("given_name", ""), cells.get("family_name", "")
    if not any(sign.isalpha() for sign in given + family):
        raise RowRefused(NO_NAME)
    for field, name in (("given_name", given), ("family_name", family)):
        if len(name) > _NAME_LIMIT:
            label = columns.labels.get(field) or columns.labels["full_name"]
            raise RowRefused(TOO_LONG, column=label, limit=_NAME_LIMIT)
    return spoken_name(given), spoken_name(family)


def _email(cells: Mapping[str, str]) -> str | None:
    text = or_none(cells.get("email", ""))
    if text is None:
        return None
    try:
        return read_email(text)
    except ValueError:
        raise RowRefused(BAD_EMAIL, value=text[:100]) from None


def _text(field: str, cells: Mapping[str, str], columns: Columns) -> str | None:
    text = or_none(cells.get(field, ""))
    if text is not None and len(text) > _LIMITS[field]:
        raise RowRefused(TOO_LONG, column=columns.labels[field], limit=_LIMITS[field])
    return text


def _lead(cells: Mapping[str, str], columns: Columns) -> str | None:
    if "lead_given_name" not in cells:
        return _text("lead", cells, columns)
    name = f"{cells['lead_given_name']} {cells['lead_family_name']}".strip()
    return or_none(name[: _LIMITS["lead"]])


def _date(field: str, cells: Mapping[str, str], columns: Columns) -> date | None:
    text = or_none(cells.get(field, ""))
    if text is None or not text.strip("0-/. :"):
        return None
    order = columns.date_orders.get(field) or DAY_FIRST
    try:
        return read_date(text, order)
    except ValueError:
        form = MONTH_DAY_YEAR if order == MONTH_FIRST else DAY_MONTH_YEAR
        raise RowRefused(BAD_DATE, value=text[:40], column=columns.labels[field], form=form) from None

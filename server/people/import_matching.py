"""Who of a file is known already, and what the file says that is new: nothing here reads or writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from server.messages import N_
from server.people.csv_reading import PersonRow
from server.tables.remarks import Remark

TWO_PEOPLE = N_(
    "Line {line}: the number “{number}” belongs to {name}, but the address “{email}” to {other}. Nothing was changed."
)
OTHER_EMAIL = N_("Line {line}: {name} has the number “{number}” with another address, “{known}”. Nothing was changed.")
OTHER_NUMBER = N_("Line {line}: {name} has the address “{email}” with another number, “{known}”. Nothing was changed.")
HAS_LEFT = N_("Line {line}: {name} is marked as having left the company. Nothing was changed.")
FIELDS = ("given_name", "family_name", "email", "employee_number", "site", "job_title", "start_date")


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody of the company, as far as an import is concerned."""

    id: str
    given_name: str
    family_name: str
    email: str | None
    employee_number: str | None
    site: str | None
    job_title: str | None
    start_date: date | None
    team_id: str | None
    language: str
    has_left: bool

    @property
    def full_name(self) -> str:
        """The name as one reads it."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Match:
    """A row with the person it is about, if known, and what would be written."""

    row: PersonRow
    person: KnownPerson | None
    changes: Mapping[str, Any]


class Known:
    """People of the company by their two keys."""

    def __init__(self, people: Iterable[KnownPerson]) -> None:
        kept = list(people)
        self.by_email = {person.email.lower(): person for person in kept if person.email}
        self.by_number = {person.employee_number: person for person in kept if person.employee_number}


def match(row: PersonRow, known: Known, teams: Mapping[str, str]) -> Match | Remark:
    """The row beside whom it is about, or why it cannot be imported."""
    numbered = known.by_number.get(row.employee_number or "")
    addressed = known.by_email.get(row.email or "")
    refusal = _conflict(row, numbered, addressed)
    if refusal is not None:
        return refusal
    person = numbered or addressed
    return Match(row, person, _changes(row, person, teams))


def _conflict(row: PersonRow, numbered: KnownPerson | None, addressed: KnownPerson | None) -> Remark | None:
    person = numbered or addressed
    if person is None:
        return None
    said = {"line": row.line, "name": person.full_name, "email": row.email, "number": row.employee_number}
    if numbered and addressed and numbered.id != addressed.id:
        return Remark(row.line, TWO_PEOPLE, {**said, "other": addressed.full_name})
    if row.email and person.email and row.email != person.email.lower():
        return Remark(row.line, OTHER_EMAIL, {**said, "known": person.email})
    if row.employee_number and person.employee_number and row.employee_number != person.employee_number:
        return Remark(row.line, OTHER_NUMBER, {**said, "known": person.employee_number})
    if person.has_left:
        return Remark(row.line, HAS_LEFT, said)
    return None


def _changes(row: PersonRow, person: KnownPerson | None, teams: Mapping[str, str]) -> dict[str, Any]:
    """What the row says that is new; an empty cell says nothing and wipes nothing."""
    said = {name: getattr(row, name) for name in FIELDS}
    said["team_id"] = teams[team_key(row.team)] if row.team else None
    if person is None:
        return {name: value for name, value in said.items() if value is not None}
    return {name: value for name, value in said.items() if value and value != getattr(person, name)}


def team_key(name: str) -> str:
    """What makes two spellings one team."""
    return " ".join(name.split()).casefold()[:120]


def with_cells(remark: Remark, row: PersonRow, columns: Mapping[str, str]) -> Remark:
    """The remark with the row's known cells, to be corrected and sent again."""
    return replace(remark, raw=tuple(_cell(row, name) for name in columns))


def _cell(row: PersonRow, column: str) -> str:
    value = {
        "full_name": full_name(row),
        "lead_given_name": row.lead,
        "lead_family_name": "",
    }.get(column, getattr(row, column, None))
    return "" if value is None else str(value)


def full_name(row: PersonRow) -> str:
    """The name as one reads it."""
    return f"{row.given_name} {row.family_name}".strip()

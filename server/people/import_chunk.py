"""A few hundred rows of a people file against the database: one transaction, all or nothing."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from server import clock
from server.database import is_postgresql, rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.people.csv_reading import PersonRow
from server.people.import_matching import FIELDS, Known, KnownPerson, Match, match, team_key
from server.people.import_report import Outcome
from server.people.memberships import note_moves
from server.people.models import Team
from server.tables.remarks import Remark
from server.web.locale import LANGUAGES

CHUNK = 500
_LOCK = 7_301_001  # one import at a time on PostgreSQL; SQLite has one writer anyway
_KEPT = ("id", *FIELDS, "team_id", "language")


def chunks(everyone: Sequence[PersonRow]) -> Iterator[Sequence[PersonRow]]:
    """The rows in transactions' portions."""
    for start in range(0, len(everyone), CHUNK):
        yield everyone[start : start + CHUNK]


async def planned(chunk: Sequence[PersonRow]) -> list[Outcome | Remark]:
    """What would become of each row."""
    names = {team_key(row.team) for row in chunk if row.team}
    teams = {name: f"new {name}" for name in names} | await _teams(names)
    known = await _known(chunk)
    return [_outcome(match(row, known, teams)) for row in chunk]


async def written(chunk: Sequence[PersonRow], language: str) -> list[Outcome | Remark]:
    """Write the rows; what became of each."""
    async with transaction():
        await one_import_at_a_time()
        teams, known = await _ensured_teams(chunk), await _known(chunk)
        matches = [match(row, known, teams) for row in chunk]
        await _write([each for each in matches if isinstance(each, Match) and each.changes], language)
    return [_outcome(each) for each in matches]


def _outcome(found: Match | Remark) -> Outcome | Remark:
    if isinstance(found, Remark):
        return found
    if found.person is None:
        return "created"
    return "updated" if found.changes else "unchanged"


async def one_import_at_a_time() -> None:
    """Wait for other imports until this transaction ends."""
    if is_postgresql():
        await rows(f"SELECT pg_advisory_xact_lock({_LOCK})")


async def _known(chunk: Sequence[PersonRow]) -> Known:
    """Those whom these rows may be about."""
    emails = [row.email for row in chunk if row.email]
    numbers = [row.employee_number for row in chunk if row.employee_number]
    found = {row["id"]: row for row in [*await _having("email", emails), *await _having("employee_number", numbers)]}
    return Known(_person(row) for row in found.values())


async def _having(column: str, values: Sequence[str]) -> list[dict[str, Any]]:
    if not values:
        return []
    places = ", ".join(f"${number}" for number in range(1, len(values) + 1))
    names = ", ".join((*_KEPT, "left_company_at"))
    return await rows(f"SELECT {names} FROM person WHERE {column} IN ({places})", *values)


def _person(row: dict[str, Any]) -> KnownPerson:
    start = row["start_date"]
    values = {name: row[name] for name in _KEPT if name != "start_date"}
    return KnownPerson(
        **values,
        start_date=date.fromisoformat(start) if isinstance(start, str) else start,
        has_left=row["left_company_at"] is not None,
    )


async def _teams(keys: set[str]) -> dict[str, str]:
    found = await Team.filter(name_key__in=list(keys)).values("name_key", "id") if keys else []
    return {row["name_key"]: row["id"] for row in found}


async def _ensured_teams(chunk: Sequence[PersonRow]) -> dict[str, str]:
    names = {team_key(row.team): " ".join(row.team.split()) for row in reversed(chunk) if row.team}
    known = await _teams(set(names))
    new = [Team(name=name, name_key=key) for key, name in names.items() if key not in known]
    if new:
        await Team.bulk_create(new, ignore_conflicts=True)
    return await _teams(set(names)) if new else known


async def _write(matches: Sequence[Match], language: str) -> None:
    """One statement for all: who is known by id is brought up to date, who is not is created."""
    if not matches:
        return
    values = [value for each in matches for value in _values(each, language)]
    width = len(_KEPT) + 1
    places = (
        f"({', '.join(f'${number}' for number in range(start, start + width))})"
        for start in range(1, len(values) + 1, width)
    )
    await rows(
        f"INSERT INTO person ({', '.join(_KEPT)}, created_at) VALUES {', '.join(places)} "
        f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in FIELDS)}, "
        "team_id = excluded.team_id RETURNING id",
        *values,
    )
    await note_moves()


def _values(found: Match, language: str) -> list[Any]:
    person, row = found.person, found.row
    present = {name: getattr(person, name) for name in _KEPT} if person else _nobody(row, language)
    said = {**present, **found.changes}
    if said["start_date"] is not None and not is_postgresql():
        said["start_date"] = said["start_date"].isoformat()
    return [*(said[name] for name in _KEPT), to_millis(clock.now())]


def _nobody(row: PersonRow, language: str) -> dict[str, Any]:
    spoken = row.language if row.language in LANGUAGES else language
    return dict.fromkeys(_KEPT) | {"id": new_id(), "given_name": "", "family_name": "", "language": spoken}

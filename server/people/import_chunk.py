"""A few hundred rows of a people file against the database: one transaction, all or nothing."""

from collections.abc import Iterator, Sequence

from server import clock
from server.database import is_postgresql, rows, transaction
from server.people.csv_reading import PersonRow
from server.people.import_matching import Known, Match, match, team_key
from server.people.import_report import Outcome, Remark
from server.people.models import Person, Team
from server.web.locale import LANGUAGES

CHUNK = 500
_LOCK = 7_301_001  # one import at a time on PostgreSQL; SQLite has one writer anyway
_UPDATED = ("given_name", "family_name", "email", "employee_number", "site", "job_title", "start_date", "team_id")


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
    found = await Person.filter(email__in=emails) if emails else []
    found += await Person.filter(employee_number__in=numbers) if numbers else []
    return Known(found)


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
    people = [_brought_up_to_date(each) if each.person else _new(each, language) for each in matches]
    if people:
        await Person.bulk_create(people, on_conflict=["id"], update_fields=list(_UPDATED))


def _brought_up_to_date(found: Match) -> Person:
    assert found.person is not None
    return found.person.update_from_dict(dict(found.changes))


def _new(found: Match, language: str) -> Person:
    spoken = found.row.language if found.row.language in LANGUAGES else language
    return Person(**{"given_name": "", "family_name": "", **found.changes}, language=spoken, created_at=clock.now())

"""A people file between its preview and its confirmation: only what we keep of it, for a day."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.people.csv_reading import PeopleRead, PersonRow, RefusedRow
from server.people.import_report import PeopleReport, RowResult
from server.people.models import PeopleImport
from server.tables.remarks import Remark

DRAFT_LIVES = timedelta(hours=24)
_DATES = ("start_date", "left_on")


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that was read: what it says, and what came of it once it was confirmed."""

    id: str
    filename: str
    created_at: datetime
    read: PeopleRead
    report: PeopleReport | None


async def keep_draft(read: PeopleRead, filename: str, person_id: str) -> str:
    """Store what was read; the columns we ignore are not in it."""
    content = {
        "columns": dict(read.columns),
        "ignored": list(read.ignored),
        "rows": [_row(row) for row in read.rows],
        "refused": [asdict(row) for row in read.refused],
        "leavers": [_row(row) for row in read.leavers],
    }
    made = await PeopleImport.create(
        uploaded_by_id=person_id, filename=filename[:200], content=content, created_at=clock.now()
    )
    return str(made.id)


def _row(row: PersonRow) -> dict[str, Any]:
    found = asdict(row)
    return {**found, **{name: found[name].isoformat() if found[name] else None for name in _DATES}}


async def draft_of(draft_id: str, person_id: str) -> Draft | None:
    """A draft of this colleague; nothing once its day is over."""
    found = await PeopleImport.get_or_none(id=draft_id, uploaded_by_id=person_id)
    if found is None or clock.now() - found.created_at >= DRAFT_LIVES:
        return None
    read, results = _read(found.content), found.results
    return Draft(found.id, found.filename, found.created_at, read, _report(results, read) if results else None)


def _read(content: Mapping[str, Any]) -> PeopleRead:
    return PeopleRead(
        columns=content["columns"],
        ignored=tuple(content["ignored"]),
        rows=tuple(map(_person, content["rows"])),
        refused=tuple(RefusedRow(**{**row, "raw": tuple(row["raw"])}) for row in content["refused"]),
        leavers=tuple(map(_person, content["leavers"])),
    )


def _person(row: Mapping[str, Any]) -> PersonRow:
    dates = {name: date.fromisoformat(row[name]) if row[name] else None for name in _DATES}
    return PersonRow(**{**row, **dates})


async def keep_results(draft_id: str, report: PeopleReport) -> bool:
    """Write down what came of a draft, once; false when it was there already."""
    now = to_millis(clock.now())
    taken = await rows(
        "UPDATE people_import SET imported_at = $1 WHERE id = $2 AND imported_at IS NULL RETURNING id", now, draft_id
    )
    if taken:
        results = {
            "rows": [[row.line, row.name, row.outcome] for row in report.rows],
            "refused": [asdict(remark) for remark in report.refused],
            "notes": [asdict(remark) for remark in report.notes],
        }
        await PeopleImport.filter(id=draft_id).update(results=results)
    return bool(taken)


def _report(results: Mapping[str, Any], read: PeopleRead) -> PeopleReport:
    return PeopleReport(
        rows=tuple(RowResult(*row) for row in results["rows"]),
        refused=tuple(map(_remark, results["refused"])),
        notes=tuple(map(_remark, results["notes"])),
        columns=read.columns,
        ignored=read.ignored,
    )


def _remark(kept: Mapping[str, Any]) -> Remark:
    return Remark(kept["line"], kept["reason"], kept["values"], tuple(kept["raw"]))


async def discard_draft(draft_id: str, person_id: str) -> None:
    """Forget a file; people already imported stay."""
    await PeopleImport.filter(id=draft_id, uploaded_by_id=person_id).delete()


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A file of the last day, in the list."""

    id: str
    filename: str
    created_at: datetime
    is_imported: bool


async def drafts_of(person_id: str) -> list[DraftLine]:
    """This colleague's files of the last day, the latest first."""
    found = (
        await PeopleImport.filter(uploaded_by_id=person_id, created_at__gt=clock.now() - DRAFT_LIVES)
        .order_by("-created_at")
        .limit(20)
        .values("id", "filename", "created_at", "imported_at")
    )
    return [DraftLine(row["id"], row["filename"], row["created_at"], row["imported_at"] is not None) for row in found]

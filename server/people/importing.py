"""Imports a people file: who is new is created, who is known is brought up to date, nobody is enrolled or removed."""

import asyncio

from server import clock
from server.people.csv_reading import FileRefused, PeopleRead, read_people
from server.people.import_appointing import settle_leads, unknown_leads
from server.people.import_chunk import chunks, planned, written
from server.people.import_matching import full_name, with_cells
from server.people.import_report import PeopleReport, RowResult
from server.people.models import Company
from server.tables.remarks import Remark, by_line
from server.web.locale import DEFAULT_LANGUAGE, zone

__all__ = ["PeopleReport", "import_people", "import_read"]


async def import_people(body: bytes, filename: str, *, dry_run: bool = False) -> PeopleReport:
    """Import a CSV file; run again, it changes nothing. A dry run only says what would be done."""
    try:
        read = await asyncio.to_thread(read_people, body, filename, clock.now().astimezone(zone()).date())
    except FileRefused as no:
        return refused_whole(no)
    return await import_read(read, dry_run=dry_run)


def refused_whole(no: FileRefused) -> PeopleReport:
    """The report of a file that cannot be read."""
    return PeopleReport(whole=Remark(no.line or 1, no.reason, no.values))


async def import_read(read: PeopleRead, *, dry_run: bool = False) -> PeopleReport:
    """Import what was read of a file, in transactions of at most `CHUNK` rows."""
    results, conflicts = await _rows(read, dry_run)
    imported = {result.line for result in results}
    kept = [row for row in read.rows if row.line in imported]
    notes = await (unknown_leads(kept) if dry_run else settle_leads(kept))
    unread = [Remark(row.line, row.reason, row.values, row.raw) for row in read.refused]
    left = [RowResult(row.line, full_name(row), "left") for row in read.leavers]
    return PeopleReport(
        rows=tuple(sorted(results + left, key=lambda result: result.line)),
        refused=by_line(unread + conflicts),
        notes=by_line(notes),
        columns=read.columns,
        ignored=read.ignored,
    )


async def _rows(read: PeopleRead, dry_run: bool) -> tuple[list[RowResult], list[Remark]]:
    results: list[RowResult] = []
    conflicts: list[Remark] = []
    language = await _usual_language()
    for chunk in chunks(read.rows):
        found = await (planned(chunk) if dry_run else written(chunk, language))
        for row, outcome in zip(chunk, found, strict=True):
            if isinstance(outcome, Remark):
                conflicts.append(with_cells(outcome, row, read.columns))
            else:
                results.append(RowResult(row.line, full_name(row), outcome))
    return results, conflicts


async def _usual_language() -> str:
    company = await Company.all().first()
    return company.languages[0] if company and company.languages else DEFAULT_LANGUAGE

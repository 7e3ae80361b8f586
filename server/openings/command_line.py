"""What `ricoche import-openings` does: FILE or address in, a report out, never a crash."""

from dataclasses import replace
from pathlib import Path

from server.content.reports import refused
from server.openings.import_reports import OpeningsReport, report_of_refused
from server.openings.importing import import_read
from server.openings.reading.apart import read_openings_apart
from server.openings.reading.postings import OpeningsRead, OpeningsRefused
from server.openings.reading.reading import MAX_BYTES
from server.openings.source_commands import ensure_source
from server.openings.source_jobs import TYPES, keep_read
from server.openings.source_queries import source_of
from server.web.locale import DEFAULT_LANGUAGE
from server.web.origins import Content, Unread, content_of
from server.web.outbound import PUBLIC, OutboundPolicy


async def import_openings_file(where: str, *, dry_run: bool = False, allow: OutboundPolicy = PUBLIC) -> OpeningsReport:
    """Import openings from a file or an address; an address stays a source that the worker reads."""
    name = where if "://" in where else Path(where).name
    try:
        found = await content_of(where, TYPES, max_bytes=MAX_BYTES, allow=allow)
        read = await read_openings_apart(found.body, found.content_type, found.url, DEFAULT_LANGUAGE)
    except Unread as no:
        return OpeningsReport(no.name, refused=refused(no.name, no.reason, no.values).refused)
    except OpeningsRefused as no:
        return report_of_refused(name, no)
    if found.url:
        return await _from_address(where, found, read, dry_run)
    return await import_read(read, None, False, name=name, dry_run=dry_run)


async def _from_address(where: str, found: Content, read: OpeningsRead, dry_run: bool) -> OpeningsReport:
    source = await source_of(where) if dry_run else await ensure_source(where, read.title or where)
    if dry_run or source is None:
        report = await import_read(read, source["id"] if source else None, False, name=where, dry_run=True)
        return replace(report, title=report.title or where)
    return await keep_read(source, {}, read)

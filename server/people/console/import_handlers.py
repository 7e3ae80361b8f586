"""/console/people/imports: choose a file, look at what would be done, confirm, take the refused rows home."""

import hashlib
from pathlib import PurePath
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.people.console.forms import NothingForm
from server.people.console.import_commands import confirm, read_upload
from server.people.console.import_drafts import Draft, discard_draft, draft_of, drafts_of, keep_draft
from server.people.console.import_pages import ImportPage, ImportsPage
from server.people.csv_lines import MAX_BYTES
from server.people.csv_reading import PeopleFileRefused, rejected_csv
from server.people.csv_reasons import FILE_IS_SPREADSHEET, FILE_NOT_TEXT, FILE_TOO_LARGE
from server.people.import_report import PeopleReport, worded, worded_reason
from server.people.importing import import_read, refused_whole
from server.web.forms import Filled, blank, read_form, uploaded
from server.web.htmx import see_other
from server.web.idempotency import once
from server.web.locale import language, say
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

NO_FILE = N_("Choose a CSV file.")
STATUS = {FILE_TOO_LARGE: 413, FILE_IS_SPREADSHEET: 415, FILE_NOT_TEXT: 415}
OVER = N_("A file stays here for a day. Choose it again.")
OUTCOMES = {
    "created": N_("New"),
    "updated": N_("Updated"),
    "unchanged": N_("Unchanged"),
    "left": N_("Left the company, not created"),
}
PER_PAGE, SENTENCES = 100, 200


async def index(request: Request) -> Response:
    """GET /console/people/imports"""
    return await _show_index(request, blank(NothingForm))


async def _show_index(request: Request, form: Filled[NothingForm], status: int = 200) -> Response:
    drafts = await drafts_of(signed_in(request).person_id)
    page = ImportsPage(errors=form.errors, drafts=tuple(drafts), key=form.key, limit=MAX_BYTES // 1024 // 1024)
    return await show(request, page, status=status)


async def create(request: Request) -> Response:
    """POST /console/people/imports"""
    form, (body, filename) = await read_form(request, NothingForm), await _file(request)
    if not filename:
        return await _show_index(request, form.refuse("file", NO_FILE), 422)
    form.raw = {"file": filename, "content": hashlib.sha256(body).hexdigest()}
    try:
        read = await read_upload(body, filename)
    except PeopleFileRefused as no:
        form.errors["file"] = refused_whole(no).sentences()[0]
        return await _show_index(request, form, STATUS.get(no.reason, 422))

    async def act() -> str:
        return f"/console/people/imports/{await keep_draft(read, filename, signed_in(request).person_id)}"

    return await once(request, form, act)


async def _file(request: Request) -> tuple[bytes, str]:
    """The bytes and the bare name of the chosen file; its temporary copy is closed."""
    file = await uploaded(request, "file")
    if file is None:
        return b"", ""
    body = await file.read(MAX_BYTES + 1)
    await request.close()
    return body, PurePath((file.filename or "").replace("\\", "/")).name[:200]


async def show_import(request: Request) -> Response:
    """GET /console/people/imports/{id}"""
    draft = await _draft(request)
    report = draft.report or await import_read(draft.read, dry_run=True)
    number = request.query_params.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    return await show(request, _page(draft, report, max(1, page)))


async def _draft(request: Request) -> Draft:
    draft = await draft_of(request.path_params["id"], signed_in(request).person_id)
    if draft is None:
        raise NotFound(OVER)
    return draft


def _page(draft: Draft, report: PeopleReport, page: int) -> ImportPage:
    start, here = (page - 1) * PER_PAGE, f"/console/people/imports/{draft.id}?page="
    results = [(row.line, row.name, row.outcome, say(OUTCOMES[row.outcome])) for row in report.rows]
    sentences = report.sentences()
    return ImportPage(
        id=draft.id,
        filename=draft.filename,
        is_done=draft.report is not None,
        stats=_stats(report),
        read_columns=", ".join(report.columns.values()),
        ignored=", ".join(report.ignored),
        sentences=tuple(sentences[:SENTENCES]),
        notes=tuple(worded(note) for note in report.notes[:SENTENCES]),
        hidden=max(0, len(sentences) - SENTENCES),
        leavers=", ".join(report.leavers),
        results=tuple(results[start : start + PER_PAGE]),
        previous_href=f"{here}{page - 1}" if page > 1 else "",
        next_href=f"{here}{page + 1}" if len(results) > start + PER_PAGE else "",
        key=blank(NothingForm).key,
    )


def _stats(report: PeopleReport) -> tuple[tuple[str, int], ...]:
    return (
        (say(N_("New")), len(report.created)),
        (say(N_("Updated")), len(report.updated)),
        (say(N_("Unchanged")), len(report.unchanged)),
        (say(N_("Refused")), len(report.refused)),
    )


async def confirm_import(request: Request) -> Response:
    """POST /console/people/imports/{id}/confirmation: not one transaction, and the same when sent again."""
    draft = await _draft(request)
    await confirm(draft, signed_in(request).person_id)
    return see_other(request, f"/console/people/imports/{draft.id}")


async def destroy(request: Request) -> Response:
    """POST /console/people/imports/{id}/deletion"""
    await discard_draft(request.path_params["id"], signed_in(request).person_id)
    return see_other(request, "/console/people/imports")


async def rejects(request: Request) -> Response:
    """GET /console/people/imports/{id}/refused.csv"""
    draft = await _draft(request)
    report = draft.report or await import_read(draft.read, dry_run=True)
    name = f"{PurePath(draft.filename).stem}-{'refusees' if language() == 'fr' else 'refused'}.csv"
    disposition = f"attachment; filename=\"refused.csv\"; filename*=UTF-8''{quote(name)}"
    return Response(
        rejected_csv(report, worded_reason),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition, "Cache-Control": "no-store"},
    )

"""/console/people/imports: choose a file, look at what would be done, confirm, take the refused rows home."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.people.console.forms import NothingForm
from server.people.console.import_commands import confirm, read_upload
from server.people.console.import_drafts import Draft, discard_draft, draft_of, drafts_of, keep_draft
from server.people.console.import_pages import ImportPage, ImportsPage
from server.people.csv_reading import MAX_BYTES, FileRefused
from server.people.import_report import PeopleReport
from server.people.importing import import_read, refused_whole
from server.tables.remarks import worded
from server.tables.showing import NO_FILE, OVER, rejected_file, status_of
from server.web.forms import Filled, blank, chosen_file, read_form
from server.web.htmx import see_other
from server.web.idempotency import once
from server.web.locale import say
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

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
    form = await read_form(request, NothingForm)
    body, filename = await chosen_file(request, "file", MAX_BYTES)
    if not filename:
        return await _show_index(request, form.refuse("file", NO_FILE), 422)
    form.raw = {"file": filename, "content": hashlib.sha256(body).hexdigest()}
    try:
        read = await read_upload(body, filename)
    except FileRefused as no:
        form.errors["file"] = refused_whole(no).sentences()[0]
        return await _show_index(request, form, status_of(no))

    async def act() -> str:
        return f"/console/people/imports/{await keep_draft(read, filename, signed_in(request).person_id)}"

    return await once(request, form, act)


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
    return rejected_file(report, draft.filename)

"""/console/jobs/sources: HR names the addresses openings come from, and imports files."""

import hashlib
from datetime import timedelta
from urllib.parse import urlsplit

from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.openings.import_reports import OpeningsReport, report_of_refused
from server.openings.importing import import_read
from server.openings.reading.apart import read_openings_apart
from server.openings.reading.postings import OpeningsRead, OpeningsRefused
from server.openings.reading.reading import MAX_BYTES
from server.openings.source_commands import add_source, ask_for_fetch, remove_source
from server.openings.source_forms import ButtonForm, FileForm, SourceForm
from server.openings.source_jobs import ask, read_answer
from server.openings.source_pages import ReportPanel, SourcesPage, panel
from server.openings.source_queries import opening_sources, source_of
from server.web.audit import record
from server.web.forms import Filled, blank, chosen_file, read_form
from server.web.htmx import see_other
from server.web.idempotency import once, once_for
from server.web.limits import take
from server.web.locale import language
from server.web.outbound import PUBLIC, OutboundRefused, checked_url
from server.web.problems import Refused
from server.web.rendering import show
from server.web.sessions import signed_in
from server.web.signing import sign, unsign

HERE = "/console/jobs/sources"
PURPOSE, KEPT_LASTS, MOST_KEPT = "openings", timedelta(hours=2), 700_000
NO_FILE = N_("Choose a file.")
CHOOSE_AGAIN = N_("Choose the file again: what was read of it is not kept longer than two hours.")
_read = TypeAdapter(OpeningsRead)


async def index(request: Request) -> Response:
    """GET /console/jobs/sources"""
    return await _show(request)


async def create(request: Request) -> Response:
    """POST /console/jobs/sources"""
    form, person = await read_form(request, SourceForm), signed_in(request)
    _check(form)
    if not form.is_valid:
        return await _show(request, form, status=422)
    if form.valid.act == "preview":
        return await _look(request, form)

    async def act() -> str:
        value = form.valid
        title = value.title or urlsplit(value.url).hostname or value.url
        await ask_for_fetch(await add_source(value.url, title, bool(value.publishes), actor_id=person.person_id))
        return HERE

    try:
        return await once(request, form, act)
    except Refused as no:
        return await _show(request, form.refuse("url", no.said, **no.values), status=422)


def _check(form: Filled[SourceForm]) -> None:
    if form.value is not None:
        try:
            checked_url(form.value.url)
        except OutboundRefused as no:
            form.refuse("url", no.reason, **no.values)


async def _look(request: Request, form: Filled[SourceForm]) -> Response:
    """What an address would bring, without keeping anything of it."""
    await take(f"openings_look:{signed_in(request).person_id}", 20, 600)
    try:
        answer = await ask(form.valid.url, PUBLIC)
        read = await read_answer(answer)
    except (OutboundRefused, OpeningsRefused) as no:
        return await _show(request, form.refuse("url", no.reason, **no.values), status=422)
    known = await source_of(form.valid.url)
    is_open = bool(form.valid.publishes)
    report = await import_read(read, known["id"] if known else None, is_open, name=form.valid.url, dry_run=True)
    return await _show(request, form, report=panel(report, is_done=False))


async def import_file(request: Request) -> Response:
    """POST /console/jobs/sources/files"""
    form = await read_form(request, FileForm)
    body, filename = await chosen_file(request, "file", MAX_BYTES)
    form.raw = {"publishes": form.said("publishes"), "act": form.said("act"), "content": _digest(form, body)}
    try:
        found = await _reading(request, form, body, filename)
    except OpeningsRefused as no:
        form.errors["file"] = report_of_refused(filename, no).sentences()[0]
        return await _show(request, file_form=form, status=422)
    if found is None or form.value is None:
        return await _show(request, file_form=form.refuse("file", NO_FILE if not body else CHOOSE_AGAIN), status=422)
    name, read = found
    if form.valid.act == "preview":
        report = await import_read(read, None, bool(form.valid.publishes), name=name, dry_run=True)
        kept = _keep(request, name, read)
        return await _show(request, report=panel(report, is_done=False, kept=kept, publishes=form.valid.publishes))
    return await _import(request, form, name, read)


def _digest(form: Filled[FileForm], body: bytes) -> str:
    return hashlib.sha256(body or str(form.said("kept")).encode()).hexdigest()


async def _reading(
    request: Request, form: Filled[FileForm], body: bytes, filename: str
) -> tuple[str, OpeningsRead] | None:
    """What the file holds, or what a preview had read of it. Raises OpeningsRefused."""
    if filename:
        return filename, await read_openings_apart(body, None, None, language())
    if form.value is None or not form.value.kept:
        return None
    kept = unsign(request.app.state.settings.secret_keys, PURPOSE, form.value.kept, KEPT_LASTS)
    return (str(kept[0]), _read.validate_python(kept[1], strict=False)) if kept else None


def _keep(request: Request, name: str, read: OpeningsRead) -> str:
    """What was read, signed, to travel with the button that imports it; nothing when it is too much for a form."""
    kept = sign(request.app.state.settings.secret_keys, PURPOSE, [name, _read.dump_python(read, mode="json")])
    return kept if len(kept) <= MOST_KEPT else ""


async def _import(request: Request, form: Filled[FileForm], name: str, read: OpeningsRead) -> Response:
    person, done = signed_in(request), list[OpeningsReport]()

    async def act() -> str:
        report = await import_read(read, None, bool(form.valid.publishes), name=name)
        after = {"file": name, "new": len(report.created), "changed": len(report.updated), "form": report.form}
        await record("openings.imported", "opening", "file", person.person_id, None, after)
        done.append(report)
        return HERE

    location = await once_for(person.person_id, request.scope["path"], form, act)
    return await _show(request, report=panel(done[0], is_done=True)) if done else see_other(request, location)


async def destroy(request: Request) -> Response:
    """POST /console/jobs/sources/{id}/deletion"""
    form, person = await read_form(request, ButtonForm), signed_in(request)

    async def act() -> str:
        await remove_source(request.path_params["id"], person.person_id)
        return HERE

    return await once(request, form, act)


async def fetch_now(request: Request) -> Response:
    """POST /console/jobs/sources/{id}/fetch"""
    form = await read_form(request, ButtonForm)

    async def act() -> str:
        await ask_for_fetch(request.path_params["id"])
        return HERE

    return await once(request, form, act)


async def _show(
    request: Request,
    form: Filled[SourceForm] | None = None,
    file_form: Filled[FileForm] | None = None,
    *,
    report: ReportPanel | None = None,
    status: int = 200,
) -> Response:
    page = SourcesPage(
        sources=await opening_sources(),
        form=form or blank(SourceForm),
        file_form=file_form or blank(FileForm),
        report=report,
        key=blank(ButtonForm).key,
        limit=MAX_BYTES // 1024 // 1024,
    )
    return await show(request, page, status=status)

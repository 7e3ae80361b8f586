"""/console/gifts/imports/{id}: look at what a file would do, confirm, take the refused rows home, put it away."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.rewards.imports.building import import_page, outcome_of
from server.rewards.imports.confirming import confirm_draft
from server.rewards.imports.drafts import Draft, discard_draft, draft_of
from server.rewards.imports.forms import ButtonForm
from server.tables.remarks import Remark
from server.tables.showing import OVER, rejected_file
from server.web.forms import read_form
from server.web.idempotency import once
from server.web.locale import say
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

HERE = "/console/gifts/imports"
IMPORTED = N_("The file is imported.")


async def show_import(request: Request) -> Response:
    """GET /console/gifts/imports/{id}"""
    draft = await _draft(request)
    number = request.query_params.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    said = say(IMPORTED) if draft.confirmed_at and request.query_params.get("said") == "imported" else ""
    return await show(request, await import_page(draft, await outcome_of(draft), max(1, page), said))


async def _draft(request: Request) -> Draft:
    draft = await draft_of(request.path_params["id"], signed_in(request).person_id)
    if draft is None:
        raise NotFound(OVER)
    return draft


async def confirm_import(request: Request) -> Response:
    """POST /console/gifts/imports/{id}/confirmation"""
    form, draft = await read_form(request, ButtonForm), await _draft(request)

    async def act() -> str:
        await confirm_draft(draft, signed_in(request).person_id)
        return f"{HERE}/{draft.id}?said=imported"

    return await once(request, form, act)


async def destroy(request: Request) -> Response:
    """POST /console/gifts/imports/{id}/deletion"""
    form = await read_form(request, ButtonForm)

    async def act() -> str:
        await discard_draft(request.path_params["id"], signed_in(request).person_id)
        return f"{HERE}?said=put_away"

    return await once(request, form, act)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Refused rows by their line alone: a row of a file of codes may hold a code."""

    columns: dict[str, str]
    refused: tuple[Remark, ...]


async def rejects(request: Request) -> Response:
    """GET /console/gifts/imports/{id}/refused.csv"""
    draft = await _draft(request)
    found = await outcome_of(draft)
    columns, refused = dict(found.columns), found.refused
    if draft.kind == "codes":
        columns = {"line": say(N_("Line"))}
        refused = tuple(Remark(each.line, each.reason, each.values, (str(each.line),)) for each in refused)
    return rejected_file(_Lines(columns, refused), draft.filename)

"""/console/bonuses: what waits for HR, one payment, the files for payroll, which take gifts along."""

import base64
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from server.bonuses.console_queries import (
    MOST,
    SHELVES,
    BatchSeen,
    BonusLine,
    batch,
    batches,
    counts,
    line_by_id,
    lines_of_batch,
    lines_on,
    sums_on,
)
from server.bonuses.deciding import approve_instalment, refuse_instalment, take_back
from server.bonuses.exporting import export_to_payroll
from server.bonuses.forms import ButtonForm, ReasonForm
from server.bonuses.pages import BatchPage, BonusesPage, BonusPage
from server.bonuses.payroll_file import two_decimals
from server.bonuses.queries import plans
from server.bonuses.wording import gross
from server.messages import N_
from server.rewards.payroll import GiftLine, gift_lines_of_batch, gift_lines_waiting, waiting_for_payroll
from server.web.audit import record
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.locale import say
from server.web.problems import NotFound, Refused
from server.web.rendering import show
from server.web.sessions import signed_in

HERE = "/console/bonuses"
SAID = {
    "approved": N_("Approved. It goes out with the next file for payroll."),
    "refused": N_("Refused. The person who recommended reads your reason."),
    "taken_back": N_("A line below zero goes out with the next file for payroll."),
    "nothing": N_("Nothing new is approved: no file was made."),
}


async def index(request: Request) -> Response:
    """GET /console/bonuses?show="""
    shelf = request.query_params.get("show", "due")
    shelf = shelf if shelf in SHELVES else "due"
    lines = await lines_on(shelf)
    said = SAID.get(request.query_params.get("said", ""))
    gifts = await waiting_for_payroll()
    page = BonusesPage(
        shelf=shelf,
        counts=await counts(),
        lines=lines,
        batches=await batches() if shelf == "exported" else (),
        sums=await sums_on(shelf) if shelf in ("due", "approved") else (),
        without_number=sum(not line.employee_number for line in lines) + gifts.without_number
        if shelf == "approved"
        else 0,
        gifts=_gifts(await gift_lines_waiting(MOST)) if shelf == "approved" else (),
        gifts_waiting=gifts.lines,
        gifts_sum=gross(gifts.total, "EUR"),
        has_plans=bool(await plans(with_retired=True)),
        said=say(said) if said else "",
        key=blank(ButtonForm).key,
    )
    return await show(request, page)


def _gifts(lines: tuple[GiftLine, ...]) -> tuple[tuple[GiftLine, str], ...]:
    return tuple((each, gross(each.line.amount, each.line.currency)) for each in lines)


async def show_line(request: Request) -> Response:
    """GET /console/bonuses/{id}"""
    return await _show(request, await _line(request), blank(ReasonForm))


async def _line(request: Request) -> BonusLine:
    found = await line_by_id(request.path_params["id"])
    if found is None:
        raise NotFound
    return found


async def _show(
    request: Request, line: BonusLine, form: Filled[ReasonForm], refused: str = "", status: int = 200
) -> Response:
    is_own = line.seen.person_id == signed_in(request).person_id
    page = BonusPage(line=line, form=form, refused=refused, is_own=is_own, key=blank(ButtonForm).key)
    return await show(request, page, status=status)


async def approve(request: Request) -> Response:
    """POST /console/bonuses/{id}/approval"""
    line, form = await _line(request), await read_form(request, ButtonForm)

    async def act() -> str:
        await approve_instalment(line.seen.id, signed_in(request).person_id)
        return f"{HERE}?said=approved"

    try:
        return await once(request, form, act)
    except Refused as no:
        return await _show(request, await _line(request), blank(ReasonForm), say(no.said, no.values), 422)


async def refuse(request: Request) -> Response:
    """POST /console/bonuses/{id}/refusal"""
    return await _with_reason(request, refuse_instalment, "refused")


async def correct(request: Request) -> Response:
    """POST /console/bonuses/{id}/correction"""
    return await _with_reason(request, take_back, "taken_back")


async def _with_reason(request: Request, command: Callable[[str, str, str], Awaitable[object]], said: str) -> Response:
    line, form = await _line(request), await read_form(request, ReasonForm)
    if not form.is_valid:
        return await _show(request, line, form, status=422)

    async def act() -> str:
        await command(line.seen.id, form.valid.reason, signed_in(request).person_id)
        return f"{HERE}?show={'approved' if said == 'taken_back' else 'due'}&said={said}"

    try:
        return await once(request, form, act)
    except Refused as no:
        return await _show(request, await _line(request), form, say(no.said, no.values), 422)


async def export(request: Request) -> Response:
    """POST /console/bonuses/exports: with nothing new it leads to what was exported."""
    form = await read_form(request, ButtonForm)

    async def act() -> str:
        made = await export_to_payroll(signed_in(request).person_id)
        if len(made) == 1:
            return f"{HERE}/exports/{made[0]}"
        return f"{HERE}?show=exported{'' if made else '&said=nothing'}"

    return await once(request, form, act)


async def show_batch(request: Request) -> Response:
    """GET /console/bonuses/exports/{number}"""
    found = await _batch(request)
    page = BatchPage(
        batch=found,
        lines=await lines_of_batch(found.number),
        gifts=_gifts(await gift_lines_of_batch(found.number)),
    )
    return await show(request, page)


async def download(request: Request) -> Response:
    """GET /console/bonuses/exports/{number}/file.csv: the same bytes every time, and what checks them."""
    found = await _batch(request)
    await record("payroll.download", "payroll_batch", str(found.number), signed_in(request).person_id, None, None)
    digest = base64.b64encode(bytes.fromhex(found.file.digest)).decode()
    return Response(
        found.file.content.encode(),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="payroll-{found.number}.csv"',
            "Cache-Control": "no-store",
            "Repr-Digest": f"sha-256=:{digest}:",
            "X-Control-Lines": str(found.file.lines),
            "X-Control-Total": f"{two_decimals(found.file.total)} {found.currency}",
        },
    )


async def _batch(request: Request) -> BatchSeen:
    number = request.path_params["number"]
    found = await batch(int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else None
    if found is None:
        raise NotFound
    return found

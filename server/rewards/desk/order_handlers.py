"""/console/gifts/orders/{id}: one order, and what HR does with it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from gamification import is_on_payslip
from server.messages import N_
from server.rewards.codes import allow_again
from server.rewards.commands import approve_order, fulfil_order, prepare_order, reject_order, return_order
from server.rewards.desk.building import HERE, tags_of
from server.rewards.desk.detail_queries import OrderAtDesk, code_of, order_at_desk, payroll_of, steps_of
from server.rewards.desk.forms import NothingForm, ReasonForm, ReturnForm, WordsForm
from server.rewards.desk.order_building import (
    code_in_words,
    facts_of,
    filling_of,
    moves_of,
    pot_in_words,
    state_of,
    steps_in_words,
    year_of_order,
)
from server.rewards.desk.pages import OrderForms, OrderPage
from server.rewards.desk.wording import why, word_for
from server.rewards.known import OrderRefused
from server.rewards.queries import parts_of
from server.web.forms import Filled, T, blank, read_form
from server.web.idempotency import once
from server.web.locale import language, say
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

SAID = {
    "approved": N_("Approved. It waits to be prepared."),
    "rejected": N_("Refused. The points went back, and your reason is read."),
    "ended": N_("The pot is ended. Everybody’s points went back, and your reason is read."),
    "prepared": N_("Ready. Whoever ordered is told that it can be fetched."),
    "handed_over": N_("Handed over. The points are spent."),
    "returned": N_("Taken back. The points are refunded."),
    "code": N_("The code may be shown once more, to whoever ordered."),
}
AT_ONCE = N_("Approved, and there at once: nothing of it is fetched.")


async def show_order(request: Request) -> Response:
    """GET /console/gifts/orders/{id}"""
    return await _show(request, await _order(request), _forms())


async def _order(request: Request) -> OrderAtDesk:
    found = await order_at_desk(request.path_params["id"])
    if found is None:
        raise NotFound
    return found


def _forms() -> OrderForms:
    return OrderForms(
        reject=blank(ReasonForm),
        hand_over=blank(WordsForm),
        take_back=blank(ReturnForm, back_in_stock="on"),
        key=blank(NothingForm).key,
    )


async def _show(
    request: Request, order: OrderAtDesk, forms: OrderForms, refused: str = "", status: int = 200
) -> Response:
    line, by = order.line, signed_in(request).person_id
    parts, code = await parts_of(line.id), await code_of(line.id)
    is_own = line.person_id == by or any(part.person_id == by for part in parts)
    state, kind = state_of(order)
    said = SAID.get(request.query_params.get("said", ""))
    if said == SAID["approved"] and line.state == "fulfilled":
        said = AT_ONCE
    page = OrderPage(
        id=line.id,
        name=line.name,
        gift=line.gift.of(language()),
        state=state,
        state_kind=kind,
        tags=tags_of(line),
        cost=line.cost,
        facts=facts_of(order, await payroll_of(line.id)),
        note=line.note,
        steps=steps_in_words(order, await steps_of(line.id)),
        year=await year_of_order(order),
        pot=pot_in_words(order, parts),
        filling=filling_of(order, parts),
        code=code_in_words(code),
        may_show_again=bool(code and code.revealed_at and not code.is_void and not code.may_be_shown_again),
        moves=moves_of(order),
        kind=line.kind,
        is_own=is_own,
        is_taxed=is_on_payslip(line.kind, line.tax_label, line.value_cents, line.through_payroll),
        said=say(said) if said else "",
        refused=refused,
        forms=forms,
    )
    return await show(request, page, status=status)


async def approve(request: Request) -> Response:
    """POST /console/gifts/orders/{id}/approval"""
    return await _press(request, approve_order, "approved")


async def prepare(request: Request) -> Response:
    """POST /console/gifts/orders/{id}/preparation"""
    return await _press(request, prepare_order, "prepared")


async def show_code_again(request: Request) -> Response:
    """POST /console/gifts/orders/{id}/code"""
    return await _press(request, allow_again, "code")


async def _press(request: Request, command: Callable[[str, str], Awaitable[None]], said: str) -> Response:
    form, order_id, by = await read_form(request, NothingForm), request.path_params["id"], signed_in(request).person_id
    return await _act(request, form, lambda: command(order_id, by), said)


async def _act(request: Request, form: Filled[T], command: Callable[[], Awaitable[None]], said: str) -> Response:
    order = await _order(request)

    async def act() -> str:
        await command()
        return f"{HERE}/{order.line.id}?said={said}"

    try:
        return await once(request, form, act)
    except OrderRefused as no:
        return await _show(request, await _order(request), _forms(), why(word_for(no)), 422)


async def reject(request: Request) -> Response:
    """POST /console/gifts/orders/{id}/rejection"""
    order, form = await _order(request), await read_form(request, ReasonForm)
    if not form.is_valid:
        return await _show(request, order, replace(_forms(), reject=form), status=422)
    by = signed_in(request).person_id
    said = "ended" if order.line.is_filling else "rejected"
    return await _act(request, form, lambda: reject_order(order.line.id, form.valid.reason, by), said)


async def hand_over(request: Request) -> Response:
    """POST /console/gifts/orders/{id}/handover"""
    order, form = await _order(request), await read_form(request, WordsForm)
    if not form.is_valid:
        return await _show(request, order, replace(_forms(), hand_over=form), status=422)
    by = signed_in(request).person_id
    return await _act(request, form, lambda: fulfil_order(order.line.id, by, form.valid.words), "handed_over")


async def take_back(request: Request) -> Response:
    """POST /console/gifts/orders/{id}/return"""
    order, form = await _order(request), await read_form(request, ReturnForm)
    if not form.is_valid:
        return await _show(request, order, replace(_forms(), take_back=form), status=422)
    back, by = form.valid.back_in_stock, signed_in(request).person_id
    return await _act(request, form, lambda: return_order(order.line.id, by, back_in_stock=back), "returned")

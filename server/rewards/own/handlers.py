"""/gifts/orders: what somebody ordered, cancelling it, and the code of a voucher."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.messages import N_
from server.rewards.codes import reveal_code
from server.rewards.commands import cancel_order
from server.rewards.known import CodeGone, OrderMoved
from server.rewards.own.building import order_page, orders_page, own_order
from server.rewards.own.forms import ButtonForm
from server.rewards.own.holds import ORDERED
from server.rewards.own.wording import moved_words
from server.web.forms import read_form
from server.web.htmx import see_other
from server.web.idempotency import once
from server.web.locale import say
from server.web.rendering import show
from server.web.sessions import signed_in

LONGEST = 40
KEPT_NOWHERE = {"Cache-Control": "no-store"}


async def index(request: Request) -> Response:
    """GET /gifts/orders; `before` pages on."""
    before = request.query_params.get("before", "")[:LONGEST]
    return await show(request, await orders_page(signed_in(request).person_id, before), block="rows")


async def show_order(request: Request) -> Response:
    """GET /gifts/orders/{id}, `said` where its button led here: a pot has a page of its own."""
    about = await own_order(signed_in(request).person_id, request.path_params["id"])
    if about.team_id is not None:
        return RedirectResponse(f"/gifts/pots/{about.id}", status_code=303)
    return await show(request, await order_page(about, is_new=request.query_params.get("said") == ORDERED))


async def cancel(request: Request) -> Response:
    """POST /gifts/orders/{id}/cancellation: until it is made ready."""
    person_id, order_id = signed_in(request).person_id, request.path_params["id"]
    await own_order(person_id, order_id)
    form = await read_form(request, ButtonForm)

    async def act() -> str:
        await cancel_order(order_id, person_id)
        return f"/gifts/orders/{order_id}"

    try:
        return await once(request, form, act)
    except OrderMoved as moved:
        page = await order_page(await own_order(person_id, order_id), alert=moved_words(moved.state))
        return await show(request, page, status=422)


async def back(request: Request) -> Response:
    """GET of an address that a form is sent to: a page that was answered there is loaded again as the order."""
    return see_other(request, f"/gifts/orders/{request.path_params['id']}")


async def reveal(request: Request) -> Response:
    """POST /gifts/orders/{id}/code: once; this one answer holds the code, and no cache may keep it."""
    person_id, order_id = signed_in(request).person_id, request.path_params["id"]
    about = await own_order(person_id, order_id)
    form = await read_form(request, ButtonForm)
    try:
        code = await reveal_code(order_id, person_id, form.key)
    except (CodeGone, OrderMoved):
        alert = say(N_("This code was shown already, or is no longer here. HR can help."))
        return await show(request, await order_page(about, alert=alert), status=422, headers=KEPT_NOWHERE)
    return await show(request, await order_page(about, form=form, code=code), headers=KEPT_NOWHERE)

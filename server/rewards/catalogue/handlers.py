"""/gifts: the catalogue, one gift, ordering it, and saving for it."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.rewards.catalogue.commands import save_for, stop_saving_for
from server.rewards.catalogue.forms import OrderForm, TargetForm
from server.rewards.catalogue.gallery import gifts_page
from server.rewards.catalogue.sheet import gift_page
from server.rewards.commands import redeem_reward
from server.rewards.known import OrderRefused
from server.rewards.own.holds import ORDERED
from server.web.forms import read_form
from server.web.htmx import see_other
from server.web.idempotency import once
from server.web.rendering import show as render
from server.web.sessions import signed_in

LONGEST = 20


async def index(request: Request) -> Response:
    """GET /gifts"""
    chosen = request.query_params.get("show", "")[:LONGEST]
    return await render(request, await gifts_page(signed_in(request), chosen))


async def show(request: Request) -> Response:
    """GET /gifts/{slug}: a page of its own, or a fragment for the dialog."""
    page = await gift_page(signed_in(request), request.path_params["slug"])
    return await render(request, page, block="sheet")


async def back(request: Request) -> Response:
    """GET of an address that a form is sent to: a page that was answered there is loaded again as the gift."""
    return see_other(request, f"/gifts/{request.path_params['slug']}")


async def order(request: Request) -> Response:
    """POST /gifts/{slug}/orders"""
    person, slug = signed_in(request), request.path_params["slug"]
    form = await read_form(request, OrderForm)
    if form.is_valid and form.valid.lacks_tick:
        form.refuse("through_payroll", N_("Tick the box if you agree."))
    if not form.is_valid:
        return await render(request, await gift_page(person, slug, form=form), status=422, block="sheet")

    async def act() -> str:
        redemption_id = await redeem_reward(form.valid.wish(slug), person.person_id)
        await stop_saving_for(person.person_id, slug)
        return f"/gifts/orders/{redemption_id}?said={ORDERED}"

    try:
        return await once(request, form, act)
    except OrderRefused as refusal:
        page = await gift_page(person, slug, form=form, refusal=refusal)
        return await render(request, page, status=422, block="sheet")


async def save(request: Request) -> Response:
    """POST /gifts/{slug}/target"""
    return await _target(request, save_for)


async def unsave(request: Request) -> Response:
    """POST /gifts/{slug}/target/removal"""
    return await _target(request, stop_saving_for)


async def _target(request: Request, command: Callable[[str, str], Awaitable[None]]) -> Response:
    person, slug = signed_in(request), request.path_params["slug"]
    form = await read_form(request, TargetForm)

    async def act() -> str:
        await command(person.person_id, slug)
        return "/gifts"

    return await once(request, form, act)

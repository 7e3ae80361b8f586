"""/gifts/pots: opening a team's pot, giving points to it, taking them back, closing it."""

import re
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.rewards.catalogue.forms import PotForm
from server.rewards.catalogue.refusals import refusal_words
from server.rewards.catalogue.sheet import gift_page
from server.rewards.commands import add_to_pot, cancel_order, open_pot, take_from_pot
from server.rewards.known import OrderMoved, OrderRefused
from server.rewards.own.forms import ButtonForm, PartForm
from server.rewards.own.holds import ORDERED
from server.rewards.own.pot_building import pot_for, pot_page
from server.rewards.own.queries import own_points
from server.rewards.own.wording import BACK, GIVEN, moved_words
from server.web.forms import Filled, read_form
from server.web.htmx import see_other
from server.web.idempotency import once
from server.web.rendering import show
from server.web.sessions import signed_in

_POINTS = re.compile(r"[0-9]{1,7}")


async def create(request: Request) -> Response:
    """POST /gifts/{slug}/pots: with a first part; what is refused is said on the gift's own page."""
    person, slug = signed_in(request), request.path_params["slug"]
    form = await read_form(request, PotForm)
    if not form.is_valid:
        return await show(request, await gift_page(person, slug, pot_form=form), status=422, block="sheet")

    async def act() -> str:
        sent, by = form.valid, person.person_id
        pot_id = await open_pot(slug, sent.given, by, sent.place or None, sent.note, sent.choice)
        return f"/gifts/pots/{pot_id}?said={ORDERED}"

    try:
        return await once(request, form, act)
    except OrderRefused as refusal:
        page = await gift_page(person, slug, pot_form=form, refusal=refusal)
        return await show(request, page, status=422, block="sheet")


async def show_pot(request: Request) -> Response:
    """GET /gifts/pots/{id}: for the team alone."""
    return await _page(request)


async def _page(
    request: Request, *, form: Filled[PartForm] | None = None, alert: str = "", status: int = 200
) -> Response:
    person = signed_in(request)
    about = await pot_for(person.person_id, request.path_params["id"])
    said, n = request.query_params.get("said", ""), request.query_params.get("n", "")
    moved = int(n) if _POINTS.fullmatch(n) else 0
    page = await pot_page(
        about, person.person_id, is_member=person.is_member, form=form, alert=alert, said=said, moved=moved
    )
    return await show(request, page, status=status)


async def back(request: Request) -> Response:
    """GET of an address that a form is sent to: a page that was answered there is loaded again as the pot."""
    return see_other(request, f"/gifts/pots/{request.path_params['id']}")


async def give(request: Request) -> Response:
    """POST /gifts/pots/{id}/parts"""
    person_id, pot_id = signed_in(request).person_id, request.path_params["id"]
    await pot_for(person_id, pot_id)
    form = await read_form(request, PartForm)
    if form.is_valid and not form.valid.amount:
        form.refuse("given", N_("Write how many points you give."))
    if not form.is_valid:
        return await _page(request, form=form, status=422)

    async def act() -> str:
        await add_to_pot(pot_id, form.valid.amount, person_id)
        return f"/gifts/pots/{pot_id}?said={GIVEN}&n={form.valid.amount}"

    try:
        return await once(request, form, act)
    except OrderMoved as moved:
        return await _page(request, alert=moved_words(moved.state), status=422)
    except OrderRefused as refusal:
        form.errors["given"] = refusal_words(refusal)
        return await _page(request, form=form, status=422)


async def take_back(request: Request) -> Response:
    """POST /gifts/pots/{id}/parts/removal: one's own points, while the pot collects."""
    person_id, pot_id = signed_in(request).person_id, request.path_params["id"]
    mine = (await own_points(person_id, [pot_id])).get(pot_id, 0)
    return await _press(request, take_from_pot, f"?said={BACK}&n={mine}")


async def close(request: Request) -> Response:
    """POST /gifts/pots/{id}/cancellation: by whoever opened it."""
    return await _press(request, cancel_order)


async def _press(request: Request, command: Callable[[str, str], Awaitable[None]], said: str = "") -> Response:
    person_id, pot_id = signed_in(request).person_id, request.path_params["id"]
    await pot_for(person_id, pot_id)
    form = await read_form(request, ButtonForm)

    async def act() -> str:
        await command(pot_id, person_id)
        return f"/gifts/pots/{pot_id}{said}"

    try:
        return await once(request, form, act)
    except OrderMoved as moved:
        return await _page(request, alert=moved_words(moved.state), status=422)

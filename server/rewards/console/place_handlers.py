"""/console/gifts/places: where gifts are fetched."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.rewards.catalogue_forms import ButtonForm, PlaceForm
from server.rewards.console.catalogue_queries import PlaceLine, place_lines
from server.rewards.console.pages import PlacePage, PlacesPage
from server.rewards.place_commands import add_place, rename_place, retire_place
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.locale import say
from server.web.problems import NotFound, Refused
from server.web.rendering import show
from server.web.sessions import signed_in

HERE = "/console/gifts/places"
SAID = {
    "added": N_("The place is added."),
    "saved": N_("The place is saved."),
    "retired": N_("The place is retired."),
}


async def index(request: Request) -> Response:
    """GET /console/gifts/places"""
    return await _show(request, blank(PlaceForm))


async def _show(request: Request, form: Filled[PlaceForm], status: int = 200) -> Response:
    said = SAID.get(request.query_params.get("said", ""))
    page = PlacesPage(places=await place_lines(), form=form, said=say(said) if said else "")
    return await show(request, page, status=status)


async def create(request: Request) -> Response:
    """POST /console/gifts/places"""
    form, person = await read_form(request, PlaceForm), signed_in(request)
    if not form.is_valid:
        return await _show(request, form, status=422)

    async def act() -> str:
        await add_place(form.valid.name, form.valid.hint, person.person_id)
        return f"{HERE}?said=added"

    return await _once(request, form, act, lambda: _show(request, form, status=422))


async def _once(
    request: Request,
    form: Filled[PlaceForm],
    act: Callable[[], Awaitable[str]],
    again: Callable[[], Awaitable[Response]],
) -> Response:
    try:
        return await once(request, form, act)
    except Refused as no:
        form.refuse("name", no.said, **no.values)
        return await again()


async def edit(request: Request) -> Response:
    """GET /console/gifts/places/{id}"""
    place = await _place(request)
    return await _show_one(request, place, blank(PlaceForm, name=place.name, hint=place.hint))


async def _show_one(
    request: Request, place: PlaceLine, form: Filled[PlaceForm], status: int = 200, refused: str = ""
) -> Response:
    page = PlacePage(place=place, form=form, refused=refused, key=blank(ButtonForm).key)
    return await show(request, page, status=status)


async def update(request: Request) -> Response:
    """POST /console/gifts/places/{id}"""
    place, form, person = await _place(request), await read_form(request, PlaceForm), signed_in(request)
    if not form.is_valid:
        return await _show_one(request, place, form, status=422)

    async def act() -> str:
        await rename_place(place.id, form.valid.name, form.valid.hint, person.person_id)
        return f"{HERE}?said=saved"

    return await _once(request, form, act, lambda: _show_one(request, place, form, status=422))


async def retire(request: Request) -> Response:
    """POST /console/gifts/places/{id}/retirement"""
    place, form, person = await _place(request), await read_form(request, ButtonForm), signed_in(request)

    async def act() -> str:
        await retire_place(place.id, person.person_id)
        return f"{HERE}?said=retired"

    try:
        return await once(request, form, act)
    except Refused as no:
        kept = blank(PlaceForm, name=place.name, hint=place.hint)
        return await _show_one(request, place, kept, status=422, refused=say(no.said, no.values))


async def _place(request: Request) -> PlaceLine:
    found = next((place for place in await place_lines() if place.id == request.path_params["id"]), None)
    if found is None:
        raise NotFound
    return found

"""/console/gifts: HR writes, publishes, restocks, copies and retires gifts."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from server.content.images import ImageRefused
from server.messages import N_
from server.rewards import catalogue_commands as commands
from server.rewards.catalogue_forms import ButtonForm, RewardForm, StockForm, VersionForm
from server.rewards.catalogue_refusals import Stale
from server.rewards.console.listing import desk_page
from server.rewards.console.pictures import MOST_BYTES, forget_unknown, take_picture
from server.rewards.console.showing import checked, differences, show_gift
from server.rewards.console.starters import first_values
from server.rewards.known import RewardSeen
from server.rewards.queries import rewards_by_ids
from server.settings import Settings
from server.web.forms import Filled, T, blank, read_form, uploaded
from server.web.idempotency import once
from server.web.locale import say
from server.web.problems import NotFound, Refused
from server.web.rendering import show
from server.web.sessions import signed_in

HERE = "/console/gifts"
MEANWHILE = N_("Somebody else changed this gift meanwhile. What you typed is kept: save again to put it there.")


async def index(request: Request) -> Response:
    """GET /console/gifts"""
    asked = request.query_params
    return await show(request, await desk_page(asked.get("state", ""), asked.get("page", "")))


async def new(request: Request) -> Response:
    """GET /console/gifts/new"""
    starter = first_values(request.query_params.get("starter", ""))
    return await show_gift(request, None, blank(RewardForm, **starter) if starter else None)


async def create(request: Request) -> Response:
    """POST /console/gifts"""
    form, person = await _read(request), signed_in(request)
    if not form.is_valid:
        return await show_gift(request, None, form, status=422)

    async def act() -> str:
        return f"{HERE}/{await commands.create_reward(form.valid, person.person_id)}?said=drafted"

    return await once(request, form, act)


async def _read(request: Request) -> Filled[RewardForm]:
    """What was typed, with the picture that was chosen: a refused file leaves every other field as it is."""
    form, settings = await read_form(request, RewardForm), _settings(request)
    forget_unknown(form, settings.media_dir)
    file = await uploaded(request, "file")
    if file is not None:
        try:
            await take_picture(form, settings.media_dir, await file.read(MOST_BYTES))
        except ImageRefused as no:
            form.errors.pop("illustration", None)
            form.refuse("file", no.reason, **no.values)
        finally:
            await request.close()
    return await checked(form)


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def edit(request: Request) -> Response:
    """GET /console/gifts/{id}"""
    return await show_gift(request, await _gift(request))


async def update(request: Request) -> Response:
    """POST /console/gifts/{id}"""
    gift, form, person = await _gift(request), await _read(request), signed_in(request)
    if not form.is_valid:
        return await show_gift(request, gift, form, status=422)

    async def act() -> None:
        await commands.update_reward(gift.id, form.valid, person.person_id)

    return await _act(request, gift, form, act, "saved", typed=form)


async def publish(request: Request) -> Response:
    """POST /console/gifts/{id}/publication"""
    gift, form, person = await _gift(request), await read_form(request, VersionForm), signed_in(request)
    if not form.is_valid:
        raise NotFound

    async def act() -> None:
        await commands.publish_reward(gift.id, person.person_id, form.valid.version)

    return await _act(request, gift, form, act, "published")


async def retire(request: Request) -> Response:
    """POST /console/gifts/{id}/retirement"""
    gift, form, person = await _gift(request), await read_form(request, ButtonForm), signed_in(request)

    async def act() -> None:
        await commands.retire_reward(gift.id, person.person_id)

    return await _act(request, gift, form, act, "retired")


async def restock(request: Request) -> Response:
    """POST /console/gifts/{id}/stock"""
    gift, form, person = await _gift(request), await read_form(request, StockForm), signed_in(request)
    if not form.is_valid:
        return await show_gift(request, gift, status=422, stock_form=form)

    async def act() -> str:
        await commands.add_stock(gift.id, form.valid.pieces, person.person_id)
        return f"{HERE}/{gift.id}?said=stock"

    try:
        return await once(request, form, act)
    except Refused as no:
        return await show_gift(request, gift, status=422, stock_form=form.refuse("pieces", no.said, **no.values))


async def copy(request: Request) -> Response:
    """POST /console/gifts/{id}/copy"""
    gift, form, person = await _gift(request), await read_form(request, ButtonForm), signed_in(request)

    async def act() -> str:
        return f"{HERE}/{await commands.copy_reward(gift.id, person.person_id)}?said=copied"

    return await once(request, form, act)


async def _act(
    request: Request,
    gift: RewardSeen,
    form: Filled[T],
    command: Callable[[], Awaitable[None]],
    said: str,
    *,
    typed: Filled[RewardForm] | None = None,
) -> Response:
    """Run it once; what refuses it is said on the same page, and what was typed stays."""

    async def act() -> str:
        await command()
        return f"{HERE}/{gift.id}?said={said}"

    try:
        return await once(request, form, act)
    except Stale:
        return await _show_both(request, typed)
    except Refused as no:
        return await show_gift(request, gift, typed, status=422, refused=say(no.said, no.values))


async def _show_both(request: Request, typed: Filled[RewardForm] | None) -> Response:
    """What was typed stays in the form, what was saved in between stands above it."""
    latest = await _gift(request)
    theirs = await differences(latest, typed) if typed else ()
    if typed is not None:
        typed.raw["version"] = latest.version
    return await show_gift(request, latest, typed, status=409, refused=say(MEANWHILE), theirs=theirs)


async def _gift(request: Request) -> RewardSeen:
    gift_id = request.path_params["id"]
    found = (await rewards_by_ids([gift_id])).get(gift_id)
    if found is None:
        raise NotFound
    return found

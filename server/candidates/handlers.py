"""GET /jobs/{slug}, /r/{code}, /r: what anybody may read. No session is read, no cookie is set, nothing is noted."""

import asyncio
import math

from starlette.requests import Request
from starlette.responses import Response

from server.candidates.forms import CodeForm
from server.candidates.pages import DeclinedPage, SpokenCodePage
from server.candidates.recommending import carried
from server.candidates.showing import SOME_MINUTES, as_offered, door_of_code, door_of_slug, show_door, terms_of
from server.drawing import DEFAULT_ACCENT, preview_card
from server.messages import N_
from server.openings.queries import open_openings
from server.people.queries import company
from server.referrals.referring.queries import SpokenSeen, spoken_code
from server.settings import PRODUCT_NAME
from server.web.forms import Filled, blank, read_form
from server.web.limits import take
from server.web.locale import language
from server.web.networks import network_key
from server.web.problems import TooMany
from server.web.rendering import show

TRIES, AN_HOUR, MOST_OFFERED = 10, 3600, 40
MANY_CODES = N_("Many codes were tried from your network. Try again in {minutes} minutes.")
NO_SUCH_CODE = N_("Nobody has this code now. Ask for it once more: a word, then four digits.")


async def show_opening(request: Request) -> Response:
    """GET /jobs/{slug}"""
    return await show_door(request, await door_of_slug(request, request.query_params.get("by", "")))


async def show_card(request: Request) -> Response:
    """GET /jobs/{slug}/card.png: what a messenger shows beside the link."""
    seen, profile = (await door_of_slug(request, "")).opening, await company()
    name, accent = (profile.name, profile.accent) if profile else (PRODUCT_NAME, DEFAULT_ACCENT)
    drawn = await asyncio.to_thread(preview_card, name, seen.title, terms_of(seen), accent)
    return Response(drawn, media_type="image/png", headers=SOME_MINUTES)


async def show_link(request: Request) -> Response:
    """GET /r/{code}"""
    return await show_door(request, await door_of_code(request))


async def decline(request: Request) -> Response:
    """GET /r/{code}/declined: "not for me", in one tap and without a trace."""
    door = await door_of_code(request)
    name = door.recommender.name if door.recommender else ""
    href = f"{door.path}?lang={language()}"
    return await show(request, DeclinedPage(title=door.opening.title, name=name, href=href))


async def ask_code(request: Request) -> Response:
    """GET /r"""
    return await _show_field(request, blank(CodeForm))


async def _show_field(request: Request, form: Filled[CodeForm], status: int = 200) -> Response:
    return await show(request, SpokenCodePage(form=form, name="", offered=()), status=status)


async def look_up_code(request: Request) -> Response:
    """POST /r: changes nothing and gives access to nothing; ten tries an hour for a network."""
    form = await read_form(request, CodeForm)
    if not form.is_valid:
        return await _show_field(request, form, 422)
    try:
        await take(f"spoken:{network_key(request)}", TRIES, AN_HOUR)
    except TooMany as limit:
        minutes = math.ceil(limit.retry_after / 60)
        return await _show_field(request, form.refuse("code", MANY_CODES, minutes=minutes), limit.status)
    said = await spoken_code(form.valid.code)
    if said is None:
        return await _show_field(request, form.refuse("code", NO_SUCH_CODE), 422)
    return await _show_offered(request, form, said)


async def _show_offered(request: Request, form: Filled[CodeForm], said: SpokenSeen) -> Response:
    by = carried(request.app.state.settings.secret_keys, said.person_id)
    offered = tuple(as_offered(each, by) for each in await open_openings(MOST_OFFERED))
    return await show(request, SpokenCodePage(form=form, name=said.display_name, offered=offered))

"""Recommending for one opening: the page, the words, the QR code, the card."""

from starlette.requests import Request
from starlette.responses import Response

from server.openings.queries import OpeningSeen
from server.people.queries import person_by_id
from server.referrals.referring.building import card_page, opening_to_refer, qr_page, refer_page
from server.referrals.referring.commands import write_words
from server.referrals.referring.forms import WordsForm
from server.referrals.referring.pages import ClosedPage
from server.web.forms import read_form
from server.web.idempotency import once
from server.web.rendering import show
from server.web.sessions import signed_in

GONE = 410


async def new(request: Request) -> Response:
    """GET /jobs/{slug}/referrals/new"""
    opening = await opening_to_refer(request.path_params["slug"])
    if not opening.is_open:
        return await _closed(request, opening)
    done = request.query_params.get("done", "")
    return await show(request, await refer_page(signed_in(request), opening, _public_url(request), done=done))


async def update_words(request: Request) -> Response:
    """POST /jobs/{slug}/referrals/words"""
    opening, person = await opening_to_refer(request.path_params["slug"]), signed_in(request)
    form = await read_form(request, WordsForm)
    if not opening.is_open:
        return await _closed(request, opening)
    if not form.is_valid:
        page = await refer_page(person, opening, _public_url(request), words=form)
        return await show(request, page, status=422)

    async def act() -> str:
        await write_words(person.person_id, opening.id, form.valid.words)
        return f"/jobs/{opening.slug}/referrals/new?done=words#words"

    return await once(request, form, act)


async def qr(request: Request) -> Response:
    """GET /jobs/{slug}/qr"""
    opening = await opening_to_refer(request.path_params["slug"])
    if not opening.is_open:
        return await _closed(request, opening)
    return await show(request, await qr_page(signed_in(request), opening, _public_url(request)))


async def card(request: Request) -> Response:
    """GET /jobs/{slug}/card"""
    opening, person = await opening_to_refer(request.path_params["slug"]), signed_in(request)
    if not opening.is_open:
        return await _closed(request, opening)
    profile = await person_by_id(person.person_id)
    name = profile.shown_name if profile else person.given_name
    return await show(request, await card_page(person, opening, _public_url(request), name))


async def _closed(request: Request, opening: OpeningSeen) -> Response:
    return await show(request, ClosedPage(opening=opening), status=GONE)


def _public_url(request: Request) -> str:
    return str(request.app.state.settings.public_url)

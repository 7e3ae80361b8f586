"""One's own referrals: the list, one of them, and asking for news."""

from starlette.requests import Request
from starlette.responses import Response

from server.referrals.own.building import own_referral, referral_page, referrals_page
from server.referrals.own.commands import ask_for_news
from server.referrals.referring.forms import NothingForm
from server.web.forms import read_form
from server.web.idempotency import once
from server.web.rendering import show
from server.web.sessions import signed_in


async def index(request: Request) -> Response:
    """GET /referrals"""
    return await show(request, await referrals_page(signed_in(request).person_id))


async def show_referral(request: Request) -> Response:
    """GET /referrals/{id}"""
    return await show(request, await referral_page(signed_in(request).person_id, request.path_params["id"]))


async def ask_news(request: Request) -> Response:
    """POST /referrals/{id}/news: once a week; asking again says when it was."""
    person_id, about = signed_in(request).person_id, request.path_params["id"]
    await own_referral(person_id, about)
    form = await read_form(request, NothingForm)

    async def act() -> str:
        await ask_for_news(person_id, about)
        return f"/referrals/{about}#news"

    return await once(request, form, act)

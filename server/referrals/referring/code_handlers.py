"""The code that somebody says aloud: seeing it, choosing its word, taking it back."""

from starlette.requests import Request
from starlette.responses import Response

from server.referrals.referring.building import host_of, spoken_by
from server.referrals.referring.commands import WordTaken, choose_code, revoke_code
from server.referrals.referring.forms import NothingForm, SpokenForm
from server.referrals.referring.pages import CodePage
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.limits import take
from server.web.rendering import show
from server.web.sessions import signed_in

PATH, CODES_A_DAY = "/me/code", 10


async def index(request: Request) -> Response:
    """GET /me/code"""
    return await _show(request, blank(SpokenForm), 200)


async def create(request: Request) -> Response:
    """POST /me/code: another word, other digits; what was said before leads nowhere."""
    person_id, form = signed_in(request).person_id, await read_form(request, SpokenForm)
    if not form.is_valid:
        return await _show(request, form, 422)
    await take(f"codes:{person_id}", CODES_A_DAY, 24 * 3600)

    async def act() -> str:
        await choose_code(person_id, form.valid.word)
        return PATH

    try:
        return await once(request, form, act)
    except WordTaken as refusal:
        return await _show(request, form.refuse("word", refusal.said), 422)


async def destroy(request: Request) -> Response:
    """POST /me/code/deletion"""
    person_id, form = signed_in(request).person_id, await read_form(request, NothingForm)

    async def act() -> str:
        await revoke_code(person_id)
        return PATH

    return await once(request, form, act)


async def _show(request: Request, form: Filled[SpokenForm], status: int) -> Response:
    page = CodePage(
        shown=await spoken_by(signed_in(request).person_id),
        host=host_of(str(request.app.state.settings.public_url)),
        form=form,
        revoking=blank(NothingForm),
    )
    return await show(request, page, status=status)

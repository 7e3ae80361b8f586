"""/c/{token}: a candidate's own page, withdrawing, erasing, staying in touch. The token alone opens it: it is in no
log, no search engine and no Referer, and no cache keeps the page."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from server.candidates.erasing import erase
from server.candidates.forms import NothingForm
from server.candidates.own_page import NothingKept, own_page
from server.candidates.pages import ErasedPage, ErasurePage
from server.candidates.pool import join_pool, leave_pool, renew
from server.candidates.vault import CandidateSeen, candidate_by_token
from server.people.programme_zone import live_in_the_programmes_zone
from server.referrals.moving import MovedMeanwhile, withdraw
from server.referrals.queries import referral_of
from server.web.forms import blank, read_form
from server.web.htmx import see_other
from server.web.idempotency import once_for
from server.web.locale import language
from server.web.rendering import Page, show

HIDDEN = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}


async def show_own(request: Request) -> Response:
    """GET /c/{token}"""
    candidate, token = await _candidate(request), request.path_params["token"]
    if candidate is None:
        return await _show_nothing(request)
    public_url, key = request.app.state.settings.public_url, blank(NothingForm).key
    try:
        is_new = "new" in request.query_params
        return await _show(request, await own_page(candidate, token, public_url, key, is_new=is_new))
    except NothingKept:
        return await _show_nothing(request)


async def _candidate(request: Request) -> CandidateSeen | None:
    await live_in_the_programmes_zone()
    return await candidate_by_token(request.path_params["token"])


async def _show(request: Request, page: Page, status: int = 200) -> Response:
    return await show(request, page, status=status, headers=HIDDEN)


async def _show_nothing(request: Request) -> Response:
    return await _show(request, ErasedPage(is_done=False), NothingKept.status)


async def withdraw_own(request: Request) -> Response:
    """POST /c/{token}/withdrawal: the application ends, what is held stays until its day."""
    return await _act(request, "withdrawal", _withdraw)


async def _withdraw(candidate_id: str) -> None:
    referral = await referral_of(candidate_id)
    if referral is None:
        return
    try:
        await withdraw(referral.id)
    except MovedMeanwhile:
        return  # it had ended: the page says how


async def join(request: Request) -> Response:
    """POST /c/{token}/pool: the one thing that wants a tick."""
    form = await request.form(max_files=0, max_fields=10)
    if form.get("consent") != "on":
        return await _back(request)
    return await _act(request, "pool", join_pool)


async def leave(request: Request) -> Response:
    """POST /c/{token}/pool/removal"""
    return await _act(request, "pool.removal", leave_pool)


async def stay(request: Request) -> Response:
    """POST /c/{token}/pool/renewal"""
    return await _act(request, "pool.renewal", renew)


async def _act(request: Request, name: str, command: Callable[[str], Awaitable[object]]) -> Response:
    """One act of theirs, once; what is kept of the form names neither them nor their link."""
    candidate, form = await _candidate(request), await read_form(request, NothingForm)
    if candidate is None:
        return await _show_nothing(request)

    async def act() -> str:
        await command(candidate.id)
        return ""

    await once_for("", f"candidate.{name}", form, act)
    return await _back(request)


async def _back(request: Request) -> Response:
    return see_other(request, f"/c/{request.path_params['token']}?lang={language()}")


async def ask_erasure(request: Request) -> Response:
    """GET /c/{token}/erasure: the first of two steps."""
    if await _candidate(request) is None:
        return await _show_nothing(request)
    page = ErasurePage(path=f"/c/{request.path_params['token']}", key=blank(NothingForm).key)
    return await _show(request, page)


async def erase_own(request: Request) -> Response:
    """POST /c/{token}/erasure: twice is once."""
    candidate = await _candidate(request)
    if candidate is not None:
        await erase(candidate.id)
    return see_other(request, f"/c/erased?lang={language()}")


async def erased(request: Request) -> Response:
    """GET /c/erased"""
    return await _show(request, ErasedPage(is_done=True))

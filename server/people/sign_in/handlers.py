"""GET and POST /sign-in, /sign-in/code; POST /sign-out."""

import math
import secrets

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.drawing import sign_in_scene
from server.messages import N_
from server.people.queries import company
from server.people.sessions import end_session
from server.people.sign_in.browser import Waiting, known_browser, secret_for, wait, waiting
from server.people.sign_in.commands import mail_code, sign_in_by_code
from server.people.sign_in.entering import enter
from server.people.sign_in.forms import CodeForm, SignInForm
from server.people.sign_in.limits import allow_code
from server.people.sign_in.pages import CodePage, SignInPage
from server.settings import Settings
from server.web.forms import Filled, blank, read_form
from server.web.htmx import see_other
from server.web.limits import take
from server.web.locale import language
from server.web.networks import blinded, network_key
from server.web.paths import own_path
from server.web.problems import TooMany
from server.web.rendering import show
from server.web.sessions import forget_session, session_cookie, signed_in_or_none

TOO_MANY_CODES = N_("Many codes were asked for. Ask again in {minutes} minutes.")
WRONG_CODE = N_("This code does not match, or no longer counts. Read the latest letter, or ask for a new code.")
REQUEST_OVER = N_("This took a while. Write your address again and a fresh code follows.")
PURGE = {"X-Offline": "purge"}


async def new(request: Request) -> Response:
    """GET /sign-in"""
    after = own_path(request.query_params.get("next", ""))
    if signed_in_or_none(request):
        return RedirectResponse(after or "/", status_code=303)
    return await show_door(request, blank(SignInForm, next=after))


async def show_door(request: Request, form: Filled[SignInForm], status: int = 200, why: str = "") -> Response:
    """The sign-in page; whatever a worker kept of somebody on this device goes."""
    page = SignInPage(form=form, scene=sign_in_scene(), why=why, is_set_up=await company() is not None)
    return await show(request, page, status=status, headers=PURGE)


async def create(request: Request) -> Response:
    """POST /sign-in: the same answer whoever asks."""
    form = await read_form(request, SignInForm)
    if not form.is_valid:
        return await show_door(request, form, 422)
    try:
        asked = await _ask(request, form)
    except TooMany as limit:
        return await _show_limit(request, form, limit)
    if form.valid.kept:
        response = await show_code(request, asked, blank(CodeForm, kept=form.valid.kept))
    else:
        response = see_other(request, f"/sign-in/code?lang={language()}")
    wait(request, response, asked)
    return response


async def _ask(request: Request, form: Filled[SignInForm]) -> Waiting:
    settings: Settings = request.app.state.settings
    email = form.valid.email
    asked = Waiting(secret_for(request, email, form.key), email, own_path(form.valid.next))
    if await _is_second_tap(request, form):
        return asked
    account = blinded(request, email)
    await allow_code(network_key(request), account, known_browser(request, account))
    await mail_code(email, asked.secret, settings.public_url, language())
    return asked


async def _is_second_tap(request: Request, form: Filled[SignInForm]) -> bool:
    try:
        await take(f"code:tap:{blinded(request, f'{form.key} {form.valid.email}')}", 1, 600)
    except TooMany:
        return True
    return False


async def _show_limit(request: Request, form: Filled[SignInForm], limit: TooMany) -> Response:
    form.refuse("email", TOO_MANY_CODES, minutes=math.ceil(limit.retry_after / 60))
    form.key = secrets.token_urlsafe(18)
    response = await show_door(request, form, 429)
    response.headers["Retry-After"] = str(limit.retry_after)
    return response


async def show_code(request: Request, asked: Waiting, form: Filled[CodeForm], status: int = 200) -> Response:
    """The page for the six digits."""
    again = blank(SignInForm, email=asked.email, next=asked.next, kept=form.said("kept"))
    return await show(request, CodePage(email=asked.email, form=form, again=again), status=status, headers=PURGE)


async def code(request: Request) -> Response:
    """GET /sign-in/code"""
    asked = waiting(request)
    if asked is None or signed_in_or_none(request):
        return RedirectResponse("/sign-in", status_code=303)
    return await show_code(request, asked, blank(CodeForm))


async def confirm(request: Request) -> Response:
    """POST /sign-in/code"""
    form, asked = await read_form(request, CodeForm), waiting(request)
    if asked is None:
        over = blank(SignInForm, kept=form.said("kept"))
        return await show_door(request, over.refuse("email", REQUEST_OVER), 422)
    if not form.is_valid:
        return await show_code(request, asked, form, 422)
    agent = request.headers.get("user-agent", "")
    opened = await sign_in_by_code(form.valid.code, asked.secret, agent, session_cookie(request))
    if opened is None:
        return await show_code(request, asked, form.refuse("code", WRONG_CODE), 422)
    return await enter(request, opened, asked.email, asked.next, form.valid.kept)


async def destroy(request: Request) -> Response:
    """POST /sign-out"""
    person = signed_in_or_none(request)
    if person is not None:
        await end_session(person.session_hash, person.person_id)
    response = see_other(request, "/sign-in")
    forget_session(request, response)
    return response

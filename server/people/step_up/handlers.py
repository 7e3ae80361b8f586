"""POST /step-up/code asks for the code, POST /step-up gives it; what was being done comes along."""

import math

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.people.kept import kept
from server.people.queries import sign_in_person
from server.people.sign_in.forms import CodeForm, KeptForm
from server.people.sign_in.handlers import WRONG_CODE
from server.people.sign_in.pages import ContinuePage
from server.people.step_up.commands import mail_step_up_code, step_up
from server.people.step_up.pages import StepUpPage
from server.settings import Settings
from server.web.forms import Filled, blank, read_form
from server.web.htmx import see_other
from server.web.locale import say
from server.web.problems import TooMany
from server.web.rendering import show
from server.web.sessions import session_cookie, signed_in

NO_ADDRESS = N_("There is no address to send a code to. Ask whoever runs this installation for a sign-in link.")
TOO_MANY_CODES = N_("Many codes were sent. Ask again in {minutes} minutes.")


async def ask(request: Request) -> Response:
    """POST /step-up/code"""
    form = await read_form(request, KeptForm)
    return await ask_for_code(request, form.said("kept"), status=200)


async def ask_for_code(request: Request, kept_text: str, *, status: int) -> Response:
    """Mail a code and show where to type it."""
    person = await sign_in_person(signed_in(request).person_id)
    if person is None or not person.email:
        return await show_step_up(request, blank(CodeForm, kept=kept_text), "", NO_ADDRESS, status=status)
    settings: Settings = request.app.state.settings
    try:
        await mail_step_up_code(person, session_cookie(request) or "", settings.public_url)
    except TooMany as limit:
        sentence = say(TOO_MANY_CODES, {"minutes": math.ceil(limit.retry_after / 60)})
        return await show_step_up(request, blank(CodeForm, kept=kept_text), person.email, sentence, status=429)
    return await show_step_up(request, blank(CodeForm, kept=kept_text), person.email, status=status, is_sent=True)


async def show_step_up(
    request: Request, form: Filled[CodeForm], email: str, sentence: str = "", *, status: int, is_sent: bool = False
) -> Response:
    """The page, with or without the field for the code."""
    again = blank(KeptForm, kept=form.said("kept"))
    page = StepUpPage(is_sent=is_sent, email=email, sentence=say(sentence) if sentence else "", form=form, again=again)
    return await show(request, page, status=status)


async def create(request: Request) -> Response:
    """POST /step-up"""
    form, person = await read_form(request, CodeForm), signed_in(request)
    secret = session_cookie(request) or ""
    if form.is_valid and await step_up(person.person_id, person.session_hash, form.valid.code, secret):
        return await _go_on(request, form.valid.kept)
    if form.is_valid:
        form.refuse("code", WRONG_CODE)
    found = await sign_in_person(person.person_id)
    return await show_step_up(request, form, (found.email or "") if found else "", status=422, is_sent=True)


async def _go_on(request: Request, kept_text: str) -> Response:
    settings: Settings = request.app.state.settings
    form = kept(settings.secret_keys, kept_text)
    if form is None or not form.is_posted:
        return see_other(request, form.path if form else "/")
    return await show(request, ContinuePage(name=signed_in(request).given_name, kept=form))

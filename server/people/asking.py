"""Asks who somebody is, and carries what they posted through to its address."""

from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.people.kept import KeptForm, keep
from server.people.sign_in.forms import CodeForm, SignInForm
from server.people.sign_in.pages import SignInAgainPage
from server.people.step_up.handlers import ask_for_code, show_step_up
from server.settings import Settings
from server.web.forms import blank
from server.web.htmx import replace_page, see_other
from server.web.locale import say
from server.web.paths import own_path
from server.web.problems import Problem, StepUpNeeded
from server.web.rendering import show
from server.web.sessions import forget_session, session_cookie

Fields = tuple[tuple[str, str], ...]
SIGNED_OUT = N_("You are no longer signed in here. What you wrote is kept: sign in, and it can be sent.")
SAFE = ("GET", "HEAD")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def ask_who(request: Request, problem: Problem, kept: Fields) -> Response:
    """Lead to sign-in or to step-up; what was posted is carried in a signed hidden field."""
    if isinstance(problem, StepUpNeeded):
        return replace_page(request, await _step_up(request, kept))
    response = await _sign_in(request, kept)
    if session_cookie(request):
        forget_session(request, response)
    return response


async def _sign_in(request: Request, kept: Fields) -> Response:
    if request.method in SAFE:
        after = own_path(_asked_for(request))
        return see_other(request, f"/sign-in?{_query(after)}" if after else "/sign-in")
    if not _is_form(request):
        return Response(status_code=401)
    form = blank(SignInForm, kept=_carried(request, kept))
    page = SignInAgainPage(form=form, why=say(SIGNED_OUT))
    return replace_page(request, await show(request, page, status=401, headers={"X-Offline": "purge"}))


async def _step_up(request: Request, kept: Fields) -> Response:
    carried = _carried(request, kept)
    if request.method in SAFE:
        return await show_step_up(request, blank(CodeForm, kept=carried), "", status=403)
    return await ask_for_code(request, carried, status=403)


def _asked_for(request: Request) -> str:
    query = request.url.query
    return quote(request.scope["path"]) + (f"?{query}" if query else "")


def _query(after: str) -> str:
    return urlencode({"next": after})


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type", FORMS[0]).partition(";")[0].strip().lower() in FORMS


def _carried(request: Request, kept: Fields) -> str:
    settings: Settings = request.app.state.settings
    form = KeptForm(_asked_for(request), request.method == "POST", kept)
    return keep(settings.secret_keys, form)

"""GET and POST /setup/{token}"""

from starlette.requests import Request
from starlette.responses import Response

from server.drawing import DEFAULT_ACCENT
from server.people.setup.commands import Founding, check_setup_token, found_company
from server.people.setup.forms import SetupForm
from server.people.setup.pages import SetupPage
from server.people.setup.zones import zones
from server.web.forms import Filled, blank, read_form
from server.web.htmx import see_other
from server.web.locale import language
from server.web.rendering import show
from server.web.sessions import set_session_cookie

PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
FIRST_ZONE = "Europe/Paris"


async def new(request: Request) -> Response:
    """GET /setup/{token}"""
    await check_setup_token(request.path_params["token"])
    form = blank(SetupForm, zone=FIRST_ZONE, languages=["fr", "en"], accent=DEFAULT_ACCENT)
    return await _show(request, form, 200)


async def create(request: Request) -> Response:
    """POST /setup/{token}"""
    await check_setup_token(request.path_params["token"])
    form = await read_form(request, SetupForm)
    if not form.is_valid:
        return await _show(request, form, 422)
    founding = Founding(**form.valid.model_dump(), language=_first_language(form.valid))
    opened = await found_company(request.path_params["token"], founding, request.headers.get("user-agent", ""))
    response = see_other(request, "/welcome")
    set_session_cookie(request, response, opened.session_id, opened.lasts)
    return response


def _first_language(form: SetupForm) -> str:
    return language() if language() in form.languages else form.languages[0]


async def _show(request: Request, form: Filled[SetupForm], status: int) -> Response:
    page = SetupPage(form=form, zones=tuple((name, name) for name in zones()))
    return await show(request, page, status=status, headers=PRIVATE)

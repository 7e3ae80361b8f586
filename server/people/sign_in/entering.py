"""The last step of every sign-in: cookies, and on to where somebody was going."""

from starlette.requests import Request
from starlette.responses import Response

from server.people.kept import kept
from server.people.sign_in.browser import know, stop_waiting
from server.people.sign_in.commands import Opened
from server.people.sign_in.pages import ContinuePage
from server.settings import Settings
from server.web.htmx import see_other
from server.web.networks import blinded
from server.web.rendering import show
from server.web.sessions import set_session_cookie


async def enter(request: Request, opened: Opened, email: str, after: str, kept_text: str) -> Response:
    """Give the browser its session; a form from before waits behind one button, a page is simply opened."""
    settings: Settings = request.app.state.settings
    form = kept(settings.secret_keys, kept_text)
    if form is None or not form.is_posted:
        response = see_other(request, (form.path if form else after) or "/")
    else:
        response = await show(request, ContinuePage(name=opened.given_name, kept=form))
    set_session_cookie(request, response, opened.session_id, opened.lasts)
    stop_waiting(request, response)
    know(request, response, blinded(request, email))
    return response

"""GET and POST /sign-in/link/{token}: looking uses nothing up, the button does."""

from starlette.requests import Request
from starlette.responses import Response

from server.people.queries import sign_in_person
from server.people.sign_in.browser import waiting
from server.people.sign_in.commands import link_owner, sign_in_by_link
from server.people.sign_in.entering import enter
from server.people.sign_in.pages import LinkPage
from server.web.rendering import show
from server.web.sessions import session_cookie

PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex", "X-Offline": "purge"}


async def link(request: Request) -> Response:
    """GET /sign-in/link/{token}"""
    owner = await link_owner(request.path_params["token"])
    return await _show(request, owner.given_name if owner else "")


async def follow(request: Request) -> Response:
    """POST /sign-in/link/{token}"""
    agent = request.headers.get("user-agent", "")
    opened = await sign_in_by_link(request.path_params["token"], agent, session_cookie(request))
    person = await sign_in_person(opened.person_id) if opened else None
    if opened is None or person is None:
        return await _show(request, "")
    email, asked = (person.email or ""), waiting(request)
    after = asked.next if asked is not None and asked.email == email.lower() else ""
    response = await enter(request, opened, email.lower(), after, "")
    response.headers["Referrer-Policy"] = PRIVATE["Referrer-Policy"]
    return response


async def _show(request: Request, name: str) -> Response:
    page = LinkPage(name=name, action=request.url.path)
    return await show(request, page, status=200 if name else 410, headers=PRIVATE)

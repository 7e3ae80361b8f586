"""The one policy: what a route needs, and who has it. A route says its need or does not exist."""

from collections.abc import Awaitable, Callable
from enum import Enum

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from server.web.locale import speak
from server.web.problems import Forbidden, NotFound, Problem, SignInNeeded, StepUpNeeded
from server.web.sessions import SignedIn, session_cookie

Handler = Callable[[Request], Awaitable[Response]]


class Need(Enum):
    """What a route asks of the person who calls it."""

    NOTHING = "nothing"  # reads no session: the same bytes for everybody
    VISITOR = "visitor"  # knows who is there, asks nothing
    SIGNED_IN = "signed_in"  # any account, joined or not
    MEMBER = "member"  # takes part in the programme
    EDITOR = "editor"
    HR = "hr"
    ADMIN = "admin"


ROLES: dict[Need, frozenset[str]] = {
    Need.EDITOR: frozenset({"editor", "hr", "admin"}),
    Need.HR: frozenset({"hr", "admin"}),
    Need.ADMIN: frozenset({"admin"}),
}


def route(
    method: str, path: str, handler: Handler, name: str, need: Need, *,
    step_up: bool = False, largest: int | None = None,
) -> Route:  # fmt: skip
    """A route with its need, checked before the handler runs; `largest` is for one that bounds its body itself."""

    async def endpoint(request: Request) -> Response:
        _refuse_what_no_browser_sends(request)
        if need is not Need.NOTHING:
            request.state.signed_in = await _load(request)
        refusal = permit(request, need, step_up)
        return refusal if refusal is not None else await handler(request)

    endpoint.need, endpoint.step_up = need, step_up  # type: ignore[attr-defined]
    return Route(path, endpoint, methods=[method], name=name, max_body_size=largest)


def _refuse_what_no_browser_sends(request: Request) -> None:
    if "\x00" in request.scope["path"] or b"%00" in request.scope.get("query_string", b""):
        raise NotFound  # no text of a database holds it
    kind = request.headers.get("content-type", "").lower()
    if kind.startswith("multipart/") and "charset" in kind and "utf-8" not in kind:
        raise Problem  # some charsets decode to what no database holds


async def _load(request: Request) -> SignedIn | None:
    cookie = session_cookie(request)
    found: SignedIn | None = await request.app.state.load_session(cookie, request) if cookie else None
    if found is not None and "lang" not in request.query_params:
        speak(found.language)
    return found


def permit(request: Request, need: Need, step_up: bool) -> Response | None:
    """Let the request through (None), lead it where it can be, or raise the refusal."""
    if need in (Need.NOTHING, Need.VISITOR):
        return None
    person: SignedIn | None = request.state.signed_in
    if person is None:
        raise SignInNeeded
    if need in ROLES and person.role not in ROLES[need]:
        raise Forbidden
    if need is Need.MEMBER and not person.is_member:
        return _towards_joining(request, person)
    if step_up and not person.has_stepped_up:
        raise StepUpNeeded
    return None


def _towards_joining(request: Request, person: SignedIn) -> Response:
    if request.method != "GET":
        raise Forbidden
    return RedirectResponse("/settings/participation" if person.opted_out else "/welcome", status_code=303)

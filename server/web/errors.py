"""Errors that speak: every refusal becomes a page with the right status, and nothing typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from tortoise.exceptions import DBConnectionError, OperationalError

from server.database.outages import is_passing
from server.messages import N_
from server.settings import ROOT
from server.web.headers import HEADERS
from server.web.locale import language, say
from server.web.logs import log
from server.web.problems import Doubled, NotFound, Problem, SignInNeeded, StepUpNeeded, TooMany
from server.web.rendering import Page, show

TITLES = {
    401: N_("Sign in to continue"),
    403: N_("This page is not open to you"),
    404: N_("Still water"),
    405: N_("Not this way"),
    409: N_("Already sent"),
    410: N_("No longer here"),
    413: N_("Too large"),
    429: N_("A moment, please"),
    503: N_("Nothing was lost"),
    507: N_("Nothing was lost"),
}
OTHER_TITLE = N_("This did not work")
BUSY = N_("The database is busy for a moment. Nothing was lost: send again in a few seconds.")
METHOD = N_("This address does not answer that kind of request.")
TOO_LARGE = N_("What you sent is larger than this page takes.")
LARGEST_KEPT = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage(Page):
    """One page for all refusals."""

    template: ClassVar[str] = "errors/error.html"
    title: str
    sentence: str
    location: str | None
    kept: tuple[tuple[str, str], ...]


async def problem(request: Request, error: Exception) -> Response:
    """Answer a refusal of ours."""
    assert isinstance(error, Problem)
    if isinstance(error, (SignInNeeded, StepUpNeeded)):
        return await _ask_who(request, error)
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else None
    location = error.location if isinstance(error, Doubled) else None
    return await _page(request, error.status, say(error.said, error.values), location, headers)


async def _ask_who(request: Request, error: Problem) -> Response:
    """Sign-in or step-up, which carry what was posted through to its address."""
    answer: Response = await request.app.state.ask_who(request, error, await kept_fields(request))
    return answer


async def http_error(request: Request, error: Exception) -> Response:
    """Answer what Starlette refuses: unknown addresses, wrong methods, bodies too large."""
    assert isinstance(error, HTTPException)
    sentence = {404: NotFound.message, 405: METHOD, 413: TOO_LARGE}.get(error.status_code, Problem.message)
    return await _page(request, error.status_code, say(sentence), None, dict(error.headers or {}))


async def database_error(request: Request, error: Exception) -> Response:
    """The database is away or busy: nothing was lost, tap again."""
    log.error("database_away", problem=type(error).__name__, detail=str(error)[:120])
    text = str(error).lower()
    if not isinstance(error, DBConnectionError) and not any(word in text for word in ("locked", "full", "readonly")):
        return static_500(request, error)
    status = 507 if "full" in text else 503
    return _plain(request, status, say(BUSY))


def static_500(request: Request, error: Exception) -> Response:
    """Our bug: a page that needs nothing, with the id to tell the operator."""
    if is_passing(error):
        log.error("database_away", problem=type(error).__name__)
        return _plain(request, 503, say(BUSY))
    log.error("bug", problem=type(error).__name__, exc_info=error)
    text = (ROOT / "templates" / "errors" / "500.html").read_text(encoding="utf-8")
    request_id = getattr(request.state, "request_id", "")
    return HTMLResponse(text.replace("[request-id]", request_id), 500, headers=HEADERS)


async def _page(
    request: Request, status: int, sentence: str, location: str | None, headers: dict[str, str] | None
) -> Response:
    page = ErrorPage(
        title=say(TITLES.get(status, OTHER_TITLE)),
        sentence=sentence,
        location=location,
        kept=await kept_fields(request) if status in (409, 429) else (),
    )
    return await show(request, page, status=status, headers=headers)


def _plain(request: Request, status: int, sentence: str) -> Response:
    text = (ROOT / "templates" / "errors" / "busy.html").read_text(encoding="utf-8")
    request_id = getattr(request.state, "request_id", "")
    body = text.replace('lang="en"', f'lang="{language()}"', 1)  # the file is whole as it lies: checked like any page
    body = body.replace("[sentence]", sentence).replace("[request-id]", request_id)
    return HTMLResponse(body, status, headers={**HEADERS, "Retry-After": "3"})


async def kept_fields(request: Request) -> tuple[tuple[str, str], ...]:
    """The text fields of a refused form, to be carried on in hidden fields."""
    if request.method != "POST":
        return ()
    if request._form is not None or "multipart" in request.headers.get("content-type", ""):  # read once already
        form = await request.form(max_files=2, max_fields=200)
        return tuple((name, value) for name, value in form.multi_items() if isinstance(value, str))
    body = await request.body()
    if len(body) > LARGEST_KEPT:
        return ()
    return tuple(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


HANDLERS: dict[Any, Callable[[Request, Exception], Any]] = {
    Problem: problem,
    HTTPException: http_error,
    OperationalError: database_error,
    DBConnectionError: database_error,
    Exception: static_500,
}

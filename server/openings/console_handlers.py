"""/console/jobs: HR writes, publishes, closes and opens openings again."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.openings import commands
from server.openings.console_pages import OpeningsPage
from server.openings.console_queries import MOST_PAGES, STATES, counts_by_state, opening_lines
from server.openings.console_showing import STATE_NAMES, checked, show_opening
from server.openings.forms import ClosingForm, OpeningForm, VersionForm
from server.openings.queries import OpeningSeen, opening
from server.web.forms import Filled, T, read_form
from server.web.idempotency import once
from server.web.locale import say
from server.web.problems import NotFound, Refused
from server.web.rendering import show
from server.web.sessions import signed_in

FILTERS = {"draft": N_("Drafts"), "open": N_("Open"), "closed": N_("Closed")}
MEANWHILE = N_("Somebody else changed this opening meanwhile. What you typed is kept: save again.")
LONGEST = 80


async def index(request: Request) -> Response:
    """GET /console/jobs"""
    asked = request.query_params
    state = asked.get("state", "") if asked.get("state") in STATES else ""
    words, number = asked.get("q", "")[:LONGEST].replace("\0", "").strip(), _page_number(asked.get("page", ""))
    found, has_more = await opening_lines(state, words, number)
    page = OpeningsPage(
        openings=found,
        filters=await _filters(state),
        state=state,
        words=words,
        state_names={key: say(name) for key, name in STATE_NAMES.items()},
        next_href=_address(state=state, q=words, page=str(number + 1)) if has_more else "",
    )
    return await show(request, page)


def _page_number(text: str) -> int:
    return min(int(text), MOST_PAGES) or 1 if text.isascii() and text.isdigit() and len(text) < LONGEST else 1


async def _filters(state: str) -> tuple[tuple[str, str, bool], ...]:
    counts = await counts_by_state()
    named = ((f"{say(FILTERS[each])} ({counts[each]})", _address(state=each), state == each) for each in STATES)
    return ((say(N_("All")), "/console/jobs", state == ""), *named)


def _address(**asked: str) -> str:
    kept = urlencode({name: value for name, value in asked.items() if value})
    return f"/console/jobs?{kept}" if kept else "/console/jobs"


async def new(request: Request) -> Response:
    """GET /console/jobs/new"""
    return await show_opening(request, None)


async def create(request: Request) -> Response:
    """POST /console/jobs"""
    form, person = await checked(await read_form(request, OpeningForm), None), signed_in(request)
    if not form.is_valid:
        return await show_opening(request, None, form, status=422)

    async def act() -> str:
        return f"/console/jobs/{await commands.create_opening(form.valid, person.person_id)}"

    return await once(request, form, act)


async def edit(request: Request) -> Response:
    """GET /console/jobs/{id}"""
    return await show_opening(request, await _opening(request))


async def update(request: Request) -> Response:
    """POST /console/jobs/{id}"""
    found, person = await _opening(request), signed_in(request)
    form = await checked(await read_form(request, OpeningForm), found)
    if not form.is_valid:
        return await show_opening(request, found, form, status=422)

    async def act() -> None:
        await commands.update_opening(found.id, form.valid, person.person_id)

    return await _act(request, found, form, act, typed=form)


async def publish(request: Request) -> Response:
    """POST /console/jobs/{id}/publication: open a draft, or open again what was closed."""
    found, form, person = await _opening(request), await read_form(request, VersionForm), signed_in(request)
    if not form.is_valid:
        raise NotFound

    async def act() -> None:
        await commands.publish_opening(found.id, person.person_id, form.valid.version)

    return await _act(request, found, form, act)


async def close(request: Request) -> Response:
    """POST /console/jobs/{id}/closing"""
    found, form, person = await _opening(request), await read_form(request, ClosingForm), signed_in(request)
    if not form.is_valid:
        return await show_opening(request, found, status=422, closing=form)

    async def act() -> None:
        await commands.close_opening(found.id, form.valid.because, person.person_id)

    return await _act(request, found, form, act)


async def _act(
    request: Request,
    found: OpeningSeen,
    form: Filled[T],
    command: Callable[[], Awaitable[None]],
    *,
    typed: Filled[OpeningForm] | None = None,
) -> Response:
    """Run it once; what refuses it is said on the same page, and what was typed stays."""

    async def act() -> str:
        await command()
        return f"/console/jobs/{found.id}"

    try:
        return await once(request, form, act)
    except commands.Stale:
        latest = await _opening(request)
        if typed is not None:
            typed.raw["version"] = latest.version
        return await show_opening(request, latest, typed, status=409, refused=say(MEANWHILE))
    except Refused as no:
        return await show_opening(request, found, typed, status=422, refused=say(no.said, no.values))


async def _opening(request: Request) -> OpeningSeen:
    found = await opening(request.path_params["id"])
    if found is None:
        raise NotFound
    return found

"""GET /console, /console/people and /console/people/{id}; roles and departures."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.messages import N_
from server.people.console import commands
from server.people.console.forms import NothingForm, RoleForm
from server.people.console.pages import Line, PeoplePage, PersonPage
from server.people.console.queries import FILTERS, PER_PAGE, Listed, list_people, listed_person, to_invite_count
from server.people.console.wording import FILTERS as FILTER_NAMES
from server.people.console.wording import ROLES, reach_of
from server.web.forms import Filled, T, blank, read_form
from server.web.idempotency import once
from server.web.locale import day, say
from server.web.problems import NotFound, Refused
from server.web.rendering import show
from server.web.sessions import SignedIn, signed_in

ON_THEIR_WAY = N_("The invitations are on their way. Whoever had both letters gets no third one.")


async def home(request: Request) -> Response:
    """GET /console: the first room of the role."""
    room = "/console/posts" if signed_in(request).role == "editor" else "/console/people"
    return RedirectResponse(room, status_code=303)


async def index(request: Request) -> Response:
    """GET /console/people"""
    asked = request.query_params
    chosen = asked.get("state", "") if asked.get("state") in FILTERS else ""
    words, page = asked.get("q", "")[:100], _page(asked.get("page", ""))
    found = await list_people(chosen, words, page)
    shown = PeoplePage(
        lines=tuple(map(_line, found.people)),
        total=found.total,
        filters=tuple((say(name), _address(state=slug), slug == chosen) for slug, name in FILTER_NAMES.items()),
        chosen=chosen,
        words=words,
        to_invite=await to_invite_count(),
        previous_href=_address(state=chosen, q=words, page=str(page - 1)) if page > 1 else "",
        next_href=_address(state=chosen, q=words, page=str(page + 1)) if found.total > page * PER_PAGE else "",
        key=blank(NothingForm).key,
        said=say(ON_THEIR_WAY) if asked.get("sent") == "yes" else "",
    )
    return await show(request, shown)


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:6]) <= 9999 else 1


def _address(**asked: str) -> str:
    kept = urlencode({name: value for name, value in asked.items() if value})
    return f"/console/people?{kept}" if kept else "/console/people"


def _line(person: Listed) -> Line:
    return Line(
        id=person.id,
        name=person.name,
        job_title=person.job_title or "",
        email=person.email or "",
        team=person.team or "",
        role=say(ROLES[person.role]),
        reach=reach_of(person),
        can_be_picked=person.left_company_at is None,
    )


async def show_person(request: Request) -> Response:
    """GET /console/people/{id}"""
    person = await _person(request)
    return await _show(request, person, blank(RoleForm, role=person.role))


async def _person(request: Request) -> Listed:
    person = await listed_person(request.path_params["id"])
    if person is None:
        raise NotFound
    return person


async def _show(request: Request, person: Listed, form: Filled[RoleForm], status: int = 200) -> Response:
    asker = signed_in(request)
    page = PersonPage(
        person=person,
        facts=_facts(person),
        reach=reach_of(person),
        role_name=say(ROLES[person.role]),
        form=form,
        roles=tuple((role, say(ROLES[role])) for role in commands.roles_given_by(asker.role)),
        is_changeable=person.id != asker.person_id and person.role in commands.roles_given_by(asker.role),
        key=blank(NothingForm).key,
    )
    return await show(request, page, status=status)


def _facts(person: Listed) -> tuple[tuple[str, str], ...]:
    told = (
        (N_("E-mail"), person.email),
        (N_("Employee number"), person.employee_number),
        (N_("Team"), person.team),
        (N_("Site"), person.site),
        (N_("Job title"), person.job_title),
        (N_("Start date"), day(person.start_date) if person.start_date else None),
    )
    return tuple((say(name), value) for name, value in told if value)


async def change_role(request: Request) -> Response:
    """POST /console/people/{id}/role"""
    person, form = await _person(request), await read_form(request, RoleForm)
    if not form.is_valid:
        return await _show(request, person, form, 422)
    asker = signed_in(request)
    try:
        return await _act(request, form, lambda: commands.change_role(person.id, form.valid.role, asker))
    except Refused as no:
        return await _show(request, person, form.refuse("role", no.said, **no.values), 422)


async def mark_left(request: Request) -> Response:
    """POST /console/people/{id}/departure"""
    return await _press(request, commands.mark_left)


async def mark_back(request: Request) -> Response:
    """POST /console/people/{id}/departure/removal"""
    return await _press(request, commands.mark_back)


async def _press(request: Request, command: Callable[[str, SignedIn], Awaitable[None]]) -> Response:
    person, form, asker = await _person(request), await read_form(request, NothingForm), signed_in(request)
    return await _act(request, form, lambda: command(person.id, asker))


async def _act(request: Request, form: Filled[T], command: Callable[[], Awaitable[None]]) -> Response:
    async def act() -> str:
        await command()
        return f"/console/people/{request.path_params['id']}"

    return await once(request, form, act)

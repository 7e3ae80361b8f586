"""GET /settings, /settings/participation, /settings/profile, and what is posted to them."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from server.people.own_settings.commands import (
    begin_pause,
    end_pause,
    leave_programme,
    pause_participation,
    resume_participation,
    save_preferences,
)
from server.people.own_settings.forms import ParticipationForm, PauseForm, ProfileForm
from server.people.own_settings.pages import ParticipationPage, ProfilePage, SettingsPage
from server.people.own_settings.preferences import answers, options
from server.people.queries import PersonProfile, is_streak_paused, person_by_id
from server.people.welcome.commands import join
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.paths import own_path
from server.web.problems import Refused
from server.web.rendering import show
from server.web.sessions import SignedIn, signed_in

PARTICIPATION = "/settings/participation"
CHOICES: dict[str, Callable[[str], Awaitable[None]]] = {
    "pause": pause_participation,
    "resume": resume_participation,
    "leave": leave_programme,
    "return": join,
}


async def index(request: Request) -> Response:
    """GET /settings"""
    person, paused = signed_in(request), await is_streak_paused(signed_in(request).person_id)
    key = blank(PauseForm).key
    profile = await _profile(person)
    page = SettingsPage(person=profile, is_member=person.is_member, is_streak_paused=paused, key=key)
    return await show(request, page)


async def participation(request: Request) -> Response:
    """GET /settings/participation"""
    page = ParticipationPage(state=_state(signed_in(request)), key=blank(ParticipationForm).key)
    return await show(request, page)


def _state(person: SignedIn) -> str:
    if person.opted_out:
        return "out" if person.has_joined else "declined"
    if not person.has_joined:
        return "new"
    return "paused" if person.is_paused else "in"


async def update_participation(request: Request) -> Response:
    """POST /settings/participation: one tap."""
    form, person = await read_form(request, ParticipationForm), signed_in(request)
    if not form.is_valid:
        raise Refused
    choice = form.valid.choice

    async def act() -> str:
        await CHOICES[choice](person.person_id)
        return PARTICIPATION

    return await once(request, form, act)


async def pause(request: Request) -> Response:
    """POST /settings/pause: the streak only."""
    form, person = await read_form(request, PauseForm), signed_in(request)
    if not form.is_valid:
        raise Refused

    async def act() -> str:
        await (begin_pause if form.valid.choice == "begin" else end_pause)(person.person_id)
        return own_path(form.valid.next) or "/settings"

    return await once(request, form, act)


async def profile(request: Request) -> Response:
    """GET /settings/profile"""
    person = await _profile(signed_in(request))
    return await _show_profile(request, person, blank(ProfileForm, **await answers(person)), 200)


async def update_profile(request: Request) -> Response:
    """POST /settings/profile"""
    form, person = await read_form(request, ProfileForm), signed_in(request)
    if not form.is_valid:
        return await _show_profile(request, await _profile(person), form, 422)
    said = form.valid

    async def act() -> str:
        await save_preferences(person.person_id, said.display_name, said.topics, said.bands, said.language)
        return "/settings"

    return await once(request, form, act)


async def _profile(person: SignedIn) -> PersonProfile:
    found = await person_by_id(person.person_id)
    assert found is not None
    return found


async def _show_profile(request: Request, person: PersonProfile, form: Filled[ProfileForm], status: int) -> Response:
    page = ProfilePage(person=person, form=form, options=await options())
    return await show(request, page, status=status)

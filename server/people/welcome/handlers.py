"""GET /welcome shows the step that is next; each step is posted to its own address."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.people.own_settings.commands import save_preferences
from server.people.own_settings.forms import PreferencesForm
from server.people.own_settings.preferences import answers, options
from server.people.queries import PersonProfile, company, person_by_id
from server.people.welcome.commands import NOTICE_VERSION, join, note_mention_read, note_notice_read
from server.people.welcome.forms import ChoiceForm, NoticeForm, SharingForm
from server.people.welcome.pages import STEPS, ChoicePage, NoticePage, PreferencesPage, SharingPage
from server.settings import PRODUCT_NAME
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.problems import Refused
from server.web.rendering import Page, show
from server.web.sessions import signed_in


async def index(request: Request) -> Response:
    """GET /welcome"""
    person = await person_by_id(signed_in(request).person_id)
    assert person is not None
    step = next_step(person)
    if step == "done":
        return RedirectResponse("/feed", status_code=303)
    asked = request.query_params.get("step", "")
    is_behind = asked in STEPS and STEPS.index(asked) < STEPS.index(step)
    return await show(request, await _page(asked if is_behind else step, person))


def next_step(person: PersonProfile) -> str:
    """Where somebody left off: notice, sharing, choice or done."""
    if person.joined_at is not None and person.opted_out_at is None:
        return "done"
    if person.notice_version != NOTICE_VERSION:
        return "notice"
    return "sharing" if person.mention_read_at is None else "choice"


async def _page(step: str, person: PersonProfile) -> Page:
    profile = await company()
    name = profile.name if profile else PRODUCT_NAME
    if step == "notice":
        key = blank(NoticeForm).key
        return NoticePage(name=person.given_name, company=name, version=NOTICE_VERSION, key=key)
    if step == "sharing":
        return SharingPage(company=name, key=blank(SharingForm).key)
    return ChoicePage(key=blank(ChoiceForm).key)


async def notice(request: Request) -> Response:
    """POST /welcome/notice"""
    form, person = await read_form(request, NoticeForm), signed_in(request)
    if not form.is_valid or form.valid.version != NOTICE_VERSION:
        raise Refused

    async def act() -> str:
        await note_notice_read(person.person_id, form.valid.version, form.valid.language)
        return "/welcome"

    return await once(request, form, act)


async def sharing(request: Request) -> Response:
    """POST /welcome/sharing"""
    form, person = await read_form(request, SharingForm), signed_in(request)

    async def act() -> str:
        await note_mention_read(person.person_id)
        return "/welcome"

    return await once(request, form, act)


async def choice(request: Request) -> Response:
    """POST /welcome/choice"""
    form, person = await read_form(request, ChoiceForm), signed_in(request)
    if not form.is_valid:
        raise Refused

    async def act() -> str:
        if form.valid.choice == "later":
            return "/settings/participation"
        await join(person.person_id)
        return "/welcome/preferences"

    return await once(request, form, act)


async def preferences(request: Request) -> Response:
    """GET /welcome/preferences"""
    person = await person_by_id(signed_in(request).person_id)
    assert person is not None
    return await _show_preferences(request, blank(PreferencesForm, **await answers(person)), 200)


async def save(request: Request) -> Response:
    """POST /welcome/preferences"""
    form, person = await read_form(request, PreferencesForm), signed_in(request)
    if not form.is_valid:
        return await _show_preferences(request, form, 422)
    said = form.valid

    async def act() -> str:
        await save_preferences(person.person_id, said.display_name, said.topics, said.bands)
        return "/feed"

    return await once(request, form, act)


async def _show_preferences(request: Request, form: Filled[PreferencesForm], status: int) -> Response:
    return await show(request, PreferencesPage(form=form, options=await options()), status=status)

"""Presenting somebody, and what they answer: a page that reads no session, with two buttons."""

from starlette.requests import Request
from starlette.responses import Response

from server import clock
from server.candidates.vault import token_of
from server.openings.queries import opening
from server.openings.wording import place_text
from server.people.programme_zone import live_in_the_programmes_zone
from server.people.queries import person_by_id
from server.referrals.referring.building import company_name, opening_to_refer, refer_page
from server.referrals.referring.forms import NothingForm, PresentingForm
from server.referrals.referring.pages import AnsweredPage, AskedPage, ClosedPage
from server.referrals.referring.presenting import Asked, Presented, accept, asked, present, refuse, token_hash
from server.referrals.settings_queries import referral_settings
from server.referrals.submitting import TakesNobody
from server.web.forms import Filled, blank, read_form
from server.web.htmx import see_other
from server.web.idempotency import once, once_for
from server.web.limits import take
from server.web.locale import language, say
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

PRESENTED_A_DAY = 10
NO_STORE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


async def create(request: Request) -> Response:
    """POST /jobs/{slug}/referrals: ask somebody whether they agree. The answer is the same whoever it is."""
    position, person = await opening_to_refer(request.path_params["slug"]), signed_in(request)
    if not (await referral_settings()).allows_presenting:
        raise NotFound
    form = await read_form(request, PresentingForm)
    if not position.is_open:
        return await show(request, ClosedPage(opening=position), status=410)
    if not form.is_valid:
        page = await refer_page(person, position, str(request.app.state.settings.public_url), presented=form)
        return await show(request, page, status=422)
    await take(f"presented:{person.person_id}", PRESENTED_A_DAY, 24 * 3600)

    async def act() -> str:
        await present(person.person_id, position.id, _presented(form.valid), language())
        return f"/jobs/{position.slug}/referrals/new?done=asked"

    return await once(request, form, act)


def _presented(said: PresentingForm) -> Presented:
    return Presented(said.name, said.email, said.relation, said.why)


async def index(request: Request) -> Response:
    """GET /p/{token}"""
    found = await asked(request.path_params["token"])
    if found is None:
        return await _answered(request)
    return await _ask(request, found, blank(NothingForm))


async def yes(request: Request) -> Response:
    """POST /p/{token}/agreement: they apply, and come to their own page."""
    token, form = request.path_params["token"], await read_form(request, NothingForm)

    async def act() -> str:
        await live_in_the_programmes_zone()  # what this earns counts in the programme's days
        candidate_id = await accept(token)
        if candidate_id is None:
            raise NotFound  # so that nothing is stored of whoever tries tokens
        return candidate_id

    try:
        candidate_id = await once_for("", f"/p/{token_hash(token)}", form, act)  # no token is stored
    except NotFound:
        return await _answered(request)
    except TakesNobody as refusal:
        found = await asked(token)
        return await _ask(request, found, form, say(refusal.said)) if found else await _answered(request)
    return see_other(request, f"/c/{await token_of(candidate_id)}?lang={language()}")


async def no(request: Request) -> Response:
    """POST /p/{token}/refusal: everything goes, at once; what is kept of the form names nobody and no link."""
    token, form = request.path_params["token"], await read_form(request, NothingForm)

    async def act() -> str:
        if not await refuse(token):
            raise NotFound
        return "no"

    try:
        await once_for("", "presentation.refusal", form, act)
    except NotFound:
        return await _answered(request)
    return see_other(request, f"/p/answered?said=no&lang={language()}")


async def _answered(request: Request) -> Response:
    said_no = request.query_params.get("said") == "no"
    return await show(request, AnsweredPage(said_no=said_no), status=200 if said_no else 404, headers=NO_STORE)


async def _ask(request: Request, found: Asked, form: Filled[NothingForm], problem: str = "") -> Response:
    position, by = await opening(found.opening_id), await person_by_id(found.person_id)
    if position is None or by is None:
        raise NotFound
    page = AskedPage(
        opening=position,
        place=place_text(position),
        company=await company_name(),
        name=found.presented.name,
        email=found.presented.email,
        by=by.shown_name,
        why=found.presented.why,
        path=f"/p/{found.token}",
        days_left=max(0, (found.lapses_at - clock.now()).days),
        form=form,
        refusing=blank(NothingForm),
        problem=problem or ("" if position.is_open else say(TakesNobody.message)),
    )
    return await show(request, page, status=410 if problem else 200, headers=NO_STORE)

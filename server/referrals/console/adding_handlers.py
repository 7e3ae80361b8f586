"""/console/referrals/new and the board as a file."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from server import clock
from server.candidates.vault import Identity
from server.messages import N_
from server.openings.queries import open_openings
from server.referrals.console.adding import Newcomer, add
from server.referrals.console.export import export
from server.referrals.console.forms import NO_WAY_TO_REACH, PersonForm
from server.referrals.console.lanes import LANES
from server.referrals.console.pages import NewPage
from server.referrals.settings_queries import referral_settings
from server.referrals.submitting import TakesNobody
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.locale import LANGUAGE_NAMES, language, zone
from server.web.rendering import show
from server.web.sessions import signed_in

NO_OPENING = N_("Choose an opening that takes people.")


async def new(request: Request) -> Response:
    """GET /console/referrals/new"""
    return await _show(request, blank(PersonForm, language=language(), opening=request.query_params.get("opening", "")))


async def _show(request: Request, form: Filled[PersonForm], status: int = 200) -> Response:
    page = NewPage(
        form=form,
        openings=tuple((each.id, each.title) for each in await open_openings()),
        languages=tuple(LANGUAGE_NAMES.items()),
    )
    return await show(request, page, status=status)


async def create(request: Request) -> Response:
    """POST /console/referrals"""
    form, by = await read_form(request, PersonForm), signed_in(request).person_id
    if form.value and form.value.opening not in {each.id for each in await open_openings()}:
        form.refuse("opening", NO_OPENING)
    if form.value and not (form.value.email or form.value.phone):
        form.refuse("email", NO_WAY_TO_REACH)
    if not form.is_valid:
        return await _show(request, form, 422)
    value = form.valid
    identity = Identity(value.name, value.email or None, value.phone or None, value.message)
    newcomer = Newcomer(identity, value.language, value.opening)

    async def act() -> str:
        return f"/console/referrals/{await add(newcomer, by)}?done=added"

    try:
        return await once(request, form, act)
    except TakesNobody:
        return await _show(request, form.refuse("opening", NO_OPENING), 422)


async def export_csv(request: Request) -> Response:
    """GET /console/referrals/export.csv"""
    asked, rules = request.query_params, await referral_settings()
    lane, opening = LANES.get(asked.get("column", "")), asked.get("opening", "")[:36]
    body = await export(lane, opening, rules.hides_referrer, signed_in(request).person_id)
    name = f"ricoche-{_today().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def _today() -> date:
    return clock.now().astimezone(zone()).date()

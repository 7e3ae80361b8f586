"""GET and POST /console/rules/settings: what one person decides alone."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.people.bounds import Bounds, bounds, save_bounds
from server.rulebook.console.forms import BoundsForm
from server.rulebook.console.pages import BoundsPage
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.locale import say
from server.web.problems import Doubled
from server.web.rendering import show
from server.web.sessions import signed_in

SAVED = N_("The bounds are saved.")
MEANWHILE = N_("Somebody else saved other bounds meanwhile. They stand here now: change them again if you need to.")


async def index(request: Request) -> Response:
    """GET /console/rules/settings"""
    said = say(SAVED) if request.query_params.get("saved") == "yes" else ""
    return await _show(request, _filled(await bounds()), said=said)


def _filled(shown: Bounds) -> Filled[BoundsForm]:
    return blank(BoundsForm, **asdict(shown), shown=",".join(str(each) for each in asdict(shown).values()))


async def _show(request: Request, form: Filled[BoundsForm], status: int = 200, said: str = "") -> Response:
    return await show(request, BoundsPage(form=form, said=said), status=status)


async def update(request: Request) -> Response:
    """POST /console/rules/settings"""
    form = await read_form(request, BoundsForm)
    if not form.is_valid:
        return await _show(request, form, 422)
    wanted = Bounds(**form.valid.model_dump(exclude={"shown"}))
    shown = Bounds(*map(int, form.valid.shown.split(",")))

    async def act() -> str:
        await save_bounds(wanted, shown, signed_in(request).person_id)
        return "/console/rules/settings?saved=yes"

    try:
        return await once(request, form, act)
    except Doubled as no:
        if no.location:
            raise
        return await _show(request, _filled(await bounds()), 409, say(MEANWHILE))

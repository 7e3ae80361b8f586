"""/leaderboard."""

from starlette.requests import Request
from starlette.responses import Response

from server.standings.commands import set_opt_in
from server.standings.forms import AppearForm
from server.standings.pages import StandingsPage
from server.standings.queries import PERIODS, appears, key_of, next_start, own_points, people_board, teams_board
from server.web.forms import blank, read_form
from server.web.idempotency import once
from server.web.rendering import show
from server.web.sessions import signed_in


async def index(request: Request) -> Response:
    """The standing of a period; teams first, people who chose to appear on a tap."""
    person = signed_in(request)
    period, scope = _asked(request.query_params.get("period")), request.query_params.get("scope", "teams")
    key = key_of(period)
    page = StandingsPage(
        period=period,
        scope="people" if scope == "people" else "teams",
        people=await people_board(key, person.person_id) if scope == "people" else None,
        teams=await teams_board(key, person.team_id) if scope != "people" else (),
        mine=await own_points(person.person_id, key),
        appears=await appears(person.person_id),
        next_start=next_start(period),
        form=blank(AppearForm),
    )
    return await show(request, page, block="board")


async def choose(request: Request) -> Response:
    """Appear, or not."""
    person = signed_in(request)
    form = await read_form(request, AppearForm)
    wanted = form.value.appear if form.value else False

    async def act() -> str:
        await set_opt_in(person.person_id, wanted)
        return "/leaderboard?scope=people"

    return await once(request, form, act)


def _asked(period: str | None) -> str:
    return period if period in PERIODS else "month"

"""/leaderboard and the seasons that are over."""

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.standings.commands import set_opt_in
from server.standings.forms import AppearForm
from server.standings.pages import SeasonPage, SeasonsPage, StandingsPage
from server.standings.queries import (
    ALL_TIME,
    PERIODS,
    appears,
    frozen_people,
    key_of,
    next_start,
    own_points,
    past_season,
    past_seasons,
    people_board,
    team_total,
    teams_board,
)
from server.web.forms import blank, read_form
from server.web.idempotency import once
from server.web.locale import say
from server.web.rendering import show
from server.web.sessions import signed_in

NOBODY = N_("Somebody who no longer appears")


async def index(request: Request) -> Response:
    """The standing of a period; teams first, people who chose to appear on a tap."""
    person = signed_in(request)
    scope = "people" if request.query_params.get("scope") == "people" else "teams"
    period = _asked(request.query_params.get("period"), scope)
    key = key_of(period)
    page = StandingsPage(
        period=period,
        scope=scope,
        people=await people_board(key, person.person_id) if scope == "people" else None,
        teams=await teams_board(key, person.team_id) if scope == "teams" else (),
        mine=await own_points(person.person_id, key),
        team_points=await team_total(key, person.team_id) if scope == "people" else None,
        appears=await appears(person.person_id),
        next_start=next_start(period) if period in PERIODS else None,
        form=blank(AppearForm),
    )
    return await show(request, page, block="board")


def _asked(period: str | None, scope: str) -> str:
    """Teams begin with every season: only people have an all-time standing."""
    if period == ALL_TIME:
        return ALL_TIME if scope == "people" else "season"
    return period if period in PERIODS else "month"


async def choose(request: Request) -> Response:
    """Appear, or not."""
    person = signed_in(request)
    form = await read_form(request, AppearForm)
    wanted = form.value.appear if form.value else False

    async def act() -> str:
        await set_opt_in(person.person_id, wanted)
        return "/leaderboard?scope=people"

    return await once(request, form, act)


async def seasons(request: Request) -> Response:
    """The seasons that are over."""
    return await show(request, SeasonsPage(seasons=await past_seasons()))


async def season(request: Request) -> Response:
    """One of them, as it was frozen."""
    person, key = signed_in(request), request.path_params["season"]
    page = SeasonPage(
        season=await past_season(key),
        teams=await teams_board(key, person.team_id),
        people=await frozen_people(key, person.person_id, say(NOBODY)),
        mine=await own_points(person.person_id, key),
    )
    return await show(request, page)

"""/team: its pulse, a lead's thanks and goal; and for everybody, what a lead sees."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.challenges.team_goals import GoalExists, GoalRefused, create_team_goal
from server.messages import N_
from server.teamwork.building import lead_sees_page, team_page
from server.teamwork.commands import AlreadyThanked, NothingLeft, give_thanks
from server.teamwork.forms import GoalForm, ThanksForm
from server.teamwork.leading import led_teams
from server.teamwork.queries import this_month
from server.web.forms import read_form
from server.web.idempotency import once
from server.web.limits import take
from server.web.locale import say
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

THANKS_AN_HOUR = 60
SAID = {
    "thanks": N_("Your bravo is on its way."),
    "goal": N_("The goal of this month is set."),
}
SOME_MINUTES = {"Cache-Control": "public, max-age=300", "Vary": "Accept-Language, HX-Request-Type"}


async def index(request: Request) -> Response:
    """GET /team"""
    said = SAID.get(request.query_params.get("done", ""), "")
    return await _show(request, request.query_params.get("team", "")[:40], said=say(said) if said else "")


async def _show(request: Request, team: str, status: int = 200, **more: Any) -> Response:
    person = signed_in(request)
    return await show(request, await team_page(person.person_id, person.team_id, team, **more), status=status)


async def thank(request: Request) -> Response:
    """POST /team/thanks"""
    form, giver = await read_form(request, ThanksForm), signed_in(request).person_id
    if not form.is_valid:
        return await _show(request, await _led(request, str(form.said("team"))), 422, form=form)
    value = form.valid
    await take(f"thanks:{giver}", THANKS_AN_HOUR, 3600)

    async def act() -> str:
        await give_thanks(giver, value.team, value.about, value.words)
        return f"/team?team={value.team}&done=thanks"

    try:
        return await once(request, form, act)
    except (AlreadyThanked, NothingLeft) as refusal:
        return await _show(request, value.team, 422, form=form.refuse("words", refusal.said))


async def set_goal(request: Request) -> Response:
    """POST /team/goals"""
    form, lead = await read_form(request, GoalForm), signed_in(request).person_id
    team = await _led(request, str(form.said("team")))
    if not form.is_valid:
        return await _show(request, team, 422, goal_form=form)

    async def act() -> str:
        await create_team_goal(lead, team, form.valid.counts.value, form.valid.goal, this_month())
        return f"/team?team={team}&done=goal"

    try:
        return await once(request, form, act)
    except (GoalExists, GoalRefused) as refusal:
        return await _show(request, team, 422, goal_form=form.refuse("goal", refusal.said, **refusal.values))


async def _led(request: Request, team: str) -> str:
    """A team that the asker leads; any other is not there."""
    if team not in {each.id for each in await led_teams(signed_in(request).person_id)}:
        raise NotFound
    return team


async def what_a_lead_sees(request: Request) -> Response:
    """GET /team/what-a-lead-sees: no session is read, the same for everybody."""
    return await show(request, lead_sees_page(), headers=SOME_MINUTES)

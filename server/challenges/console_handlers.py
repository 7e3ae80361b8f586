"""/console/challenges: HR writes, launches, approves, ends and copies challenges."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from server.challenges import commands, drafting
from server.challenges.console_queries import ChallengeLine, all_challenges, challenge_by_id
from server.challenges.console_showing import NO_FORM, checked, show_challenge
from server.challenges.forms import ButtonForm, ChallengeForm, ReasonForm, RevisionForm, TextsForm
from server.challenges.pages import ChallengeListPage
from server.messages import N_
from server.web.forms import blank, read_form
from server.web.idempotency import once
from server.web.locale import say
from server.web.problems import NotFound, Refused
from server.web.rendering import show
from server.web.sessions import signed_in

MEANWHILE = N_("Somebody else changed this challenge meanwhile. What you typed is kept: save again.")
Act = Callable[[str, str], Awaitable[object]]


async def index(request: Request) -> Response:
    """GET /console/challenges"""
    return await show(request, ChallengeListPage(challenges=await all_challenges()))


async def new(request: Request) -> Response:
    """GET /console/challenges/new"""
    return await show_challenge(request, None, blank(ChallengeForm, scope="company", counts="shares"))


async def create(request: Request) -> Response:
    """POST /console/challenges"""
    form, person = await checked(await read_form(request, ChallengeForm)), signed_in(request)
    if not form.is_valid:
        return await show_challenge(request, None, form, status=422)

    async def act() -> str:
        return f"/console/challenges/{await drafting.create_challenge(form.valid, person.person_id)}"

    return await once(request, form, act)


async def edit(request: Request) -> Response:
    """GET /console/challenges/{id}"""
    return await show_challenge(request, await _challenge(request), NO_FORM)


async def update(request: Request) -> Response:
    """POST /console/challenges/{id}: all of a draft, the texts of what is launched."""
    challenge = await _challenge(request)
    if challenge.state == "draft":
        return await _update_draft(request, challenge)
    form, person = await read_form(request, TextsForm), signed_in(request)
    if not form.is_valid:
        return await show_challenge(request, challenge, form, status=422)

    async def act() -> str:
        await drafting.edit_texts(challenge.id, form.valid, person.person_id)
        return f"/console/challenges/{challenge.id}"

    try:
        return await once(request, form, act)
    except drafting.Stale:
        form.raw["revision"] = challenge.revision
        return await show_challenge(request, challenge, form, status=409, refused=say(MEANWHILE))


async def _update_draft(request: Request, challenge: ChallengeLine) -> Response:
    form, person = await checked(await read_form(request, ChallengeForm)), signed_in(request)
    if not form.is_valid:
        return await show_challenge(request, challenge, form, status=422)

    async def act() -> str:
        await drafting.edit_draft(challenge.id, form.valid, person.person_id)
        return f"/console/challenges/{challenge.id}"

    try:
        return await once(request, form, act)
    except drafting.Stale:
        form.raw["revision"] = challenge.revision
        return await show_challenge(request, challenge, form, status=409, refused=say(MEANWHILE))


async def launch(request: Request) -> Response:
    """POST /console/challenges/{id}/launch"""
    challenge, form = await _challenge(request), await read_form(request, RevisionForm)
    if not form.is_valid:
        raise NotFound

    async def start(challenge_id: str, by: str) -> None:
        await commands.launch_challenge(challenge_id, form.valid.revision, by)

    return await _act(request, challenge, start)


async def approve(request: Request) -> Response:
    """POST /console/challenges/{id}/approval"""
    return await _act(request, await _challenge(request), commands.approve_challenge)


async def withdraw(request: Request) -> Response:
    """POST /console/challenges/{id}/withdrawal"""
    return await _act(request, await _challenge(request), commands.withdraw_challenge)


async def end(request: Request) -> Response:
    """POST /console/challenges/{id}/end"""
    challenge, form = await _challenge(request), await read_form(request, ReasonForm)
    if not form.is_valid:
        return await show_challenge(request, challenge, NO_FORM, status=422, reason=form)

    async def stop(challenge_id: str, by: str) -> None:
        await commands.end_challenge(challenge_id, form.valid.reason, by)

    return await _act(request, challenge, stop)


async def copy(request: Request) -> Response:
    """POST /console/challenges/{id}/copy"""
    return await _act(request, await _challenge(request), drafting.copy_challenge)


async def _act(request: Request, challenge: ChallengeLine, command: Act) -> Response:
    """Run it once; what refuses it is said on the same page."""
    form, person = await read_form(request, ButtonForm), signed_in(request)

    async def act() -> str:
        made = await command(challenge.id, person.person_id)
        return f"/console/challenges/{made or challenge.id}"

    try:
        return await once(request, form, act)
    except drafting.Stale:
        return await show_challenge(request, challenge, NO_FORM, status=409, refused=say(commands.NotNow.message))
    except Refused as no:
        return await show_challenge(request, challenge, NO_FORM, status=422, refused=say(no.said, no.values))


async def _challenge(request: Request) -> ChallengeLine:
    found = await challenge_by_id(request.path_params["id"])
    if found is None:
        raise NotFound
    return found

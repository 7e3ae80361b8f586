"""POST /jobs/{slug}/applications and /r/{code}/applications: the form, and what becomes of a file that is not taken."""

import asyncio
import hashlib
import math

from starlette.requests import Request
from starlette.responses import Response

from server import clock
from server.candidates.applying import apply
from server.candidates.forms import ApplicationForm, complete
from server.candidates.showing import Door, door_of_code, door_of_slug, show_closed, show_door
from server.candidates.uploads import MOST_BYTES, Cv, RefusedFile, inspect
from server.candidates.vault import Identity, token_of
from server.messages import N_
from server.people.programme_zone import live_in_the_programmes_zone
from server.referrals.submitting import TakesNobody
from server.web.bodies import Intake, Outcome, take_in
from server.web.forms import Filled, read_form, uploaded
from server.web.htmx import see_other
from server.web.idempotency import once_for
from server.web.limits import take
from server.web.locale import language
from server.web.networks import blinded, network_key
from server.web.problems import TooMany

PER_NETWORK, AN_HOUR = 30, 3600
MEGABYTES = MOST_BYTES // 1024 // 1024
NOT_WHOLE: dict[Outcome, tuple[int, str]] = {
    "large": (413, N_("This file is too large: {n} MB at most. Choose a smaller one; the rest of the form is kept.")),
    "slow": (408, N_("The file took too long to arrive. Choose it again, or send the form without it.")),
    "cut": (422, N_("The file did not arrive whole. Choose it again, or send the form without it.")),
}
CHOOSE_AGAIN = N_("Choose your CV once more: a browser does not keep it.")
MANY = N_("Many applications came from your network. Send yours again in {minutes} minutes.")


async def create(request: Request) -> Response:
    """POST /jobs/{slug}/applications"""
    async with _intake(request).turn():
        outcome, form = await _read(request)
        return await _answer(request, await door_of_slug(request, str(form.said("by"))), outcome, form)


async def create_through_link(request: Request) -> Response:
    """POST /r/{code}/applications"""
    async with _intake(request).turn():
        outcome, form = await _read(request)
        return await _answer(request, await door_of_code(request), outcome, form)


def _intake(request: Request) -> Intake:
    intake: Intake = request.app.state.intake
    return intake


async def _read(request: Request) -> tuple[Outcome, Filled[ApplicationForm]]:
    outcome = await take_in(request, _intake(request))
    return outcome, complete(await read_form(request, ApplicationForm))


async def _answer(request: Request, door: Door, outcome: Outcome, form: Filled[ApplicationForm]) -> Response:
    if not door.opening.is_open:
        return await show_closed(request, door.opening)
    cv, status = await _file(request, outcome, form)
    if not form.is_valid:
        if cv is not None:
            form.refuse("cv", CHOOSE_AGAIN)
        return await _show_again(request, door, form, status)
    try:
        await take(f"apply:{network_key(request)}", PER_NETWORK, AN_HOUR)
        return await _send(request, door, form, cv)
    except TooMany as limit:
        form.refuse("application", MANY, minutes=math.ceil(limit.retry_after / 60))
        return await _show_again(request, door, form, limit.status)
    except TakesNobody:
        return await show_closed(request, door.opening)


async def _file(request: Request, outcome: Outcome, form: Filled[ApplicationForm]) -> tuple[Cv | None, int]:
    """The CV, looked into, or none; and the status of the page should it come back."""
    if outcome != "whole":
        status, sentence = NOT_WHOLE[outcome]
        form.refuse("cv", sentence, n=MEGABYTES)
        return None, status
    file = await uploaded(request, "cv")
    if file is None:
        return None, 422
    try:
        async with _intake(request).looking:
            return await asyncio.to_thread(inspect, file.filename or "", file.file), 422
    except RefusedFile as no:
        form.refuse("cv", no.said, **no.values)
        return None, no.status
    finally:
        await request.close()


async def _show_again(request: Request, door: Door, form: Filled[ApplicationForm], status: int) -> Response:
    response = await show_door(request, door, form, status)
    if status == 408:
        response.headers["Connection"] = "close"  # what still comes is for nobody
    return response


async def _send(request: Request, door: Door, form: Filled[ApplicationForm], cv: Cv | None) -> Response:
    said = form.valid
    who = Identity(said.name, said.email or None, said.phone or None, said.message)

    async def act() -> str:
        await live_in_the_programmes_zone()  # what this earns counts in the programme's days
        return await apply(who, cv, door.opening.id, door.recommender, language())

    # The page is the same for everybody, so that no key can stand in it: the key is made of what was sent.
    keyed = Filled(ApplicationForm, key=_key(request, door, form, cv))
    candidate_id = await once_for("", "applications", keyed, act)
    return see_other(request, f"/c/{await token_of(candidate_id)}?new=1&lang={language()}")


def _key(request: Request, door: Door, form: Filled[ApplicationForm], cv: Cv | None) -> str:
    """The same for the same content from the same browser and network within the hour, a secret to everybody else:
    who knows somebody's name and address, and sends them again, gets an application of their own."""
    browser = request.headers.get("user-agent", "")
    file = hashlib.sha256(cv.data).hexdigest() if cv else ""
    hour = f"{clock.now():%Y%m%d%H}"
    return blinded(request, "\n".join((door.path, network_key(request), browser, hour, form.body_hash, file)))

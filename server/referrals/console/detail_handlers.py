"""/console/referrals/{id}: one referral, and what HR does to it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from gamification import ENDS, STAGES
from server.messages import N_
from server.referrals.console import commands
from server.referrals.console.detail_queries import Detail, detail
from server.referrals.console.forms import AppointmentForm, MergeForm, MoveForm, NoteForm
from server.referrals.console.lanes import STAGE_NAMES
from server.referrals.console.merging import FirstOwns, Merger, merge
from server.referrals.console.pages import Forms
from server.referrals.console.reading import forms_of, page_of
from server.referrals.console.wording import REASONS
from server.referrals.moving import MovedMeanwhile
from server.referrals.settings_queries import referral_settings
from server.settings import Settings
from server.web.forms import Filled, read_form
from server.web.idempotency import once
from server.web.locale import say, zone
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

Act = Callable[[], Awaitable[None]]
SAID = {
    "moved": N_("Done. Whoever recommended is told."),
    "appointment": N_("Saved. The candidate and whoever recommended read it."),
    "note": N_("The note is kept."),
    "merged": N_("The two are one now."),
    "added": N_("Added."),
}
NO_STAGE = N_("Choose where to.")
NO_REASON = N_("Choose a reason: the candidate and whoever recommended deserve one.")
NO_TIME = N_("A day needs its time, and a time its day.")
NO_WHAT = N_("Say what it is about.")
THEIRS = N_("A colleague did something meanwhile: it stands at “{stage}” now.")
YOURS = N_("You wanted: {wish}. Look again, then decide.")
OTHERWISE, ONE_OF_TWO = N_("another change"), N_("to merge two applications")


async def show_one(request: Request) -> Response:
    """GET /console/referrals/{id}"""
    one = await _one(request)
    return await _show(request, one, forms_of(one), said=SAID.get(request.query_params.get("done", ""), ""))


async def _one(request: Request) -> Detail:
    found = await detail(request.path_params["id"], (await referral_settings()).hides_referrer)
    if found is None:
        raise NotFound
    return found


async def _show(
    request: Request, one: Detail, forms: Forms, status: int = 200, both: tuple[str, ...] = (), said: str = ""
) -> Response:
    settings: Settings = request.app.state.settings
    stale, reader = (await referral_settings()).stale_days, signed_in(request).person_id
    page = await page_of(one, forms, reader, stale, settings.public_url, both, say(said) if said else "")
    return await show(request, page, status=status)


async def move(request: Request) -> Response:
    """POST /console/referrals/{id}/stage"""
    one, form, by = await _one(request), await read_form(request, MoveForm), signed_in(request).person_id
    if form.is_valid:
        _check_move(form)
    value = form.value

    async def act() -> None:
        assert value is not None
        if value.stage in ENDS:
            await commands.end(one.id, value.version, value.stage, value.because or "candidate", by)
        else:
            await commands.move(one.id, value.version, value.stage, by)

    wish = say(STAGE_NAMES[value.stage]) if value and value.stage in STAGE_NAMES else say(OTHERWISE)
    return await _act(request, one, "move", form, act, "moved", wish)


def _check_move(form: Filled[MoveForm]) -> None:
    value = form.valid
    if value.stage not in (*STAGES, "rejected", "withdrawn"):
        form.refuse("stage", NO_STAGE)
    elif value.stage == "rejected" and value.because not in REASONS:
        form.refuse("because", NO_REASON)


async def set_appointment(request: Request) -> Response:
    """POST /console/referrals/{id}/appointment"""
    one, form, by = await _one(request), await read_form(request, AppointmentForm), signed_in(request).person_id
    if form.is_valid:
        _check_appointment(form)
    value = form.value

    async def act() -> None:
        assert value is not None
        at = datetime.combine(value.on, value.at, zone()) if value.on and value.at else None
        await commands.set_appointment(one.id, value.version, at, value.what if at else "", by)

    return await _act(request, one, "appointment", form, act, "appointment", value.what if value else "")


def _check_appointment(form: Filled[AppointmentForm]) -> None:
    value = form.valid
    if (value.on is None) != (value.at is None):
        form.refuse("on", NO_TIME)
    elif value.on and not value.what:
        form.refuse("what", NO_WHAT)


async def add_note(request: Request) -> Response:
    """POST /console/referrals/{id}/notes"""
    one, form, by = await _one(request), await read_form(request, NoteForm), signed_in(request).person_id

    async def act() -> None:
        await commands.add_note(one.id, form.valid.text, by)

    return await _act(request, one, "note", form, act, "note", "")


async def merge_two(request: Request) -> Response:
    """POST /console/referrals/{id}/merge"""
    one, form, by = await _one(request), await read_form(request, MergeForm), signed_in(request).person_id
    value = form.value

    async def act() -> None:
        assert value is not None
        pair = (one.id, value.other) if value.keeps == "this" else (value.other, one.id)
        await merge(Merger(*pair, read=one.id, version=value.version), by)

    try:
        return await _act(request, one, "merge", form, act, "merged", say(ONE_OF_TWO))
    except FirstOwns as refusal:
        return await _refused(request, one, "merge", form.refuse("keeps", refusal.said), 422)


async def _act(
    request: Request,
    one: Detail,
    name: str,
    form: Filled[Any],
    act: Act,
    done: str,
    wish: str,
) -> Response:
    """Do it once and show the page again; what a colleague did meanwhile is told beside what was wanted."""
    if not form.is_valid:
        return await _refused(request, one, name, form, 422)

    async def acted() -> str:
        await act()
        return f"/console/referrals/{one.id}?done={done}"

    try:
        return await once(request, form, acted)
    except MovedMeanwhile:
        return await _both(request, name, form, wish)


async def _refused(request: Request, one: Detail, name: str, form: Filled[Any], status: int) -> Response:
    return await _show(request, one, replace(forms_of(one), **{name: form}), status)


async def _both(request: Request, name: str, form: Filled[Any], wish: str) -> Response:
    now = await _one(request)
    form.raw["version"] = now.version
    both = (say(THEIRS, {"stage": say(STAGE_NAMES[now.stage])}), say(YOURS, {"wish": wish or say(OTHERWISE)}))
    return await _show(request, now, replace(forms_of(now), **{name: form}), 409, both)

"""/console/corrections: points by hand, awards taken back, awards that wait for HR."""

import secrets
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.points.correction_queries import (
    WaitingAward,
    allowance,
    people_found,
    recent_corrections,
    reversible_awards,
    somebody,
    waiting_awards,
    waiting_corrections,
)
from server.points.corrections import CorrectionRefused, ask_correction, decide_award, decide_correction
from server.points.forms import CorrectionForm, DecisionForm
from server.points.pages import CorrectionsPage
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.locale import day, language, say
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

HERE = "/console/corrections"
SAID = {
    "done": N_("Done. The person reads it in their journal, with your reason."),
    "waiting": N_("Somebody else of HR decides now. Nothing moved yet."),
    "refused": N_("Refused. Nothing moved."),
}


async def index(request: Request) -> Response:
    """GET /console/corrections?q=&person="""
    asked = request.query_params
    form = blank(CorrectionForm, person=asked.get("person", "")[:40], kind="adjust")
    page = await _page(request, form, asked.get("q", "")[:80])
    said = SAID.get(asked.get("said", ""))
    return await show(request, replace(page, said=say(said) if said else ""))


async def _page(request: Request, form: Filled[CorrectionForm], words: str = "") -> CorrectionsPage:
    person = await somebody(str(form.said("person"))) if form.said("person") else None
    awards = await reversible_awards(person.id, language()) if person else ()
    return CorrectionsPage(
        form=form,
        words=words,
        found=await people_found(words),
        person=person,
        awards=tuple((each.id, _in_a_line(each)) for each in awards),
        allowance=await allowance(),
        by_hr=await waiting_awards(language()),
        waiting=await waiting_corrections(language()),
        recent=await recent_corrections(language()),
        mine=signed_in(request).person_id,
        said="",
        errors={},
        typed=("", ""),
        key=secrets.token_urlsafe(18),
    )


def _in_a_line(award: WaitingAward) -> str:
    values = {"rule": award.rule, "day": day(award.at), "points": award.points, "recognition": award.recognition}
    if award.recognition:
        return say(N_("{rule}, {day}: {points} points and {recognition} of recognition"), values)
    return say(N_("{rule}, {day}: {points} points"), values)


async def create(request: Request) -> Response:
    """POST /console/corrections"""
    form, by = await read_form(request, CorrectionForm), signed_in(request).person_id
    if form.is_valid and await somebody(form.valid.person) is None:
        raise NotFound
    if not form.is_valid:
        return await show(request, await _page(request, form), status=422)
    asked = form.valid

    async def act() -> str:
        decision = asked.decision if asked.kind == "reverse" else None
        state = await ask_correction(asked.kind, asked.person, asked.points, decision, asked.reason, by)
        return f"{HERE}?said={state}"

    try:
        return await once(request, form, act)
    except CorrectionRefused as refused:
        # what concerns nothing that was typed stands at the reason
        form.refuse("reason" if refused.field == "form" else refused.field, refused.said, **refused.values)
        return await show(request, await _page(request, form), status=422)


async def decide(request: Request) -> Response:
    """POST /console/corrections/{id}/decision"""
    return await _decide(request, "correction")


async def answer(request: Request) -> Response:
    """POST /console/corrections/awards/{id}"""
    return await _decide(request, "award")


async def _decide(request: Request, what: str) -> Response:
    form, by = await read_form(request, DecisionForm), signed_in(request).person_id
    line = str(request.path_params["id"])
    if not form.is_valid:
        return await _again(request, form, line)
    word = form.valid

    async def act() -> str:
        if what == "award":
            await decide_award(line, word.word == "yes", word.reason, by)
        else:
            await decide_correction(line, word.word == "yes", by)
        return f"{HERE}?said={'done' if word.word == 'yes' else 'refused'}"

    try:
        return await once(request, form, act)
    except CorrectionRefused as refused:
        return await _again(request, form.refuse("reason", refused.said, **refused.values), line)


async def _again(request: Request, form: Filled[DecisionForm], line: str) -> Response:
    """The page with what was typed on the line, and why it cannot be done."""
    page = await _page(request, blank(CorrectionForm))
    errors = {f"reason-{line}": message for message in form.errors.values()}
    return await show(request, replace(page, errors=errors, typed=(line, str(form.said("reason")))), status=422)

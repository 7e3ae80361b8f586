"""GET /console/suspects, one of them, and HR's decision."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from server.database import transaction
from server.messages import N_
from server.people.queries import person_by_id
from server.sharing.channels import Channel
from server.sharing.openings import label_of
from server.sharing.suspects.commands import Decided, OwnLink, TooManyStand, clear, reject
from server.sharing.suspects.forms import DecisionForm
from server.sharing.suspects.pages import SuspectLine, SuspectPage, SuspectsPage
from server.sharing.suspects.queries import Hold, hold_by_id, open_holds
from server.sharing.suspects.wording import evidence_in_words
from server.web.audit import record
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.locale import day, moment, say, say_many
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

OUTCOMES = {
    "cleared": N_("Cleared: the day is settled as it was counted."),
    "cleared_by_delay": N_("Nobody decided within thirty days: the day is settled as it was counted."),
}
SOMEBODY_GONE = N_("Somebody who is no longer here")


async def index(request: Request) -> Response:
    """GET /console/suspects"""
    found, reader = await open_holds(), signed_in(request).person_id
    others = [each for each in found if each.person_id != reader]
    return await show(request, SuspectsPage(lines=tuple(map(_line, others)), own=len(found) - len(others)))


def _line(hold: Hold) -> SuspectLine:
    when = say("visits of {day}, held since {since}", {"day": _day(hold), "since": moment(hold.held_at)})
    meta = f"{label_of(Channel(hold.channel))} · {when}"
    return SuspectLine(hold.id, hold.article_title, meta, hold.valid, evidence_in_words(hold.notices))


def _day(hold: Hold) -> str:
    return day(date.fromisoformat(hold.day))


async def show_one(request: Request) -> Response:
    """GET /console/suspects/{id}: whose link it is stands here alone, and who looked is noted."""
    hold = await _hold(request)
    async with transaction():
        await record("visits.hold.read", "visit_hold", hold.id, signed_in(request).person_id, None, None)
    return await _show(request, hold, blank(DecisionForm, decision="", stands=0))


async def _hold(request: Request) -> Hold:
    found = await hold_by_id(request.path_params["id"])
    if found is None:
        raise NotFound
    if found.person_id == signed_in(request).person_id:
        raise OwnLink
    return found


async def _show(request: Request, hold: Hold, form: Filled[DecisionForm], status: int = 200) -> Response:
    page = SuspectPage(
        id=hold.id,
        title=hold.article_title,
        facts=await _facts(hold),
        evidence=evidence_in_words(hold.notices),
        visits=hold.valid,
        outcome=_outcome(hold),
        reason=hold.reason,
        was_rejected=hold.state == "rejected",
        form=form,
    )
    return await show(request, page, status=status)


async def _facts(hold: Hold) -> tuple[tuple[str, str], ...]:
    owner = await person_by_id(hold.person_id)
    told = [
        (N_("Whose link"), owner.shown_name if owner else say(SOMEBODY_GONE)),
        (N_("Channel"), label_of(Channel(hold.channel))),
        (N_("Link made"), moment(hold.link_made_at)),
        (N_("Day"), _day(hold)),
        (N_("Visits"), str(hold.valid)),
        (N_("Held since"), moment(hold.held_at)),
    ]
    if hold.decided_at is not None:
        decider = await person_by_id(hold.decided_by) if hold.decided_by else None
        told += [(N_("Decided"), moment(hold.decided_at))]
        told += [(N_("By"), decider.full_name)] if decider else []
    return tuple((say(name), value) for name, value in told)


def _outcome(hold: Hold) -> str:
    if hold.state != "rejected":
        return say(OUTCOMES[hold.state]) if hold.state in OUTCOMES else ""
    if not hold.stands:
        return say(N_("Rejected: none of these visits count."))
    return say_many("Rejected: one visit stands.", "Rejected: {n} visits stand.", hold.stands)


async def decide(request: Request) -> Response:
    """POST /console/suspects/{id}/decision"""
    hold, form, by = await _hold(request), await read_form(request, DecisionForm), signed_in(request).person_id
    if not form.is_valid:
        return await _show(request, hold, form, 422)
    value = form.valid

    async def act() -> str:
        if value.decision == "cleared":
            await clear(hold.id, by, value.reason)
        else:
            await reject(hold.id, by, value.reason, value.stands)
        return f"/console/suspects/{hold.id}"

    try:
        return await once(request, form, act)
    except TooManyStand as refusal:
        return await _show(request, hold, form.refuse("stands", refusal.said), 422)
    except Decided as refusal:
        return await _show(request, await _hold(request), form.refuse("decision", refusal.said), refusal.status)

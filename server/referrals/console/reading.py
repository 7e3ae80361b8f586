"""Gathers what the page of one referral shows: from the vault, its history, its notes, and its bonus."""

from collections.abc import Sequence
from datetime import datetime

from gamification import ENDS, STAGES, can_move, is_open
from server import clock
from server.bonuses.queries import InstalmentSeen, instalments_of
from server.bonuses.wording import gross, milestone_name, state_name
from server.candidates.vault import CandidateSeen, Forgotten, candidates, identity, token_of, unseal_for
from server.messages import N_
from server.referrals.console.board import CONFLICT, HERE
from server.referrals.console.detail_queries import (
    Detail,
    SealedNote,
    Step,
    Twin,
    notes_of,
    steps_of_one,
    twins_of,
)
from server.referrals.console.forms import AppointmentForm, MergeForm, MoveForm, NoteForm
from server.referrals.console.lanes import STAGE_NAMES
from server.referrals.console.pages import Forms, NoteView, ReferralPage, StepView, Tag, TwinView
from server.referrals.console.wording import REASONS, SOURCES, clock_tag, nobody, reason, soon
from server.referrals.referring.forms import RELATIONS
from server.web.forms import blank
from server.web.locale import LANGUAGE_NAMES, day, moment, say, zone

BY_HAND = ("rejected", "withdrawn")  # duplicates are merged, and what is forgotten lapses by itself
KILO = 1024


async def page_of(
    one: Detail, forms: Forms, reader: str, rules_stale_days: int, public_url: str, both: tuple[str, ...], said: str
) -> ReferralPage:
    """The whole page; of somebody erased only what is nobody's."""
    seen = (await candidates([one.candidate_id])).get(one.candidate_id) if one.candidate_id else None
    known = await identity(seen.id) if seen else None
    twins = await twins_of(one.id, seen.id) if seen else []
    return ReferralPage(
        id=one.id,
        name=known.name if known else nobody(one.stage),
        is_erased=known is None,
        opening=one.opening,
        opening_href=f"/console/jobs/{one.opening_id}",
        stage=say(STAGE_NAMES[one.stage]),
        tags=_tags(one, rules_stale_days),
        email=(known.email or "") if known else "",
        phone=(known.phone or "") if known else "",
        message=known.message if known else "",
        cv=_cv(seen),
        facts=_facts(one, seen),
        referrer=one.referrer,
        words=one.words,
        hides_referrer=one.hides_referrer,
        is_own=one.referrer_id == reader,
        steps=tuple(map(_step, await steps_of_one(one.id, one.hides_referrer))),
        moves=tuple((stage, say(STAGE_NAMES[stage])) for stage in _reachable(one.stage)),
        reasons=tuple((slug, say(text)) for slug, text in REASONS.items()),
        appointment=_appointment(one.next_on, one.next_what),
        notes=await _notes(one, seen),
        twins=tuple(_twin(each) for each in twins),
        mergeable=tuple(_choice(each) for each in twins if is_open(one.stage) and is_open(each.stage)),
        merged_href=f"{HERE}/{one.merged_into}" if one.merged_into else "",
        instalments=tuple(map(_instalment, (await instalments_of([one.id])).get(one.id, ()))),
        to_hand_over=await _to_hand_over(one, seen, bool(known and known.email), public_url),
        version=one.version,
        both=both,
        forms=forms,
        errors=forms.errors,
        said=said,
    )


def _tags(one: Detail, stale_days: int) -> tuple[Tag, ...]:
    tags = [clock_tag(one.stage, one.stage_at, one.next_on, one.next_what, stale_days)] if is_open(one.stage) else []
    if one.has_conflict:
        tags.append(Tag(say(CONFLICT), "sun", "warning"))
    return tuple(tags)


def _cv(seen: CandidateSeen | None) -> str:
    if seen is None or not seen.cv_form:
        return ""
    return say(N_("{form}, {size} KB"), {"form": seen.cv_form.upper(), "size": max(1, (seen.cv_size or 0) // KILO)})


def _facts(one: Detail, seen: CandidateSeen | None) -> tuple[tuple[str, str], ...]:
    facts = [(N_("Received on"), moment(one.submitted_at))]
    facts += [(N_("Came by"), say(SOURCES.get(one.source, one.source)))] if one.source else []
    facts += [(N_("Speaks"), LANGUAGE_NAMES.get(seen.language, seen.language))] if seen else []
    facts += [(N_("In the pool until"), day(seen.pool_until))] if seen and seen.pool_until else []
    facts += [(N_("Erased on"), day(seen.erase_at))] if seen and seen.erase_at else []
    if one.relation:
        facts.append((N_("How they know each other"), say(RELATIONS.get(one.relation, one.relation))))
    if one.news_asked_at is not None:
        facts.append((N_("News asked for on"), day(one.news_asked_at)))
    if one.stage in ENDS and one.closed_because:
        facts.append((N_("Reason"), reason(one.closed_because)))
    return tuple((say(name), value) for name, value in facts)


def _step(step: Step) -> StepView:
    return StepView(say(STAGE_NAMES[step.stage]), moment(step.at), step.by)


def _reachable(stage: str) -> list[str]:
    return [to for to in (*STAGES, *BY_HAND) if can_move(stage, to)]


def _appointment(at: datetime | None, what: str) -> str:
    if at is None:
        return ""
    return ", ".join(filter(None, (what, soon(at) if at > clock.now() else moment(at))))


async def _notes(one: Detail, seen: CandidateSeen | None) -> tuple[NoteView, ...]:
    if seen is None:
        return ()
    sealed: Sequence[SealedNote] = await notes_of(one.id)
    return tuple([
        NoteView(await unseal_for(seen.id, each.sealed), " · ".join(filter(None, (each.author, moment(each.at)))))
        for each in sealed
    ])  # fmt: skip


def _twin(twin: Twin) -> TwinView:
    return TwinView(twin.id, twin.opening, _where(twin))


def _choice(twin: Twin) -> tuple[str, str]:
    return twin.id, f"{twin.opening} · {_where(twin)}"


def _where(twin: Twin) -> str:
    return f"{say(STAGE_NAMES[twin.stage])} · {day(twin.submitted_at)}"


def _instalment(payment: InstalmentSeen) -> tuple[str, str, str]:
    milestone = f"{milestone_name(payment.milestone)} · {day(payment.due_on)}"
    return gross(payment.amount, payment.currency), milestone, state_name(payment.state)


async def _to_hand_over(one: Detail, seen: CandidateSeen | None, has_address: bool, public_url: str) -> str:
    """The link to the own page of somebody whom HR added and no letter reaches: the notice is handed over with it."""
    if seen is None or one.source != "hr" or has_address or not is_open(one.stage):
        return ""
    try:
        return f"{public_url}/c/{await token_of(seen.id)}"
    except Forgotten:
        return ""


def forms_of(one: Detail) -> Forms:
    """Fresh forms for a referral as it is."""
    at = one.next_on.astimezone(zone()) if one.next_on else None
    when = {"on": at.strftime("%Y-%m-%d"), "at": at.strftime("%H:%M")} if at else {}
    return Forms(
        move=blank(MoveForm, version=one.version),
        appointment=blank(AppointmentForm, version=one.version, what=one.next_what, **when),
        note=blank(NoteForm),
        merge=blank(MergeForm, version=one.version),
    )

"""Rules as lines of HR's list: what each gives, how often, when, and whether it is at work."""

from dataclasses import dataclass
from datetime import datetime

from gamification import Grant, LimitPer, Rule, RuleSpec
from server.messages import N_
from server.rulebook.caps import PER, cap
from server.rulebook.clauses import Names
from server.rulebook.drafts import Draft
from server.rulebook.phrases import fill, text_of
from server.rulebook.queries import RuleLine, VersionLine
from server.rulebook.themes import look_of
from server.rulebook.wording import short_text, times_parts
from server.web.locale import day, language, say, zone

ALWAYS, WAITING, DRAFT, PAUSED, ENDED = N_("Always"), N_("To approve"), N_("Draft"), N_("Paused"), N_("Over")
RESTING = {"paused": PAUSED, "over": ENDED}
FROM, BETWEEN, UNTIL = N_("From {day}"), N_("{start} to {end}"), N_("Until {day}")
NAMELESS = N_("Rule without a name")
UNFINISHED = N_("Being written by {name}")
TO_APPROVE = N_("Asked for by {name}")


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `state` is active, scheduled, paused, over or draft; `switch` is where its switch posts to."""

    href: str
    label: str
    sentence: str
    icon: str
    hue: str
    points: int
    recognition: int
    times: str
    cap: str
    period: str
    period_kind: str
    decisions: int
    state: str
    switch: str = ""
    id: str = ""


def rule_line(line: RuleLine, now: datetime, decisions: int, names: Names) -> Line:
    """A published rule."""
    version = line.shown(now)
    state, spec = _state(line, now), version.rule.spec
    period, kind = _period(version, state)
    icon, hue = look_of(spec.when, multiplies=not isinstance(spec.then, Grant), own_words=_is_own_words(spec))
    switch = "" if state == "over" else f"/console/rules/{line.id}/{'resumption' if state == 'paused' else 'pause'}"
    return Line(
        id=line.id,
        href=f"/console/rules/{line.id}",
        label=line.label,
        sentence=short_text(version.rule, names),
        icon=icon,
        hue=hue,
        points=spec.then.points if isinstance(spec.then, Grant) else 0,
        recognition=spec.then.recognition if isinstance(spec.then, Grant) else 0,
        times=_times(version.rule),
        cap=_cap(spec),
        period=period,
        period_kind=kind,
        decisions=decisions,
        state=state,
        switch=switch,
    )


def draft_line(draft: Draft) -> Line:
    """A rule being written, or one that waits for a second person."""
    is_waiting = draft.state == "waiting"
    label = draft.label_fr if language() == "fr" else draft.label_en
    name = draft.asked_by if is_waiting else draft.edited_by
    return Line(
        href=f"/console/rules/drafts/{draft.id}",
        label=label or draft.label_fr or draft.label_en or say(NAMELESS),
        sentence=say(TO_APPROVE if is_waiting else UNFINISHED, {"name": name or "–"}),
        icon="hourglass" if is_waiting else "pencil-simple",
        hue="sun" if is_waiting else "",
        points=0,
        recognition=0,
        times="",
        cap="",
        period=say(WAITING if is_waiting else DRAFT),
        period_kind="sun" if is_waiting else "off",
        decisions=0,
        state="draft",
    )


def _state(line: RuleLine, now: datetime) -> str:
    ends_at = line.shown(now).rule.spec.window.ends_at
    if ends_at is not None and ends_at <= now:
        return "over"
    if line.in_force(now):
        return "active"
    return "scheduled" if line.coming(now) else "paused"


def _is_own_words(spec: RuleSpec) -> bool:
    return any(condition.field == "own_words" for group in spec.conditions for condition in group)


def _times(rule: Rule) -> str:
    return "" if isinstance(rule.spec.then, Grant) else text_of(times_parts(rule.spec.then))


def _cap(spec: RuleSpec) -> str:
    if not spec.limits:
        return "–"
    first = spec.limits[0]
    n = first.max_units if first.max_units is not None else first.max_times or 0
    if first.per is LimitPer.EVER:
        return text_of(cap(first, spec.when))
    return text_of(fill(PER[first.per], count=n))


def _period(version: VersionLine, state: str) -> tuple[str, str]:
    """The words, and the kind of tag they stand in."""
    window = version.rule.spec.window
    if state in RESTING:
        return say(RESTING[state]), "off"
    if state == "scheduled":
        return say(FROM, {"day": _short(version.active_from)}), "off"
    ends = min((each for each in (window.ends_at, version.active_to) if each is not None), default=None)
    if window.starts_at and ends:
        return say(BETWEEN, {"start": _short(window.starts_at), "end": _last_day(ends)}), "acc"
    if ends:
        return say(UNTIL, {"day": _last_day(ends)}), "acc"
    return (say(FROM, {"day": _short(window.starts_at)}), "acc") if window.starts_at else (say(ALWAYS), "")


def _short(instant: datetime) -> str:
    return day(instant, "d MMM")


def _last_day(end: datetime) -> str:
    """The last day before an end that is outside."""
    local = end.astimezone(zone())
    return day(local if local.hour or local.minute else local.fromordinal(local.toordinal() - 1).date(), "d MMM")

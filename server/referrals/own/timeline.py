"""The way of a referral: what was reached, where it stands, what may come and what that would bring."""

from collections.abc import Mapping
from dataclasses import dataclass

from gamification import ENDS, STAGES
from server.messages import N_
from server.points.queries import StagePoints
from server.referrals.own.money import Money
from server.referrals.own.pages import StageLine, State
from server.referrals.own.wording import AGREED, icon_of, short_day, stage_name, week_day
from server.referrals.queries import ReferralSeen, StepSeen
from server.referrals.referring.presenting import SOURCE
from server.web.locale import say

MILESTONES = ("started", "retained")


@dataclass(frozen=True, slots=True)
class Way:
    """All that the lines of one referral are made of. `by_kind` is what the ledger decided, `would` what rules say."""

    referral: ReferralSeen
    steps: Mapping[str, StepSeen]
    names: Mapping[str, str]
    by_kind: Mapping[str, StagePoints]
    would: Mapping[str, int]
    money: Money


def lines(way: Way) -> tuple[StageLine, ...]:
    """The stages in their order; one that was skipped is left out, what comes after an end too."""
    ended = way.referral.stage in ENDS
    shown = [stage for stage in STAGES if stage in way.steps or (not ended and _is_ahead(stage, way.referral.stage))]
    made = [_line(stage, way) for stage in (*shown, *((way.referral.stage,) if ended else ()))]
    if way.referral.source == SOURCE and "submitted" in way.steps:
        made.insert(1, _agreed(way))
    return tuple(made)


def kind_of(stage: str) -> str:
    """The fact that stands for a stage in the ledger."""
    return "application.received" if stage == "submitted" else f"referral.{stage}"


def _is_ahead(stage: str, now: str) -> bool:
    return STAGES.index(stage) > STAGES.index(now)


def _line(stage: str, way: Way) -> StageLine:
    decided = way.by_kind.get(kind_of(stage))
    state = _state(stage, way)
    would = way.would.get(kind_of(stage), 0) if state == "todo" and way.referral.earns else 0
    return StageLine(
        state=state,
        icon=icon_of(stage),
        title=stage_name(stage),
        metas=tuple(filter(None, (_when(stage, way), *_waits(decided), *_money(stage, way)))),
        points=decided.points if decided else would,
        is_pending=decided is not None and decided.state == "pending",
    )


def _state(stage: str, way: Way) -> State:
    if stage == way.referral.stage:
        return "now"
    return "done" if stage in way.steps else "todo"


def _when(stage: str, way: Way) -> str:
    """The day, and whose hand it was; for where it stands, what comes next."""
    referral, step = way.referral, way.steps.get(stage)
    if stage == referral.stage and referral.next_on is not None and referral.next_what:
        return say(N_("{what}, {day}"), {"what": referral.next_what, "day": week_day(referral.next_on)})
    if step is None:
        return ""
    name = way.names.get(step.by_id or "")
    values = {"day": short_day(step.at), "name": name}
    return say(N_("{day}, by {name}"), values) if name and stage in STAGES else short_day(step.at)


def _waits(decided: StagePoints | None) -> tuple[str, ...]:
    return (say(N_("Its points wait to be confirmed.")),) if decided and decided.state == "pending" else ()


def _money(stage: str, way: Way) -> tuple[str, ...]:
    return way.money.at(stage) if stage in MILESTONES else ()


def _agreed(way: Way) -> StageLine:
    """Somebody presented said yes before anything began."""
    return StageLine("done", "check-bold", say(AGREED), (short_day(way.steps["submitted"].at),))

"""What a recommendation would bring, in words: points by the rules of today, money by the opening's plan, gross."""

from collections.abc import Mapping
from datetime import datetime

from server import clock
from server.bonuses.queries import PlanOutlook, plan_outlook
from server.bonuses.wording import gross
from server.messages import N_
from server.openings.queries import OpeningSeen
from server.points.queries import preview_referral
from server.web.locale import say, say_many

Moments = Mapping[str, tuple[str, ...]]  # what is said, and the facts it is said of
FIRST: Moments = {
    N_("{reward} for an application"): ("application.received",),
    N_("{reward} at first contact"): ("referral.qualified",),
}
LATER: Moments = {
    N_("{reward} at the interview"): ("referral.interview",),
    N_("{reward} on arrival"): ("referral.hired", "referral.started"),
    N_("{reward} once the trial period is passed"): ("referral.retained",),
}
MILESTONES = {"referral.started": "started", "referral.retained": "retained"}


async def promise(opening: OpeningSeen) -> str:
    """One line, such as "60 points at the interview, 300 points and €1,200 gross on arrival"; empty for nothing.

    The first small steps are said only where nothing later brings anything: the line is read in a glance.
    """
    points = await preview_referral(opening.id, opening.is_hot)
    plan = await plan_of(opening, clock.now())
    return _line(LATER, points, plan) or _line(FIRST, points, plan)


def _line(moments: Moments, points: Mapping[str, int], plan: PlanOutlook | None) -> str:
    rewards = ((moment, _reward(points, plan, kinds)) for moment, kinds in moments.items())
    return ", ".join(say(moment, {"reward": reward}) for moment, reward in rewards if reward)


async def plan_of(opening: OpeningSeen, at: datetime) -> PlanOutlook | None:
    """What the opening's plan promises somebody who recommends at this moment."""
    return await plan_outlook(opening.bonus_plan_id, at) if opening.bonus_plan_id else None


def _reward(points: Mapping[str, int], plan: PlanOutlook | None, kinds: tuple[str, ...]) -> str:
    earned = sum(points.get(kind, 0) for kind in kinds)
    cents = sum(bonus_at(plan, MILESTONES[kind]) for kind in kinds if kind in MILESTONES)
    parts = [say_many("{n} point", "{n} points", earned)] if earned else []
    parts += [gross(cents, plan.currency)] if plan and cents else []
    if len(parts) == 2:
        return say(N_("{points} and {bonus}"), {"points": parts[0], "bonus": parts[1]})
    return "".join(parts)


def bonus_at(plan: PlanOutlook | None, milestone: str) -> int:
    """The cents that a plan promises at a milestone."""
    return sum(each.amount for each in plan.instalments if each.milestone == milestone) if plan else 0

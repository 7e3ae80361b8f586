"""What a rule must meet before it is published, and when a second person looks at it first."""

from datetime import datetime, timedelta
from math import inf
from typing import Any

from gamification import Grant, Message, Rule, RuleSpec, publish_problems
from server import clock
from server.people.bounds import Bounds
from server.rulebook.campaigns import is_campaign
from server.rulebook.queries import active_rules
from server.rulebook.simulation_queries import finished
from server.rulebook.versions import spec_hash

FRESH = timedelta(days=7)  # a dry run tells who has to agree: one of an empty or another season would not
A_MOMENT = timedelta(minutes=1)  # a form is sent a little after it was filled


class NotPublishable(Exception):
    """What stands against publishing, as messages."""

    def __init__(self, problems: tuple[Message, ...]) -> None:
        super().__init__(", ".join(problem.key for problem in problems))
        self.problems = problems


async def check(rule: Rule, starts_at: datetime) -> None:
    """Raise NotPublishable with every problem of the rule itself, beside the others of that day, and of its day."""
    problems = publish_problems(rule, await active_rules(max(starts_at, clock.now())))
    if starts_at < clock.now() - A_MOMENT:
        problems.append(Message("publish.starts_at.past"))
    if rule.spec.campaign is not None and not await is_campaign(rule.spec.campaign):
        problems.append(Message("rule.campaign.unknown"))
    if problems:
        raise NotPublishable(tuple(problems))


async def dry_run(draft_id: str, spec: RuleSpec, since: datetime) -> dict[str, Any]:
    """The figures of the dry run of exactly this content, finished since then; raises NotPublishable without one."""
    figures = await finished(draft_id, spec_hash(spec), since)
    if figures is None:
        raise NotPublishable((Message("publish.simulation.missing"),))
    return figures


def points_of_one_act(spec: RuleSpec) -> float:
    """The most points that one act can bring: per unit, as many units as the tightest limit lets through, or any."""
    if not isinstance(spec.then, Grant) or not spec.then.points:
        return 0
    units = [limit.max_units for limit in spec.limits if limit.max_units is not None]
    return spec.then.points * (min(units, default=inf) if spec.then.unit_field else 1)


def needs_second_person(spec: RuleSpec, expected: int, among: Bounds) -> bool:
    """Whether it costs enough for another pair of eyes."""
    return expected > among.approval_above_90_days or points_of_one_act(spec) > among.approval_above_once

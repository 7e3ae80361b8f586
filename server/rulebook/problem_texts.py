"""What stands against publishing a rule, in sentences."""

from collections.abc import Mapping

from gamification import LimitPer, Message, MessageValue
from server.messages import N_
from server.rulebook.vocabulary import field_name, kind_name, period_name, scope_name
from server.web.locale import say

Names = Mapping[str, str]

PROBLEMS = {
    "rule.when.unknown": N_("Choose what has to happen."),
    "rule.identity.invalid": N_("The rule needs a name."),
    "rule.group.empty": N_("A group of conditions is empty: fill it in or take it away."),
    "rule.field.unknown": N_("“{field}” is not known of what happens here."),
    "rule.op.unfit": N_("“{field}” cannot be compared in this way."),
    "rule.value.unfit": N_("The value for “{field}” does not fit."),
    "rule.conditions.contradict": N_("Two conditions on “{field}” exclude each other: nobody could meet both."),
    "rule.grant.amount": N_("Say how many points or how much recognition it gives."),
    "rule.grant.unit": N_("“{field}” is no number: nothing can be given for each."),
    "rule.limits.missing": N_("Add a limit: without one the same person could earn without end."),
    "rule.limits.twice": N_("Two limits count the same thing: keep one."),
    "rule.limit.cap": N_("Say how many: a limit {per} needs a number of at least 1."),
    "rule.limit.units": N_("The limit {per} counts units, but the rule gives points once for all."),
    "rule.limit.scope": N_("Say what the limit counts, each thing once."),
    "rule.limit.scope.unknown": N_("A limit “{name}” is not possible here: that is not known of what happens."),
    "rule.multiplier.range": N_("A multiplier lies between 1 and 3."),
    "rule.multiplier.targets": N_("Choose the rules that are multiplied."),
    "rule.multiplier.limits": N_("A multiplier has no limits of its own: those of its rules apply."),
    "rule.confirm.fact": N_("Choose what confirms the points."),
    "rule.confirm.days": N_("Say after how many days the points are confirmed."),
    "rule.confirm.void": N_("Only points that wait for a confirmation can lapse, after one day at least."),
    "rule.window.naive": N_("The period needs days of the programme’s calendar."),
    "rule.window.empty": N_("The period ends before it begins."),
    "rule.budget.missing": N_("Choose the campaign that pays: a multiplier needs a budget."),
    "rule.multiplier.target.unknown": N_("The rule “{rule}” is no longer there."),
    "rule.multiplier.target.when": N_("“{rule}” is about something else than this multiplier: {kind}."),
    "rule.multiplier.target.multiplies": N_("“{rule}” is a multiplier itself: only rules that give can be multiplied."),
    "rule.multiplied.when": N_("“{rule}” multiplies this rule, but for something else that happens."),
    "rule.overlap": N_("“{rule}” can pay for the same act: both are added up."),
    "rule.campaign.unknown": N_("This campaign does not exist."),
    "publish.starts_at.past": N_("Choose a day to come, or today: a rule never changes what has happened."),
    "publish.simulation.missing": N_("Run the dry run first: what you publish has not been simulated as it stands."),
    "publish.label.missing": N_("Give the rule a name in both languages."),
}
OTHERWISE = N_("Something in this rule does not fit together.")


def problem_text(problem: Message, names: Names | None = None) -> str:
    """One sentence in the reader's language; `names` are those of rules by key."""
    values = {name: _said(name, value, names or {}) for name, value in problem.values.items()}
    return say(PROBLEMS.get(problem.key, OTHERWISE), values)


def _said(name: str, value: MessageValue, names: Names) -> str:
    match name:
        case "field":
            return field_name(str(value))
        case "kind":
            return kind_name(str(value))
        case "name":
            return scope_name(str(value))
        case "per":
            return period_name(LimitPer(str(value)))
        case "rule":
            return names.get(str(value), str(value))
    return str(value)

"""The publish gate: what stops a rule from being published, and what HR should know beforehand.

Keys of `publish_problems`, all refusals, with their values:
  every key of `validate_rule`:
    rule.when.unknown {kind}; rule.identity.invalid {key, version}; rule.group.empty;
    rule.field.unknown, rule.op.unfit, rule.value.unfit {field, op}; rule.conditions.contradict {field};
    rule.grant.amount {points, recognition}; rule.grant.unit {field};
    rule.limits.missing; rule.limits.twice; rule.limit.cap {per}; rule.limit.units {per};
    rule.limit.scope {scope}; rule.limit.scope.unknown {name};
    rule.multiplier.range {min, max}; rule.multiplier.targets; rule.multiplier.limits;
    rule.confirm.fact {kind}; rule.confirm.days {days}; rule.confirm.void {days};
    rule.window.naive; rule.window.empty
  rule.budget.missing               points, or a boost, that no budget pays: a multiplier without campaign
  rule.multiplier.target.unknown {rule}        no such rule among the others
  rule.multiplier.target.when {rule, kind}     the target waits for another kind of fact, `kind`
  rule.multiplier.target.multiplies {rule}     the target is a multiplier itself
  rule.multiplied.when {rule}                  the multiplier `rule` aims at this rule, for another kind of fact
Keys of `overlaps`, never a refusal:
  rule.overlap {rule}               both can pay for one fact
Durations are days, windows aware UTC; no function here raises.
"""

from collections.abc import Iterator, Sequence

from .contradictions import contradictory_fields
from .messages import Message
from .rule_check import validate_rule
from .rules import Grant, Multiply, Rule, Window


def publish_problems(rule: Rule, others: Sequence[Rule]) -> list[Message]:
    """Everything that stops a rule from being published beside `others`; an older version of it is ignored."""
    beside = [each for each in others if each.key != rule.key]
    return [*validate_rule(rule), *_budget(rule), *_targets(rule, beside), *_multiplied(rule, beside)]


def overlaps(rule: Rule, others: Sequence[Rule]) -> list[Message]:
    """The rules that can pay for the same fact as this one: told to HR, never refused."""
    beside = [each for each in others if each.key != rule.key]
    return [Message("rule.overlap", {"rule": each.key}) for each in beside if _overlap(rule, each)]


def _budget(rule: Rule) -> Iterator[Message]:
    spec = rule.spec
    pays = isinstance(spec.then, Multiply) or spec.then.points > 0
    needs_campaign = isinstance(spec.then, Multiply) or spec.campaign is not None
    if pays and needs_campaign and not spec.campaign:
        yield Message("rule.budget.missing")


def _targets(rule: Rule, beside: Sequence[Rule]) -> Iterator[Message]:
    by_key = {each.key: each.spec for each in beside}
    for target in rule.spec.then.targets if isinstance(rule.spec.then, Multiply) else ():
        aimed = by_key.get(target)
        if aimed is None:
            yield Message("rule.multiplier.target.unknown", {"rule": target})
        elif isinstance(aimed.then, Multiply):
            yield Message("rule.multiplier.target.multiplies", {"rule": target})
        elif aimed.when != rule.spec.when:
            yield Message("rule.multiplier.target.when", {"rule": target, "kind": aimed.when})


def _multiplied(rule: Rule, beside: Sequence[Rule]) -> Iterator[Message]:
    for each in beside:
        then = each.spec.then
        if isinstance(then, Multiply) and rule.key in then.targets and each.spec.when != rule.spec.when:
            yield Message("rule.multiplied.when", {"rule": each.key})


def _overlap(one: Rule, other: Rule) -> bool:
    first, second = one.spec, other.spec
    both_give = isinstance(first.then, Grant) and isinstance(second.then, Grant)
    stacked = first.stack_group is not None and first.stack_group == second.stack_group
    if not both_give or first.when != second.when or stacked or not _meet(first.window, second.window):
        return False
    return not contradictory_fields((*first.conditions, *first.eligibility, *second.conditions, *second.eligibility))


def _meet(one: Window, other: Window) -> bool:
    return _starts_in_time(one, other) and _starts_in_time(other, one)


def _starts_in_time(one: Window, other: Window) -> bool:
    return one.starts_at is None or other.ends_at is None or one.starts_at < other.ends_at

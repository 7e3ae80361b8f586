"""A rule as a sentence: message keys and values in reading order, the words are made at the edge.

Keys: when.<kind>; if.<op>, eligible.<op>, or.<op> {field, value}; then.per_fact {points, recognition},
then.per_unit {points, recognition, unit}, then.multiply {basis_points, rules}; confirm.<mode> {kind?, days?},
confirm.void_after {days}; limit.<per>.times, limit.<per>.units {max, scope}; window.from, window.until {instant};
campaign {campaign}; stack_group {group}: of the rules of that group, only the one that gives most.
"""

from collections.abc import Iterable, Iterator

from .messages import Message, MessageValue
from .rules import Condition, Confirm, Grant, Group, Limit, Multiply, Rule, RuleSpec, Window


def sentence(rule: Rule) -> tuple[Message, ...]:
    """WHEN, IF, ELIGIBILITY, THEN, CONFIRM, LIMITS, WINDOW, CAMPAIGN, STACK GROUP, as far as the rule has them."""
    return phrases(rule.spec)


def phrases(spec: RuleSpec) -> tuple[Message, ...]:
    """The sentence of a spec that is no rule yet."""
    return tuple(_phrases(spec))


def _phrases(spec: RuleSpec) -> Iterator[Message]:
    yield Message(f"when.{spec.when}")
    yield from _groups("if", spec.conditions)
    yield from _groups("eligible", spec.eligibility)
    yield _grant(spec.then) if isinstance(spec.then, Grant) else _multiply(spec.then)
    yield from _confirm(spec.confirm)
    yield from map(_limit, spec.limits)
    yield from _window(spec.window)
    if spec.campaign is not None:
        yield Message("campaign", {"campaign": spec.campaign})
    if spec.stack_group is not None:
        yield Message("stack_group", {"group": spec.stack_group})


def _groups(prefix: str, groups: Iterable[Group]) -> Iterator[Message]:
    for group in groups:
        for place, condition in enumerate(group):
            yield _condition(prefix if place == 0 else "or", condition)


def _condition(prefix: str, condition: Condition) -> Message:
    return Message(f"{prefix}.{condition.op}", {"field": condition.field, "value": condition.value})


def _grant(grant: Grant) -> Message:
    amounts: dict[str, MessageValue] = {"points": grant.points, "recognition": grant.recognition}
    if grant.unit_field is None:
        return Message("then.per_fact", amounts)
    return Message("then.per_unit", {**amounts, "unit": grant.unit_field})


def _multiply(multiply: Multiply) -> Message:
    return Message("then.multiply", {"basis_points": multiply.basis_points, "rules": multiply.targets})


def _confirm(confirm: Confirm) -> Iterator[Message]:
    values: dict[str, MessageValue] = {}
    if confirm.fact_kind is not None:
        values["kind"] = confirm.fact_kind
    if confirm.days is not None:
        values["days"] = confirm.days
    yield Message(f"confirm.{confirm.mode}", values)
    if confirm.void_after_days is not None:
        yield Message("confirm.void_after", {"days": confirm.void_after_days})


def _limit(limit: Limit) -> Message:
    counts = "times" if limit.max_units is None else "units"
    cap = limit.max_times if limit.max_units is None else limit.max_units
    return Message(f"limit.{limit.per}.{counts}", {"max": cap or 0, "scope": limit.scope})


def _window(window: Window) -> Iterator[Message]:
    if window.starts_at is not None:
        yield Message("window.from", {"instant": window.starts_at.isoformat()})
    if window.ends_at is not None:
        yield Message("window.until", {"instant": window.ends_at.isoformat()})

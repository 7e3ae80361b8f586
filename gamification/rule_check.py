"""What is wrong with a rule, as messages: nothing invalid is published."""

from collections.abc import Iterable, Iterator, Mapping

from .contradictions import contradictory_fields
from .facts import FACT_KINDS, FieldType, has_type
from .messages import Message
from .rules import (
    MAX_MULTIPLIER,
    NO_MULTIPLIER,
    OPS_BY_TYPE,
    Condition,
    ConditionValue,
    Confirm,
    ConfirmMode,
    Grant,
    Group,
    Limit,
    Multiply,
    Op,
    Rule,
    RuleSpec,
    Window,
)

Schema = Mapping[str, FieldType]
_OUTSIDE_THE_FACT = frozenset({"person", "rule", "object"})
MOST_DAYS = 10_000  # a date that no calendar holds would stop every act of that kind
MOST_POINTS = 100_000  # of one unit; what is above fits no column once it is multiplied


def validate_rule(rule: Rule) -> list[Message]:
    """Every problem of a rule, as message key and values; one without problems can be published."""
    schema = FACT_KINDS.get(rule.spec.when)
    if schema is None:
        return [Message("rule.when.unknown", {"kind": rule.spec.when})]
    return list(_problems(rule, schema))


def _problems(rule: Rule, schema: Schema) -> Iterator[Message]:
    spec = rule.spec
    if not rule.key or rule.version < 1:
        yield Message("rule.identity.invalid", {"key": rule.key, "version": rule.version})
    yield from _check_groups(spec.conditions, schema)
    yield from _check_groups(spec.eligibility, schema)
    yield from _check_contradictions((*spec.conditions, *spec.eligibility))
    if isinstance(spec.then, Grant):
        yield from _check_grant(spec.then, schema)
        yield from _check_limits(spec, spec.then, schema)
    else:
        yield from _check_multiply(spec, spec.then)
    yield from _check_confirm(spec.confirm)
    yield from _check_window(spec.window)


def _check_groups(groups: Iterable[Group], schema: Schema) -> Iterator[Message]:
    for group in groups:
        if not group:
            yield Message("rule.group.empty")
        for condition in group:
            yield from _check_condition(condition, schema)


def _check_condition(condition: Condition, schema: Schema) -> Iterator[Message]:
    field_type = schema.get(condition.field)
    values = {"field": condition.field, "op": condition.op.value}
    if field_type is None:
        yield Message("rule.field.unknown", values)
    elif condition.op not in OPS_BY_TYPE[field_type]:
        yield Message("rule.op.unfit", values)
    elif not _fits(condition, field_type):
        yield Message("rule.value.unfit", values)


def _fits(condition: Condition, field_type: FieldType) -> bool:
    value = condition.value
    match condition.op:
        case Op.IN | Op.NOT_IN | Op.HAS_ANY:
            return bool(value) and has_type(value, FieldType.LABELS)
        case Op.BETWEEN:
            return _is_range(value)
    return has_type(value, field_type)


def _is_range(value: ConditionValue) -> bool:
    match value:
        case (int(low), int(high)):
            return has_type(low, FieldType.NUMBER) and has_type(high, FieldType.NUMBER) and low <= high
    return False


def _check_contradictions(groups: Iterable[Group]) -> Iterator[Message]:
    for field in contradictory_fields(groups):
        yield Message("rule.conditions.contradict", {"field": field})


def _check_grant(grant: Grant, schema: Schema) -> Iterator[Message]:
    amounts = grant.points, grant.recognition
    if min(amounts) < 0 or max(amounts) > MOST_POINTS or not any(amounts):
        yield Message("rule.grant.amount", {"points": grant.points, "recognition": grant.recognition})
    if grant.unit_field is not None and schema.get(grant.unit_field) is not FieldType.NUMBER:
        yield Message("rule.grant.unit", {"field": grant.unit_field})


def _check_multiply(spec: RuleSpec, multiply: Multiply) -> Iterator[Message]:
    if not NO_MULTIPLIER < multiply.basis_points <= MAX_MULTIPLIER:
        yield Message("rule.multiplier.range", {"min": NO_MULTIPLIER, "max": MAX_MULTIPLIER})
    if not multiply.targets:
        yield Message("rule.multiplier.targets")
    if spec.limits or spec.stack_group is not None:
        yield Message("rule.multiplier.limits")


def _check_limits(spec: RuleSpec, grant: Grant, schema: Schema) -> Iterator[Message]:
    if not spec.limits:
        yield Message("rule.limits.missing")
    counted = [(frozenset(each.scope), each.per, each.max_units is None) for each in spec.limits]
    if len(set(counted)) < len(counted):
        yield Message("rule.limits.twice")
    for limit in spec.limits:
        yield from _check_limit(limit, grant, schema)


def _check_limit(limit: Limit, grant: Grant, schema: Schema) -> Iterator[Message]:
    caps = [cap for cap in (limit.max_times, limit.max_units) if cap is not None]
    if len(caps) != 1 or caps[0] < 1:
        yield Message("rule.limit.cap", {"per": limit.per.value})
    if limit.max_units is not None and grant.unit_field is None:
        yield Message("rule.limit.units", {"per": limit.per.value})
    if not limit.scope or len(set(limit.scope)) < len(limit.scope):
        yield Message("rule.limit.scope", {"scope": limit.scope})
    for name in limit.scope:
        if name not in _OUTSIDE_THE_FACT and schema.get(name) is not FieldType.TEXT:
            yield Message("rule.limit.scope.unknown", {"name": name})


def _check_confirm(confirm: Confirm) -> Iterator[Message]:
    on_fact, after_days = confirm.mode is ConfirmMode.ON_FACT, confirm.mode is ConfirmMode.AFTER_DAYS
    waits = on_fact or confirm.mode is ConfirmMode.BY_HR
    if confirm.fact_kind not in (FACT_KINDS if on_fact else (None,)):
        yield Message("rule.confirm.fact", {"kind": confirm.fact_kind or ""})
    if (confirm.days is not None) != after_days or (confirm.days is not None and not 0 < confirm.days <= MOST_DAYS):
        yield Message("rule.confirm.days", {"days": confirm.days or 0})
    if confirm.void_after_days is not None and not (waits and 0 < confirm.void_after_days <= MOST_DAYS):
        yield Message("rule.confirm.void", {"days": confirm.void_after_days})


def _check_window(window: Window) -> Iterator[Message]:
    bounds = [each for each in (window.starts_at, window.ends_at) if each is not None]
    if any(each.utcoffset() is None for each in bounds):
        yield Message("rule.window.naive")
    elif len(bounds) == 2 and bounds[0] >= bounds[1]:
        yield Message("rule.window.empty")

"""Conditions: whether a fact satisfies what a rule asks."""

from datetime import datetime

from .facts import Fact, FactValue
from .rules import Condition, ConditionValue, Group, Op, Window


def failed_group(fact: Fact, groups: tuple[Group, ...]) -> Group | None:
    """The first any-of group of which nothing holds, or None when all hold."""
    return next((group for group in groups if not any(holds(fact, each) for each in group)), None)


def holds(fact: Fact, condition: Condition) -> bool:
    """Whether one comparison is true; a field the fact lacks, or another type, is never true."""
    actual = fact.values.get(condition.field)
    return actual is not None and _compare(actual, condition.op, condition.value)


def is_open(window: Window, instant: datetime) -> bool:
    """Whether the window holds the instant; its end is outside."""
    started = window.starts_at is None or window.starts_at <= instant
    return started and (window.ends_at is None or instant < window.ends_at)


def _compare(actual: FactValue, op: Op, value: ConditionValue) -> bool:
    match op, actual, value:
        case Op.IS, _, _:
            return type(actual) is type(value) and actual == value
        case Op.IS_NOT, str(), str():
            return actual != value
        case Op.IN, str(), tuple():
            return actual in value
        case Op.NOT_IN, str(), tuple():
            return actual not in value
        case Op.AT_LEAST, int(), int():
            return actual >= value
        case Op.AT_MOST, int(), int():
            return actual <= value
        case Op.BETWEEN, int(), (int(low), int(high)):
            return low <= actual <= high
        case Op.HAS_ANY, tuple(), tuple():
            return not set(actual).isdisjoint(value)
    return False

"""Contradictions: groups of conditions that no fact can satisfy together."""

from collections.abc import Iterable, Iterator

from .rules import Condition, Group, Op

_TEXT_OPS = frozenset({Op.IS, Op.IS_NOT, Op.IN, Op.NOT_IN})
_ENDLESS = float("inf")


def contradictory_fields(groups: Iterable[Group]) -> tuple[str, ...]:
    """The fields of each group that the conditions standing alone leave no value for, once each, in order."""
    known = [group for group in groups if group]
    alone = [group[0] for group in known if len(group) == 1]
    found = (group[0].field for group in known if all(_is_excluded(each, alone) for each in group))
    return tuple(dict.fromkeys(found))


def excludes(one: Condition, other: Condition) -> bool:
    """Whether no value of their field satisfies both."""
    if one.field != other.field:
        return False
    if isinstance(one.value, bool) or isinstance(other.value, bool):
        return one.op is Op.IS and other.op is Op.IS and one.value is not other.value
    if one.op in _TEXT_OPS and other.op in _TEXT_OPS and not (_is_number(one) or _is_number(other)):
        return _texts_exclude(one, other)
    return _ranges_exclude(one, other)


def _is_excluded(condition: Condition, alone: Iterable[Condition]) -> bool:
    return any(excludes(condition, each) for each in alone)


def _is_number(condition: Condition) -> bool:
    return isinstance(condition.value, int)


def _texts_exclude(one: Condition, other: Condition) -> bool:
    first, second = set(_texts(one)), set(_texts(other))
    match _is_negative(one), _is_negative(other):
        case False, False:
            return first.isdisjoint(second)
        case False, True:
            return first <= second
        case True, False:
            return second <= first
    return False


def _is_negative(condition: Condition) -> bool:
    return condition.op in (Op.IS_NOT, Op.NOT_IN)


def _texts(condition: Condition) -> Iterator[str]:
    value = condition.value
    for each in value if isinstance(value, tuple) else (value,):
        yield str(each)


def _ranges_exclude(one: Condition, other: Condition) -> bool:
    (low, high), (least, most) = _range(one), _range(other)
    return max(low, least) > min(high, most)


def _range(condition: Condition) -> tuple[float, float]:
    match condition.op, condition.value:
        case Op.IS, int(value):
            return value, value
        case Op.AT_LEAST, int(value):
            return value, _ENDLESS
        case Op.AT_MOST, int(value):
            return -_ENDLESS, value
        case Op.BETWEEN, (int(low), int(high)):
            return low, high
    return -_ENDLESS, _ENDLESS

"""The conditions of the editor: groups of which one clause must hold, each a field, a comparison and a value."""

from gamification import FACT_KINDS, OPS_BY_TYPE, Condition, ConditionValue, FieldType, Group, Op
from server.rulebook.editor.fields import Fields, clause_rows, first
from server.rulebook.editor.problems import BACKWARDS, CHOOSE, CHOOSE_SOME, EMPTY, Problems
from server.rulebook.editor.reading_numbers import whole

FLAGS = {"yes": True, "no": False}
LISTS = (Op.IN, Op.NOT_IN, Op.HAS_ANY)


def groups(fields: Fields, section: str, when: str, problems: Problems) -> tuple[Group, ...]:
    """The groups of a section, as far as they can be read."""
    read = (_group(fields, f"{section}-{place}", rows, when, problems) for place, rows in _placed(fields, section))
    return tuple(group for group in read if group)


def _placed(fields: Fields, section: str) -> list[tuple[int, list[int]]]:
    return list(enumerate(clause_rows(fields, section)))


def _group(fields: Fields, name: str, rows: list[int], when: str, problems: Problems) -> Group:
    read = (_condition(fields, f"{name}-{row}", when, problems) for row in rows)
    return tuple(each for each in read if each is not None)


def _condition(fields: Fields, name: str, when: str, problems: Problems) -> Condition | None:
    field = first(fields, f"{name}-field")
    if field not in FACT_KINDS[when]:
        problems.add(f"{name}-field", CHOOSE)
        return None
    kind = FACT_KINDS[when][field]
    op = chosen_op(first(fields, f"{name}-op"), kind)
    if op is None:
        problems.add(f"{name}-op", CHOOSE)
        return None
    value = _value(fields, name, op, kind, problems)
    return None if value is None else Condition(field, op, value)


def chosen_op(said: str, kind: FieldType) -> Op | None:
    """The comparison that was chosen, if fields of this type have it; where there is one only, that one."""
    fitting = OPS_BY_TYPE[kind]
    return fitting[0] if len(fitting) == 1 else next((each for each in fitting if each.value == said), None)


def _value(fields: Fields, name: str, op: Op, kind: FieldType, problems: Problems) -> ConditionValue | None:
    if op in LISTS:
        return _list(fields, f"{name}-value", problems)
    if op is Op.BETWEEN:
        return _range(fields, name, problems)
    if kind is FieldType.NUMBER:
        return whole(fields, f"{name}-value", problems)
    text = first(fields, f"{name}-value")
    if kind is FieldType.FLAG and text not in FLAGS:
        problems.add(f"{name}-value", CHOOSE)
        return None
    if not text:
        problems.add(f"{name}-value", EMPTY)
        return None
    return FLAGS[text] if kind is FieldType.FLAG else text


def _list(fields: Fields, name: str, problems: Problems) -> tuple[str, ...] | None:
    """Boxes that were ticked, or texts on lines of their own."""
    values = tuple(line.strip() for each in fields.get(name, []) for line in each.split("\n") if line.strip())
    if not values:
        problems.add(name, CHOOSE_SOME)
    return values or None


def _range(fields: Fields, name: str, problems: Problems) -> tuple[int, int] | None:
    low, high = whole(fields, f"{name}-value", problems), whole(fields, f"{name}-high", problems)
    if low is None or high is None:
        return None
    if low > high:
        problems.add(f"{name}-high", BACKWARDS)
        return None
    return low, high

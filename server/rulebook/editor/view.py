"""The form as the template draws it: which control each value gets, and what it offers."""

from dataclasses import dataclass

from gamification import FACT_KINDS, OPS_BY_TYPE, FieldType, Op
from server.rulebook.editor.choices import Choices
from server.rulebook.editor.fields import APART, Fields, clause_rows, first, limit_rows
from server.rulebook.editor.reading_conditions import LISTS, chosen_op
from server.rulebook.editor.view_limits import LimitRow, limit_view
from server.rulebook.editor.wording import MODES, OPS, PER_UNIT, UNITS, Options, named, options
from server.rulebook.wording import field_name, kind_name
from server.web.locale import say


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One comparison; `control` is yes_no, number, range, select, boxes, lines or text."""

    name: str
    field: str
    fields: Options
    op: str
    ops: Options
    control: str
    values: tuple[str, ...]
    high: str
    known: Options
    unit: str

    @property
    def value(self) -> str:
        """The only value, where there is one."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Clauses of which one must hold."""

    name: str
    clauses: tuple[ClauseRow, ...]


@dataclass(frozen=True, slots=True)
class FormView:
    """What was typed, with the choices beside it and sentences under what cannot be read."""

    fields: Fields
    problems: dict[str, str]
    kinds: Options
    conditions: tuple[GroupRow, ...]
    eligibility: tuple[GroupRow, ...]
    has_fields: bool
    per_unit: Options
    modes: Options
    limits: tuple[LimitRow, ...]
    choices: Choices

    def said(self, name: str, otherwise: str = "") -> str:
        """What was typed in a field of one value."""
        return first(self.fields, name) or otherwise

    def ticked(self, name: str) -> tuple[str, ...]:
        """What was chosen in a field of several."""
        return tuple(self.fields.get(name, ()))

    def error(self, name: str) -> str:
        """The sentence under a field; a field that is still empty is not nagged."""
        typed = any(self.fields.get(name, ()))
        return self.problems.get(name, "") if typed else ""

    @property
    def spoken_for(self) -> tuple[str, ...]:
        """Every field that has a place for a sentence."""
        single = ("points", "recognition", "percent", "confirm_days", "void_days", "from", "until")
        clauses = [clause for group in (*self.conditions, *self.eligibility) for clause in group.clauses]
        parts = [f"{clause.name}-{part}" for clause in clauses for part in _parts(clause)]
        return (*single, *parts, *(f"{limit.name}-max" for limit in self.limits))


def _parts(clause: ClauseRow) -> tuple[str, ...]:
    return ("field", "value", "high") if clause.control == "range" else ("field", "value")


def form_view(fields: Fields, problems: dict[str, str], known: Choices) -> FormView:
    """Lay the form out for what it holds now."""
    when = first(fields, "when")
    schema = FACT_KINDS.get(when, {})
    units = [name for name, kind in schema.items() if kind is FieldType.NUMBER]
    unit = first(fields, "unit")
    return FormView(
        fields=fields,
        problems=problems,
        kinds=named(FACT_KINDS, kind_name),
        conditions=_groups(fields, "if", when, known),
        eligibility=_groups(fields, "who", when, known),
        has_fields=bool(_offered(when, known, "")),
        per_unit=options(PER_UNIT, [*units, *([unit] if unit and unit not in units else [])]),
        modes=options(MODES),
        limits=tuple(limit_view(fields, row, when) for row in limit_rows(fields)),
        choices=known,
    )


def _groups(fields: Fields, section: str, when: str, known: Choices) -> tuple[GroupRow, ...]:
    return tuple(
        GroupRow(f"{section}-{place}", tuple(_clause(fields, f"{section}-{place}-{row}", when, known) for row in rows))
        for place, rows in enumerate(clause_rows(fields, section))
    )


def _clause(fields: Fields, name: str, when: str, known: Choices) -> ClauseRow:
    field = first(fields, f"{name}-field")
    kind = FACT_KINDS.get(when, {}).get(field, FieldType.TEXT)
    op = chosen_op(first(fields, f"{name}-op"), kind) or OPS_BY_TYPE[kind][0]
    values = tuple(fields.get(f"{name}-value", ()))
    return ClauseRow(
        name=name,
        field=field,
        fields=named(_offered(when, known, field), field_name),
        op=op.value,
        ops=tuple((each.value, say(OPS[kind][each])) for each in OPS_BY_TYPE[kind]),
        control=_control(kind, op, field in known.values),
        values=values,
        high=first(fields, f"{name}-high"),
        known=_known(known.values.get(field, ()), values),
        unit=say(UNITS[field]) if field in UNITS else "",
    )


def _offered(when: str, known: Choices, present: str) -> tuple[str, ...]:
    schema = FACT_KINDS.get(when, {})
    offered = tuple(name for name in schema if name not in APART)
    return (present, *offered) if present and present not in offered else offered


def _control(kind: FieldType, op: Op, has_choices: bool) -> str:
    if op in LISTS:
        return "boxes" if has_choices else "lines"
    if kind is FieldType.TEXT:
        return "select" if has_choices else "text"
    return "yes_no" if kind is FieldType.FLAG else "range" if op is Op.BETWEEN else "number"


def _known(offered: Options, values: tuple[str, ...]) -> Options:
    """What can be chosen, and what was chosen though it can no longer be."""
    keys = {key for key, _ in offered}
    return (*offered, *((each, each) for each in values if each and each not in keys)) if offered else ()

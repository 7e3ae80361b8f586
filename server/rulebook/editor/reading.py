"""The fields of the editor as a rule: what can be read is read, what cannot is said beside its field."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from gamification import (
    FACT_KINDS,
    MOST_DAYS,
    MOST_POINTS,
    Confirm,
    ConfirmMode,
    Grant,
    Limit,
    LimitPer,
    Multiply,
    RuleSpec,
    Window,
)
from server.rulebook.editor.dates import day_or_instant
from server.rulebook.editor.fields import Fields, first, limit_rows
from server.rulebook.editor.problems import CHOOSE, CHOOSE_SOME, DATE, EMPTY, ENDS_FIRST, Problems
from server.rulebook.editor.reading_conditions import groups
from server.rulebook.editor.reading_numbers import basis_points, whole
from server.rulebook.editor.spec_fields import JOINED


@dataclass(frozen=True, slots=True)
class Parsed:
    """A form that was read: the rule when every field can be read, else sentences by field.

    `sketch` is the rule as far as it goes, for the live sentence; None without an event.
    """

    spec: RuleSpec | None
    sketch: RuleSpec | None
    problems: dict[str, str]


def read_spec(fields: Fields, zone: ZoneInfo) -> Parsed:
    """The rule that the fields say; days are those of the zone."""
    problems, when = Problems(), first(fields, "when")
    if when not in FACT_KINDS:
        problems.add("when", CHOOSE)
        return Parsed(None, None, problems.found)
    multiplies = first(fields, "then") == "multiply"
    sketch = RuleSpec(
        when=when,
        then=_multiply(fields, problems) if multiplies else _grant(fields, problems),
        conditions=groups(fields, "if", when, problems),
        confirm=_confirm(fields, problems),
        limits=() if multiplies else _limits(fields, problems),
        window=_window(fields, zone, problems),
        campaign=first(fields, "campaign") or None,
        eligibility=groups(fields, "who", when, problems),
        stack_group=None if multiplies else first(fields, "stack_new") or first(fields, "stack") or None,
    )
    return Parsed(None if problems.found else sketch, sketch, problems.found)


def _grant(fields: Fields, problems: Problems) -> Grant:
    points = whole(fields, "points", problems, most=MOST_POINTS, otherwise=0) or 0
    recognition = whole(fields, "recognition", problems, most=MOST_POINTS, otherwise=0) or 0
    return Grant(points, recognition, first(fields, "unit") or None)


def _multiply(fields: Fields, problems: Problems) -> Multiply:
    targets = tuple(each for each in fields.get("targets", []) if each)
    if not targets:
        problems.add("targets", CHOOSE_SOME)
    return Multiply(basis_points(fields, "percent", problems), targets)


def _confirm(fields: Fields, problems: Problems) -> Confirm:
    said = first(fields, "confirm") or ConfirmMode.IMMEDIATELY
    if said not in set(ConfirmMode):
        problems.add("confirm", CHOOSE)
        return Confirm()
    mode, kind = ConfirmMode(said), first(fields, "confirm_fact")
    if mode is ConfirmMode.ON_FACT and kind not in FACT_KINDS:
        problems.add("confirm_fact", CHOOSE)
    waits = mode in (ConfirmMode.ON_FACT, ConfirmMode.BY_HR)
    return Confirm(
        mode=mode,
        fact_kind=kind if mode is ConfirmMode.ON_FACT and kind in FACT_KINDS else None,
        days=_days(fields, "confirm_days", problems) if mode is ConfirmMode.AFTER_DAYS else None,
        void_after_days=_days(fields, "void_days", problems, may_lack=True) if waits else None,
    )


def _days(fields: Fields, name: str, problems: Problems, *, may_lack: bool = False) -> int | None:
    return whole(fields, name, problems, least=1, most=MOST_DAYS, may_lack=may_lack)


def _limits(fields: Fields, problems: Problems) -> tuple[Limit, ...]:
    read = (_limit(fields, f"limit-{row}", problems) for row in limit_rows(fields))
    return tuple(each for each in read if each is not None)


def _limit(fields: Fields, name: str, problems: Problems) -> Limit | None:
    cap = whole(fields, f"{name}-max", problems, least=1)
    per, scope = first(fields, f"{name}-per"), tuple(first(fields, f"{name}-scope").split(JOINED))
    if per not in set(LimitPer):
        problems.add(f"{name}-per", CHOOSE)
    if not all(scope):
        problems.add(f"{name}-scope", EMPTY)
    if cap is None or per not in set(LimitPer) or not all(scope):
        return None
    if first(fields, f"{name}-counts") == "units":
        return Limit(scope, LimitPer(per), max_units=cap)
    return Limit(scope, LimitPer(per), max_times=cap)


def _window(fields: Fields, zone: ZoneInfo, problems: Problems) -> Window:
    bounds = []
    for name, after in (("from", 0), ("until", 1)):
        text = first(fields, name)
        bounds.append(day_or_instant(text, zone, after=after))
        if text and bounds[-1] is None:
            problems.add(name, DATE)
    starts_at, ends_at = bounds
    if starts_at and ends_at and ends_at <= starts_at:
        problems.add("until", ENDS_FIRST)
        return Window()
    return Window(starts_at, ends_at)

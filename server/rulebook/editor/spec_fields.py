"""A rule as the fields of the editor: what a draft of a published version starts with."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from gamification import Condition, ConditionValue, Confirm, Grant, Group, Limit, Multiply, Op, RuleSpec
from server.rulebook.editor.dates import EARLIEST, LATEST, midnight

JOINED = "+"  # between the names of a limit's scope: no field of a fact has it
DAY = timedelta(days=1)


def fields_of(spec: RuleSpec, zone: ZoneInfo) -> dict[str, list[str]]:
    """The fields that read back as this spec; days are those of the zone, the last one included."""
    fields = {"when": [spec.when], **_then(spec.then), **_confirm(spec.confirm)}
    fields |= {**dict(_clauses("if", spec.conditions)), **dict(_clauses("who", spec.eligibility))}
    for place, limit in enumerate(spec.limits):
        fields |= {f"limit-{place}-{part}": [value] for part, value in _limit(limit).items()}
    if spec.window.starts_at is not None:
        fields["from"] = [_day(spec.window.starts_at, zone, timedelta())]
    if spec.window.ends_at is not None:
        fields["until"] = [_day(spec.window.ends_at, zone, DAY)]
    optional = {"campaign": spec.campaign, "stack": spec.stack_group}
    return fields | {name: [value] for name, value in optional.items() if value is not None}


def _then(then: Grant | Multiply) -> dict[str, list[str]]:
    if isinstance(then, Multiply):
        percent = format((Decimal(then.basis_points) / 100).normalize(), "f")
        return {"then": ["multiply"], "percent": [percent], "targets": list(then.targets)}
    return {
        "then": ["grant"],
        "points": [str(then.points)],
        "recognition": [str(then.recognition)],
        "unit": [then.unit_field or ""],
    }


def _confirm(confirm: Confirm) -> dict[str, list[str]]:
    said = {"confirm_fact": confirm.fact_kind, "confirm_days": confirm.days, "void_days": confirm.void_after_days}
    return {"confirm": [confirm.mode.value]} | {name: [str(each)] for name, each in said.items() if each is not None}


def _clauses(section: str, groups: Iterable[Group]) -> Iterator[tuple[str, list[str]]]:
    for place, group in enumerate(groups):
        for row, condition in enumerate(group):
            name = f"{section}-{place}-{row}"
            yield f"{name}-field", [condition.field]
            yield f"{name}-op", [condition.op.value]
            value, high = _value(condition)
            yield f"{name}-value", value
            yield f"{name}-high", high


def _value(condition: Condition) -> tuple[list[str], list[str]]:
    value = condition.value
    if isinstance(value, tuple):
        texts = [str(each) for each in value]
        return (texts[:1], texts[1:]) if condition.op is Op.BETWEEN else (texts, [])
    return [_one(value)], []


def _one(value: ConditionValue) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _limit(limit: Limit) -> dict[str, str]:
    cap = limit.max_times if limit.max_units is None else limit.max_units
    return {
        "max": str(cap),
        "counts": "times" if limit.max_units is None else "units",
        "per": limit.per.value,
        "scope": JOINED.join(limit.scope),
    }


def _day(bound: datetime, zone: ZoneInfo, back: timedelta) -> str:
    """A day when the bound is its midnight; else the instant itself, which a form shows as it is."""
    day = bound.astimezone(zone).date() - back
    is_whole = EARLIEST <= day < LATEST and midnight(day + back, zone) == bound
    return day.isoformat() if is_whole else bound.isoformat()

"""Rules as plain dicts for storage; closed in both directions: an unknown or missing key is refused."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from .rules import (
    Condition,
    ConditionValue,
    Confirm,
    ConfirmMode,
    Grant,
    Group,
    Limit,
    LimitPer,
    Multiply,
    Op,
    RuleSpec,
    Window,
)

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class RuleFormatError(ValueError):
    """A stored rule that does not have the form; `path` says where."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def to_dict(spec: RuleSpec) -> dict[str, object]:
    """Plain dicts, lists, strings and integers, ready for JSON."""
    return {name: _plain(value) for name, value in asdict(spec).items()}


def from_dict(stored: object) -> RuleSpec:
    """The spec that to_dict wrote; RuleFormatError for anything else."""
    form = _closed(stored, "rule", RuleSpec)
    return RuleSpec(
        when=_text(form["when"], "when"),
        then=_then(form["then"], "then"),
        conditions=_list(form["conditions"], "conditions", _group),
        confirm=_confirm(form["confirm"], "confirm"),
        limits=_list(form["limits"], "limits", _limit),
        window=_window(form["window"], "window"),
        campaign=_optional(form["campaign"], "campaign", _text),
        eligibility=_list(form["eligibility"], "eligibility", _group),
        stack_group=_optional(form["stack_group"], "stack_group", _text),
    )


def _plain(value: object) -> object:
    match value:
        case StrEnum():
            return value.value
        case datetime():
            return value.isoformat()
        case tuple():
            return [_plain(each) for each in value]
        case dict():
            return {name: _plain(each) for name, each in value.items()}
    return value


def _then(stored: object, path: str) -> Grant | Multiply:
    if isinstance(stored, Mapping) and "basis_points" in stored:
        form = _closed(stored, path, Multiply)
        targets = _list(form["targets"], f"{path}.targets", _text)
        return Multiply(_integer(form["basis_points"], f"{path}.basis_points"), targets)
    form = _closed(stored, path, Grant)
    return Grant(
        points=_integer(form["points"], f"{path}.points"),
        recognition=_integer(form["recognition"], f"{path}.recognition"),
        unit_field=_optional(form["unit_field"], f"{path}.unit_field", _text),
    )


def _group(stored: object, path: str) -> Group:
    return _list(stored, path, _condition)


def _condition(stored: object, path: str) -> Condition:
    form = _closed(stored, path, Condition)
    return Condition(
        field=_text(form["field"], f"{path}.field"),
        op=_choice(form["op"], f"{path}.op", Op),
        value=_condition_value(form["value"], f"{path}.value"),
    )


def _condition_value(stored: object, path: str) -> ConditionValue:
    match stored:
        case str() | int():
            return stored
        case [int(low), int(high)]:
            return low, high
        case list():
            return _list(stored, path, _text)
    raise RuleFormatError(path)


def _confirm(stored: object, path: str) -> Confirm:
    form = _closed(stored, path, Confirm)
    return Confirm(
        mode=_choice(form["mode"], f"{path}.mode", ConfirmMode),
        fact_kind=_optional(form["fact_kind"], f"{path}.fact_kind", _text),
        days=_optional(form["days"], f"{path}.days", _integer),
        void_after_days=_optional(form["void_after_days"], f"{path}.void_after_days", _integer),
    )


def _limit(stored: object, path: str) -> Limit:
    form = _closed(stored, path, Limit)
    return Limit(
        scope=_list(form["scope"], f"{path}.scope", _text),
        per=_choice(form["per"], f"{path}.per", LimitPer),
        max_times=_optional(form["max_times"], f"{path}.max_times", _integer),
        max_units=_optional(form["max_units"], f"{path}.max_units", _integer),
    )


def _window(stored: object, path: str) -> Window:
    form = _closed(stored, path, Window)
    return Window(
        starts_at=_optional(form["starts_at"], f"{path}.starts_at", _instant),
        ends_at=_optional(form["ends_at"], f"{path}.ends_at", _instant),
    )


def _closed(stored: object, path: str, form: type) -> Mapping[str, object]:
    if not isinstance(stored, Mapping):
        raise RuleFormatError(path)
    names = {field.name for field in fields(form)}
    for name in sorted(map(str, stored.keys() ^ names)):
        raise RuleFormatError(f"{path}.{name}")
    return stored


def _list(stored: object, path: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
    if not isinstance(stored, list):
        raise RuleFormatError(path)
    return tuple(read(each, f"{path}.{place}") for place, each in enumerate(stored))


def _optional(stored: object, path: str, read: Callable[[object, str], T]) -> T | None:
    return None if stored is None else read(stored, path)


def _text(stored: object, path: str) -> str:
    if not isinstance(stored, str):
        raise RuleFormatError(path)
    return stored


def _integer(stored: object, path: str) -> int:
    if not isinstance(stored, int) or isinstance(stored, bool):
        raise RuleFormatError(path)
    return stored


def _instant(stored: object, path: str) -> datetime:
    try:
        return datetime.fromisoformat(_text(stored, path))
    except ValueError as error:
        raise RuleFormatError(path) from error


def _choice(stored: object, path: str, options: type[E]) -> E:
    try:
        return options(_text(stored, path))
    except ValueError as error:
        raise RuleFormatError(path) from error

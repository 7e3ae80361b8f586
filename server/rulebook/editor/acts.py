"""What the buttons inside the form do to its fields, and where the reader goes on afterwards."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gamification import FACT_KINDS, FieldType
from server.rulebook.editor.fields import (
    APART,
    LIMIT,
    LIMIT_PARTS,
    MOST_CLAUSES,
    MOST_LIMITS,
    Fields,
    clause_rows,
    first,
    limit_rows,
    tidy,
)

SAVE, REFRESH = "save", "refresh"
NEW_LIMIT = {"max": "", "counts": "times", "per": "day", "scope": "person"}
_PLACE = r"(\d{1,2})"
_ACT = re.compile(
    rf"(add-group):(if|who)|(add-clause):(if|who)-{_PLACE}|(remove):((if|who)-{_PLACE}-{_PLACE}|limit-{_PLACE})"
)


@dataclass(frozen=True, slots=True)
class Acted:
    """The fields after an act, and the id of the control that takes the focus; empty where it stays."""

    fields: dict[str, list[str]]
    focus: str = ""


def act_on(typed: Fields, act: str, before: Fields | None = None) -> Acted:
    """Add or remove a row, or only keep what was typed; `before` is what the form held when it was shown."""
    fields = _settled(tidy(typed), before or {})
    if act == "add-limit":
        return _add_limit(fields)
    parts = _ACT.fullmatch(act)
    if parts is None:
        return Acted(fields)
    if parts[1]:
        return _add_clause(fields, parts[2], len(clause_rows(fields, parts[2])))
    if parts[3]:
        return _add_clause(fields, parts[4], int(parts[5]))
    return _remove(fields, parts[7])


def _settled(fields: dict[str, list[str]], before: Fields) -> dict[str, list[str]]:
    """A comparison that was turned to another field forgets the value it had for the one before."""
    schema = FACT_KINDS.get(first(fields, "when"), {})
    for name in [each for each in fields if each.endswith("-field") and before.get(each, fields[each]) != fields[each]]:
        clause = name.removesuffix("-field")
        fields |= _blank(clause, fields[name], schema)
    return fields


def _blank(clause: str, field: list[str], schema: Mapping[str, FieldType]) -> dict[str, list[str]]:
    value = ["yes"] if schema.get("".join(field)) is FieldType.FLAG else []
    return {f"{clause}-field": field, f"{clause}-op": [], f"{clause}-value": value, f"{clause}-high": []}


def _add_clause(fields: dict[str, list[str]], section: str, group: int) -> Acted:
    groups = clause_rows(fields, section)
    schema = FACT_KINDS.get(first(fields, "when"), {})
    offered = [each for each in schema if each not in APART]
    count = sum(len(clause_rows(fields, each)[place]) for each in ("if", "who") for place in _places(fields, each))
    if count >= MOST_CLAUSES or not offered or group > len(groups):
        return Acted(fields)
    name = f"{section}-{group}-{len(groups[group]) if group < len(groups) else 0}"
    return Acted(fields | _blank(name, offered[:1], schema), f"{name}-field")


def _places(fields: Fields, section: str) -> range:
    return range(len(clause_rows(fields, section)))


def _add_limit(fields: dict[str, list[str]]) -> Acted:
    place = len(limit_rows(fields))
    if place >= MOST_LIMITS:
        return Acted(fields)
    name = f"{LIMIT}-{place}"
    return Acted(fields | {f"{name}-{part}": [NEW_LIMIT[part]] for part in LIMIT_PARTS}, f"{name}-max")


def _remove(fields: dict[str, list[str]], name: str) -> Acted:
    """The reader goes on at the row that takes its place, else at the one before, else at the button that adds."""
    left = tidy({each: values for each, values in fields.items() if not each.startswith(f"{name}-")})
    start = f"{LIMIT}-{{}}-max" if name.startswith(LIMIT) else f"{name.rpartition('-')[0]}-{{}}-field"
    place = int(name.rpartition("-")[2])
    there = (start.format(each) for each in (place, place - 1))
    return Acted(left, next((each for each in there if each in left), f"add-{name.partition('-')[0]}"))

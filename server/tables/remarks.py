"""What is said about one line of a table, in words that name it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from server.messages import N_
from server.tables.reasons import DAY_MONTH_YEAR, MONTH_DAY_YEAR
from server.web.locale import say

ON_LINE = N_("Line {line}: {sentence}")
_TRANSLATED = (DAY_MONTH_YEAR, MONTH_DAY_YEAR)


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a line; `raw` are the known cells of a refused row, in the order of the file."""

    line: int
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)
    raw: tuple[str, ...] = ()


def worded(remark: Remark) -> str:
    """The sentence of a remark, which always names its line."""
    said = worded_reason(remark.reason, remark.values)
    if _names_line(remark.reason, remark.values):
        return said
    return say(ON_LINE, {"line": str(remark.line), "sentence": said})


def _names_line(reason: str, values: Mapping[str, Any]) -> bool:
    within = (value[0] for value in values.values() if isinstance(value, list | tuple))
    return "{line}" in reason or any("{line}" in each for each in within)


def worded_reason(reason: str, values: Mapping[str, Any]) -> str:
    """A reason with its values, of which one may be a reason too; a line's number is a name, so it is not grouped."""
    named = {key: _said(key, value) for key, value in values.items()}
    if named.get("form") in _TRANSLATED:
        named["form"] = say(named["form"])
    return say(reason, named)


def _said(key: str, value: Any) -> Any:
    if isinstance(value, list | tuple):  # a reason within: its sentence, and what stands in it
        return worded_reason(value[0], value[1])
    return str(value) if key in ("line", "first") else value


def by_line(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """In the order of the file."""
    return tuple(sorted(remarks, key=lambda remark: remark.line))

"""Values of any kind read as text, whatever a source puts where a text belongs."""

from collections.abc import Iterator, Mapping
from typing import Any

from server.content.plain_text import html_to_text

Node = Mapping[str, Any]
NOTHING = frozenset({"", "-", "–", "—", ".", "n/a", "none", "null", "undefined"})
MOST = 60


def text(value: object, limit: int = 300) -> str:
    """One line of plain text; of an object its name, of a list its first; empty for signs of nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return next(filter(None, (text(value.get(key), limit) for key in ("name", "label", "value", "@value"))), "")
    if isinstance(value, list | tuple):
        return next(filter(None, (text(each, limit) for each in value[:MOST])), "")
    plain = html_to_text(value, limit) if isinstance(value, str) else ""
    return "" if plain.casefold() in NOTHING else plain


def texts(value: object, limit: int = 60) -> tuple[str, ...]:
    """Every text of a list, or of a text that names several."""
    many = value if isinstance(value, list | tuple) else text(value, 1000).replace(";", ",").split(",")
    return tuple(dict.fromkeys(filter(None, (text(each, limit) for each in many[:MOST]))))


def markup(value: object) -> str:
    """A text with its mark-up and its lines."""
    if isinstance(value, list | tuple):
        return "\n\n".join(filter(None, map(markup, value[:MOST])))
    return value if isinstance(value, str) else ""


def node(value: object) -> Node:
    """The object, or an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def nodes(value: object) -> list[Node]:
    """The objects of a list, or of a single object."""
    many = value if isinstance(value, list) else [value]
    return [each for each in many if isinstance(each, Mapping)]


def first(*values: object) -> str:
    """The first of these that says something."""
    return next(_said(values), "")


def _said(values: tuple[object, ...]) -> Iterator[str]:
    return filter(None, map(text, values))

"""What the choices of the editor are called."""

from collections.abc import Callable, Iterable

from gamification import FieldType, Op
from server.messages import N_
from server.rulebook.wording import field_name, scope_name
from server.web.locale import say

Options = tuple[tuple[str, str], ...]

UNITS = {"visitors": N_("visitors")}
PER_UNIT = {"visitors": N_("for each visitor"), "level": N_("for each level")}
TEXT_OPS = {Op.IS: N_("is"), Op.IS_NOT: N_("is not"), Op.IN: N_("is one of"), Op.NOT_IN: N_("is none of")}
NUMBER_OPS = {
    Op.IS: N_("exactly"),
    Op.AT_LEAST: N_("at least"),
    Op.AT_MOST: N_("at most"),
    Op.BETWEEN: N_("between"),
}
OPS = {
    FieldType.TEXT: TEXT_OPS,
    FieldType.NUMBER: NUMBER_OPS,
    FieldType.FLAG: {Op.IS: N_("is")},
    FieldType.LABELS: {Op.HAS_ANY: N_("has one of")},
}
MODES = {
    "immediately": N_("At once"),
    "on_fact": N_("When something else happens"),
    "after_days": N_("After some days"),
    "by_hr": N_("When HR says so"),
}
COUNTS = {"times": N_("times"), "units": N_("units")}


def options(named: dict[str, str], keys: Iterable[str] | None = None) -> Options:
    """Choices in words, all or some."""
    return tuple((key, say(named.get(key, key))) for key in (named if keys is None else keys))


def named(keys: Iterable[str], name: Callable[[str], str]) -> Options:
    """Choices in the words that the whole rulebook uses for them."""
    return tuple((key, name(key)) for key in keys)


def shared_by(names: Iterable[str]) -> str:
    """What shares one count, short enough for a list: "per person · article · network"."""
    first, *others = names
    return " · ".join((scope_name(first), *(field_name(each).lower() for each in others)))

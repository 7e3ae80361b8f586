"""Numbers as people write them: grouped digits, a decimal comma."""

import re
from decimal import Decimal, InvalidOperation

from gamification import MAX_MULTIPLIER, NO_MULTIPLIER
from server.rulebook.editor.fields import Fields, first
from server.rulebook.editor.problems import EMPTY, PERCENT, TOO_LARGE, WHOLE, Problems

LARGEST = 1_000_000_000
_SPACES = re.compile(r"[\s\u00a0\u202f]")


def whole(
    fields: Fields,
    name: str,
    problems: Problems,
    *,
    least: int = 0,
    most: int = LARGEST,
    otherwise: int | None = None,
    may_lack: bool = False,
) -> int | None:
    """The whole number of a field, `least` to `most`; `otherwise` is that of an empty one, which else is a problem."""
    text = _SPACES.sub("", first(fields, name))
    if not text and (may_lack or otherwise is not None):
        return otherwise
    if not text.isascii() or not text.isdigit() or (len(text) < 12 and int(text) < least):
        problems.add(name, WHOLE if text else EMPTY)
        return None
    if len(text) > 12 or int(text) > most:
        problems.add(name, TOO_LARGE, max=most)
        return None
    return int(text)


def basis_points(fields: Fields, name: str, problems: Problems) -> int:
    """A percentage as basis points: 200 is double; NO_MULTIPLIER when it cannot be read."""
    text = _SPACES.sub("", first(fields, name)).removesuffix("%").replace(",", ".")
    try:
        points = Decimal(text) * 100 if text.replace(".", "", 1).isdigit() and text.isascii() else Decimal(-1)
    except InvalidOperation:
        points = Decimal(-1)
    if points != points.to_integral_value() or not NO_MULTIPLIER < points <= MAX_MULTIPLIER:
        problems.add(name, PERCENT if text else EMPTY)
        return NO_MULTIPLIER
    return int(points)

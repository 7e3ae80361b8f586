"""What stands on the pebble of a person without a picture."""

from server.drawing.palette import HUES
from server.drawing.shapes import seeded


def initials(name: str) -> str:
    """The first and the last initial of a name; two letters or fewer stay as they are."""
    words = name.split()
    if len(name) <= 2 or not words:
        return name.upper()
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def hue_of(name: str) -> str:
    """The stone colour of a name, always the same one."""
    return tuple(HUES)[int(seeded(f"hue {name}")(0, len(HUES)))]

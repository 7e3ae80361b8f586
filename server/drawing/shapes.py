"""The shapes everything is drawn with: numbers kept short, smooth lines, pebbles, rings, seeded chance."""

import hashlib
import itertools
import math
from collections.abc import Callable, Iterable

from markupsafe import Markup

Point = tuple[float, float]
Chance = Callable[[float, float], float]

_OUTLINES = {  # harmonic, amplitude, phase
    "galet": ((2, 0.085, 0.15), (3, 0.03, 0.7)),
    "tri": ((3, 0.06, math.pi / 2), (2, 0.025, 0.4)),
    "quad": ((4, 0.042, math.pi / 2 + 0.3), (2, 0.03, 1.0)),
    "hex": ((5, 0.028, -math.pi / 2), (2, 0.045, 2.2)),
}


def short(number: float) -> str:
    """A number with one decimal at most, as SVG writes it."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def path(pattern: str, *numbers: float) -> str:
    """Path data or attributes from a pattern with a {} per number."""
    return pattern.format(*map(short, numbers))


def seeded(seed: str) -> Chance:
    """Draws between two bounds that are the same everywhere for the same seed."""
    numbers = itertools.count()

    def draw(low: float, high: float) -> float:
        digest = hashlib.blake2b(f"{seed}/{next(numbers)}".encode(), digest_size=8).digest()
        return low + (high - low) * int.from_bytes(digest) / 2**64

    return draw


def smooth(points: list[Point], *, closed: bool = True, tension: float = 0.5) -> str:
    """Path data of a curve through the points."""
    last = len(points) - 1
    path = f"M{short(points[0][0])} {short(points[0][1])}"
    for i in range(last + 1 if closed else last):
        before = points[i - 1] if closed or i else points[i]
        here, after = points[i], points[(i + 1) % (last + 1)]
        beyond = points[(i + 2) % (last + 1)] if closed else points[min(i + 2, last)]
        path += "C" + " ".join(
            f"{short(x)} {short(y)}"
            for x, y in (_pull(here, before, after, tension), _pull(after, beyond, here, tension), after)
        )
    return path + ("Z" if closed else "")


def _pull(at: Point, back: Point, ahead: Point, tension: float) -> Point:
    return at[0] + (ahead[0] - back[0]) * tension / 3, at[1] + (ahead[1] - back[1]) * tension / 3


def pebble(
    x: float,
    y: float,
    radius: float,
    outline: str = "galet",
    *,
    flat: float = 1,
    turn: float = 0,
    points: int = 14,
    start: float = 0,
) -> str:
    """Path data of a pebble: never a circle, `flat` below 1 lies on water, angles in radians."""
    around = (start + math.tau * i / points for i in range(points))
    return smooth([_on_edge(x, y, radius, outline, flat, turn, angle) for angle in around])


def _on_edge(x: float, y: float, radius: float, outline: str, flat: float, turn: float, angle: float) -> Point:
    reach = radius * (1 + sum(size * math.cos(n * angle + phase) for n, size, phase in _OUTLINES[outline]))
    across, down = reach * math.cos(angle), reach * math.sin(angle) * flat
    return x + across * math.cos(turn) - down * math.sin(turn), y + across * math.sin(turn) + down * math.cos(turn)


def rings(
    x: float,
    y: float,
    radii: Iterable[float],
    stroke: str,
    width: float,
    fade: Callable[[int], float],
    flat: float = 1,
) -> str:
    """Ripples around a point, paler outwards."""
    drawn = "".join(
        f'<ellipse rx="{short(r)}" ry="{short(r * flat)}" opacity="{fade(i):.2f}"/>' for i, r in enumerate(radii)
    )
    place = f'transform="translate({short(x)} {short(y)})"'
    return f'<g fill="none" stroke="{stroke}" stroke-width="{short(width)}" {place}>{drawn}</g>'


def svg(width: float, height: float, body: str, cls: str = "", *, alone: bool = False, slice_: bool = True) -> Markup:
    """A decorative SVG element; `alone` makes it a document of its own."""
    fit = ' preserveAspectRatio="xMidYMid slice"' if slice_ else ""
    space = ' xmlns="http://www.w3.org/2000/svg"' if alone else ' aria-hidden="true" focusable="false"'
    named = f' class="{cls}"' if cls else ""
    return Markup(  # noqa: S704 - every part is made here from numbers and our own colours
        f'<svg{named} viewBox="0 0 {short(width)} {short(height)}"{fit}{space}>{body}</svg>'
    )

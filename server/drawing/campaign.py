"""The banner of a campaign: ripples as dots over the deep panel, warm at the centre."""

import math
from collections import defaultdict
from functools import cache

from markupsafe import Markup

from server.drawing.shapes import Point, short, svg

_WIDTH, _HEIGHT, _STEP = 780, 340, 20
_X, _Y = _WIDTH * 0.70, _HEIGHT * 0.5


@cache
def campaign_svg() -> Markup:
    """The dots, to stand in `.deep .art`; they fade towards the text below."""
    sizes: dict[tuple[int, bool], list[Point]] = defaultdict(list)
    for j in range(_HEIGHT // _STEP + 2):
        for i in range(_WIDTH // _STEP + 2):
            x, y = i * _STEP + (_STEP / 2 if j % 2 else 0), j * _STEP
            size, is_warm = _dot(x, y)
            if size:
                sizes[size, is_warm].append((x, y))
    return svg(_WIDTH, _HEIGHT, "".join(_path(*look, points) for look, points in sorted(sizes.items())))


def _dot(x: float, y: float) -> tuple[int, bool]:
    distance = math.hypot(x - _X, (y - _Y) * 1.15)
    swell = (0.5 + 0.5 * math.cos(distance / 27)) * math.exp(-distance / 300)
    fade = min(1.0, max(0.0, (_HEIGHT - y) / 90))
    return round(2 * (0.6 + 7.2 * swell) * fade), distance < 56


def _path(size: int, is_warm: bool, points: list[Point]) -> str:
    colour, faint = ("var(--sun)", "") if is_warm else ("var(--on-deep-2)", ' opacity=".5"')
    dots = "".join(f"M{short(x)} {short(y)}h0" for x, y in points)
    return f'<path d="{dots}" stroke="{colour}" stroke-width="{size}" stroke-linecap="round"{faint}/>'

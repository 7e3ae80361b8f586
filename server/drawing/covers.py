"""Covers for contents without an image: four seeded drawings, each a document of 640 x 300."""

import math
from collections import defaultdict
from functools import lru_cache

from server.drawing.colour import oklch
from server.drawing.palette import HUES
from server.drawing.shapes import Point, pebble, rings, seeded, short, smooth, svg
from server.drawing.stones import stone_on_water

WIDTH, HEIGHT = 640, 300
_CALM = tuple(HUES)


@lru_cache(maxsize=512)
def cover_svg(seed: str, kind: str = "") -> str:
    """The cover of a content: halftone, strata, interference or cairn; another kind lets the seed choose."""
    draw = _DRAWINGS.get(kind) or tuple(_DRAWINGS.values())[int(seeded(seed)(0, len(_DRAWINGS)))]
    return str(svg(WIDTH, HEIGHT, draw(seed), "cover", alone=True))


def _halftone(seed: str) -> str:
    """Ripples as dots of several sizes on deep water, warm where the stone fell."""
    chance = seeded(seed)
    angle, chroma = HUES[("lagune", "ardoise", "prune", "mousse", "ciel")[int(chance(0, 5))]]
    centre = WIDTH * chance(0.60, 0.72), HEIGHT * chance(0.36, 0.5)
    wave = chance(19, 24)
    sizes: dict[tuple[int, bool], list[Point]] = defaultdict(list)
    for x, y in _grid(16):
        distance = math.hypot(x - centre[0], (y - centre[1]) * 1.25)
        swell = (0.5 + 0.5 * math.cos(distance / wave)) * math.exp(-distance / 270)
        sizes[round(1.7 + 11.5 * swell), distance < 2.1 * wave].append((x, y))
    cold, warm = oklch(0.80, chroma * 0.8, angle), oklch(0.84, 0.11, 72)
    dots = "".join(
        f'<path d="{_dots(points)}" stroke="{warm if hot else cold}" stroke-width="{size}"/>'
        for (size, hot), points in sorted(sizes.items())
    )
    return f'{_ground(oklch(0.36, chroma * 0.75, angle))}<g stroke-linecap="round">{dots}</g>'


def _grid(step: int) -> list[Point]:
    return [
        (i * step + (step / 2 if j % 2 else 0), j * step)
        for j in range(HEIGHT // step + 2)
        for i in range(WIDTH // step + 2)
    ]


def _dots(points: list[Point]) -> str:
    return "".join(f"M{short(x)} {short(y)}h0" for x, y in points)


def _strata(seed: str) -> str:
    """Hills and water in layers under a low sun."""
    chance = seeded(seed)
    angle, chroma = HUES[("mousse", "lagune", "ardoise", "ciel")[int(chance(0, 4))]]
    layers = (
        oklch(0.86, 0.075, 78),
        oklch(0.74, chroma, (angle + 40) % 360),
        oklch(0.60, chroma, angle),
        oklch(0.47, chroma * 0.85, angle + 15),
        oklch(0.36, chroma * 0.7, angle + 40),
    )
    sun = f'<circle cx="{short(WIDTH * chance(0.58, 0.8))}" cy="90" r="46" fill="{oklch(0.82, 0.125, 70)}"/>'
    crests = (_hill(HEIGHT * (0.36 + 0.145 * i), 15 - 1.5 * i, chance(0, 6), 1.3 + 0.15 * i) for i in range(5))
    hills = "".join(f'<path d="{d}" fill="{colour}"/>' for d, colour in zip(crests, layers, strict=True))
    return _ground(oklch(0.95, 0.035, 85)) + sun + hills


def _hill(y: float, height: float, phase: float, waves: float) -> str:
    crest = [
        (
            i * WIDTH / 16,
            y
            + height * math.sin(math.tau * waves * i / 16 + phase)
            + 0.4 * height * math.sin(math.tau * 2.3 * waves * i / 16 + 2 * phase),
        )
        for i in range(-1, 18)
    ]
    return smooth(crest, closed=False) + f"V{HEIGHT}H-40Z"


def _interference(seed: str) -> str:
    """Two stones whose ripples meet."""
    chance = seeded(seed)
    angle, chroma = HUES[("terre", "rose", "ocre", "prune")[int(chance(0, 4))]]
    warm, cold = oklch(0.62, chroma, angle), oklch(0.46, chroma * 0.75, 215)
    left = WIDTH * chance(0.26, 0.34), HEIGHT * chance(0.52, 0.66)
    right = WIDTH * chance(0.64, 0.72), HEIGHT * chance(0.34, 0.48)
    stones = f'<path d="{pebble(*left, 17)}" fill="{warm}"/><path d="{pebble(*right, 17, "tri")}" fill="{cold}"/>'
    return _ground(oklch(0.93, chroma * 0.32, angle)) + _ripples(*left, warm) + _ripples(*right, cold) + stones


def _ripples(x: float, y: float, colour: str) -> str:
    circles = "".join(f'<circle r="{30 * i}"/>' for i in range(9, 0, -1))
    discs = f'<g fill="{colour}" fill-opacity=".075" transform="translate({short(x)} {short(y)})">{circles}</g>'
    return discs + rings(x, y, (30 * i for i in range(1, 10)), colour, 1.6, lambda i: 0.65 - 0.06 * i)


def _cairn(seed: str) -> str:
    """Four stones in balance before the sun."""
    chance = seeded(seed)
    first = int(chance(0, len(_CALM)))
    sun_x, x = WIDTH * chance(0.32, 0.46), WIDTH * chance(0.58, 0.68)
    lake = f'<path d="M0 {short(HEIGHT * 0.66)}H{WIDTH}V{HEIGHT}H0z" fill="{oklch(0.62, 0.07, 215)}"/>'
    water = rings(x, HEIGHT * 0.84, (70, 120, 180, 250, 330), oklch(0.80, 0.05, 205), 2, lambda i: 0.8 - 0.14 * i, 0.16)
    sun = f'<circle cx="{short(sun_x)}" cy="180" r="88" fill="{oklch(0.83, 0.115, 66)}"/>'
    shapes = (
        (0, 240, 82, "galet", 0.42),
        (3, 181, 60, "tri", 0.5),
        (-5, 129, 44, "galet", 0.56),
        (0, 86, 26, "quad", 0.66),
    )
    stones = "".join(
        stone_on_water(x + dx + chance(-4, 4), y, radius, outline, flat, _CALM[(first + 3 * i) % len(_CALM)], f"k{i}")
        for i, (dx, y, radius, outline, flat) in enumerate(shapes)
    )
    return _ground(oklch(0.90, 0.04, 75)) + sun + lake + water + stones


def _ground(colour: str) -> str:
    return f'<path d="M0 0h{WIDTH}v{HEIGHT}H0z" fill="{colour}"/>'


_DRAWINGS = {"halftone": _halftone, "strata": _strata, "interference": _interference, "cairn": _cairn}

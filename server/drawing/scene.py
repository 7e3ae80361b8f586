"""The lake, by day and by night: sign-in with its skipping stone, and the calm water of the offline page."""

import itertools
from collections.abc import Callable, Iterable
from functools import cache

from markupsafe import Markup

from server.drawing.hours import DAY, NIGHT, Light
from server.drawing.shapes import Point, path, pebble, rings, short, smooth, svg
from server.drawing.stones import stone_on_water

_HOURS = (("day", DAY), ("night", NIGHT))
# Shares of the width, and of the height above the horizon.
_SHORES = (
    ((-0.03, -0.005), (0.1, 0.035), (0.24, 0.018), (0.38, 0.05), (0.55, 0.008), (0.62, -0.005)),
    ((0.52, -0.005), (0.74, 0.012), (0.88, 0.028), (1.03, 0.012)),
)
# Where the stone touches the water: shares of the width and of the depth, and how near it is.
_LANDINGS = ((0.12, 0.80, 1.0), (0.37, 0.54, 0.70), (0.56, 0.34, 0.48), (0.695, 0.205, 0.32))
_RIPPLES = (0.035, 0.08, 0.135, 0.20)
_CAIRN = ((190, 384, 66, "galet", 0.42), (194, 344, 46, "tri", 0.5), (188, 311, 30, "galet", 0.56))
_Addition = Callable[[Light, str], str]


@cache
def sign_in_scene() -> Markup:
    """The lake with a skipping stone, by day and by night; the stylesheet shows one."""
    return _both(780, 760, 318, lambda light, _: _skips(light, 780, 760, 318))


@cache
def offline_scene() -> Markup:
    """The lake with a small cairn and nothing moving, by day and by night."""
    return _both(720, 480, 210, _calm)


def _both(width: int, height: int, horizon: int, more: _Addition) -> Markup:
    drawn = ((hour, _lake(light, width, height, horizon) + more(light, hour)) for hour, light in _HOURS)
    return Markup("").join(svg(width, height, body, hour) for hour, body in drawn)


def _lake(light: Light, width: int, height: int, horizon: int) -> str:
    depth = height - horizon
    sky = _bands(width, ((horizon * at, horizon) for at in (0, 0.38, 0.62, 0.82)), light.sky)
    water = _bands(width, ((horizon + depth * at, depth) for at in (0, 0.10, 0.26, 0.50, 0.78)), light.water)
    disc = path('cx="{}" cy="{}" r="{}"', width * 0.7, horizon - height * 0.045, width * 0.115)
    sun = f'<circle {disc} fill="{light.sun}"/>'
    return sky + sun + _shores(light, width, height, horizon) + water + _glints(light, width, horizon, depth)


def _bands(width: int, bands: Iterable[tuple[float, float]], colours: tuple[str, ...]) -> str:
    return "".join(
        f'<path d="{path("M0 {}h{}v{}H0z", y, width, height)}" fill="{colour}"/>'
        for (y, height), colour in zip(bands, colours, strict=True)
    )


def _shores(light: Light, width: int, height: int, horizon: int) -> str:
    drawn = ""
    for shore, colour in zip(_SHORES, light.shore, strict=True):
        crest: list[Point] = [(width * across, horizon - height * up) for across, up in shore]
        close = path("V{}H{}Z", horizon + 8, crest[0][0])
        drawn += f'<path d="{smooth(crest, closed=False)}{close}" fill="{colour}"/>'
    return drawn


def _glints(light: Light, width: int, horizon: int, depth: int) -> str:
    drawn = ""
    for i in range(7):
        long = width * (0.20 - 0.018 * i) * (1 if i % 2 else 0.72)
        x, y = width * 0.7 - long / 2 + (i % 3 - 1) * 8, horizon + depth * (0.025 + 0.045 * i)
        look = f'stroke-width="{short(2.2 + 0.5 * i)}" opacity="{0.9 - 0.09 * i:.2f}"'
        drawn += f'<path d="{path("M{} {}h{}", x, y, long)}" {look}/>'
    return f'<g stroke="{light.glint}" stroke-linecap="round">{drawn}</g>'


def _skips(light: Light, width: int, height: int, horizon: int) -> str:
    depth = height - horizon
    landings = [(width * across, horizon + depth * down, near) for across, down, near in _LANDINGS]
    ripples = "".join(
        rings(x, y, (width * k * near for k in _RIPPLES), light.ripple, 2.6 * near + 0.6, _fade, 0.26)
        for x, y, near in landings
    )
    end = width * 0.775, horizon + depth * 0.045
    arcs = "".join(_arc(*here[:2], *there[:2]) for here, there in itertools.pairwise(landings))
    arcs += path("M{} {}Q{} {} {} {}", *landings[-1][:2], width * 0.735, horizon + depth * 0.06, *end)
    look = 'stroke-width="2.6" stroke-dasharray=".1 9" stroke-linecap="round" opacity=".75"'
    flying = pebble(end[0] + 4, end[1] - 3, width * 0.02, flat=0.62, turn=-0.3)
    trace = f'<path d="{arcs}" fill="none" stroke="{light.trace}" {look}/>'
    return f'{ripples}{trace}<path d="{flying}" fill="{light.stone}"/>'


def _fade(i: int) -> float:
    return 0.95 - 0.22 * i


def _arc(x: float, y: float, to_x: float, to_y: float) -> str:
    top = min(y, to_y) - (to_x - x) * 0.62
    return path("M{} {}Q{} {} {} {}", x, y, (x + to_x) / 2, top, to_x, to_y)


def _calm(light: Light, hour: str) -> str:
    stones = "".join(
        stone_on_water(*shape, hue, f"{hour}-{hue}", light.cairn)
        for shape, hue in zip(_CAIRN, ("ardoise", "terre", "ocre"), strict=True)
    )
    return rings(190, 392, (74, 112, 160), light.ripple, 2, lambda i: 0.7 - 0.2 * i, 0.2) + stones

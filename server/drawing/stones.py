"""Stones that lie on water, for covers, scenes and podiums."""

from server.drawing.palette import stone
from server.drawing.shapes import path, pebble, short


def stone_on_water(
    x: float,
    y: float,
    radius: float,
    outline: str,
    flat: float,
    hue: str,
    name: str,
    lightness: float = 0.55,
) -> str:
    """A lying stone with its shade and one vein; `name` is the id of its clip path, unique on a page."""
    shades = stone(hue, lightness)
    edge = pebble(x, y, radius, outline, flat=flat)
    lit = pebble(x - radius * 0.08, y - radius * 0.16 * flat - 2, radius * 1.03, outline, flat=flat)
    wide = 4 * radius
    around = path("M{} {}h{}v{}h{}z", x - 2 * radius, y - 2 * radius, wide, wide, -wide)
    vein = path(
        "M{} {}q{} {} {} {}",
        *(x - radius, y + radius * 0.06),
        *(radius * 0.6, -radius * 0.12, radius * 2, -radius * 0.06),
    )
    return (
        f'<clipPath id="{name}"><path d="{edge}"/></clipPath><path d="{edge}" fill="{shades.base}"/>'
        f'<g clip-path="url(#{name})" stroke="{shades.vein}" stroke-width="{short(radius * 0.05)}">'
        f'<path fill-rule="evenodd" d="{around}{lit}" fill="{shades.deep}" fill-opacity=".5" stroke="none"/>'
        f'<path d="{vein}" fill="none" opacity=".55"/></g>'
    )

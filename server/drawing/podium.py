"""The cairns of the first three: the higher the place, the more stones."""

from markupsafe import Markup

from server.drawing.shapes import rings, short, svg
from server.drawing.stones import stone_on_water

# From the bottom stone up: radius, flatness, outline, hue.
_CAIRNS = {
    1: ((62, 0.40, "galet", "ardoise"), (50, 0.40, "tri", "mousse"), (58, 0.64, "galet", "ocre")),
    2: ((58, 0.42, "galet", "prune"), (52, 0.70, "tri", "lagune")),
    3: ((52, 0.76, "quad", "terre"),),
}


def podium_svg(place: int, nth: int) -> Markup:
    """The cairn of place 1, 2 or 3, for the nth on the podium: two may share a place, and one page.

    The place itself is written over the top stone by the page.
    """
    stones = _CAIRNS[place]
    height = sum(2 * radius * flat for radius, flat, _, _ in stones) * 0.93
    y, drawn = height + 8, ""
    for i, (radius, flat, outline, hue) in enumerate(stones):
        y -= radius * flat * 0.93
        lightness = 0.6 if hue == "ocre" else 0.545
        drawn += stone_on_water(70, y, radius, outline, flat, hue, f"pd{nth}{i}", lightness)
        y -= radius * flat * 0.93
    water = rings(70, height + 3, (64, 82), "var(--line-strong)", 1.4, lambda i: 0.5 - 0.2 * i, 0.10)
    return svg(140, float(short(height + 14)), water + drawn, slice_=False)

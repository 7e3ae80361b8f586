"""The ring around a person's avatar: how far they are in their level."""

import math

from markupsafe import Markup

from server.drawing.shapes import pebble, short, svg


def level_ring_svg(value: int, target: int) -> Markup:
    """`value` of `target`; a full ring at the last level."""
    share = 100 * min(1.0, max(0.0, value / target)) if target > 0 else 100
    edge = pebble(56, 56, 44, "quad", start=-math.pi / 2, points=20)
    arc = f'stroke-linecap="round" pathLength="100" stroke-dasharray="{short(share)} 100"'
    reached = f'<path d="{edge}" stroke="var(--sun)" {arc}/>' if share else ""
    return svg(
        112,
        112,
        f'<g fill="none" stroke-width="6"><path d="{edge}" stroke="var(--line)"/>{reached}</g>',
        "lvl",
    )

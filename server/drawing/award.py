"""The reward moment, seen from above: the stone has landed, rings open, flecks drift out."""

import math

from markupsafe import Markup

from server.drawing.shapes import path, pebble, seeded, svg

_WIDTH, _HEIGHT, _RADIUS = 780, 800, 128
_X, _Y = _WIDTH / 2, _HEIGHT / 2
_FLECKS = ("var(--sun)", "var(--coral)", "var(--on-deep)", "var(--on-deep-2)")


def pool_svg(*, stone: bool = True) -> Markup:
    """The pool; without its stone when a badge takes the place. Movement is all in the stylesheet."""
    water = f'<path d="M0 0h{_WIDTH}v{_HEIGHT}H0z" fill="var(--deep)"/>'
    waves = "".join(_wave(i) for i in range(7, 0, -1))
    flecks = "".join(_fleck(i) for i in range(18))
    body = f'{water}<g class="rips">{waves}</g><g class="flecks">{flecks}</g>'
    return svg(_WIDTH, _HEIGHT, body + (_stone() if stone else ""))


def _wave(i: int) -> str:
    scale = (96 + i * 62) / 100
    look = (
        f'fill="var(--deep-2)" fill-opacity="{0.2 if i > 1 else 0.45}" stroke="var(--on-deep-2)"'
        f' stroke-opacity="{max(0.08, 0.62 - 0.085 * i):.2f}" stroke-width="{(3.2 - 0.25 * i) / scale:.2f}"'
    )
    place = path("translate({} {})", _X, _Y) + f" scale({scale:.2f})"
    return f'<g transform="{place}"><path class="rip" d="{pebble(0, 0, 100)}" {look}/></g>'


def _fleck(i: int) -> str:
    chance = seeded(f"fleck {i}")
    angle = math.tau * i / 18 + chance(-0.12, 0.12)
    far = chance(185, 345)
    x, y = _X + far * math.cos(angle) * 1.02, _Y + far * math.sin(angle) * 0.92
    outline = ("galet", "tri", "quad")[int(chance(0, 3))]
    shape = pebble(x, y, chance(5, 13), outline, flat=0.72, turn=chance(0, 3), points=7)
    faint = "" if i % 4 < 2 else ' fill-opacity=".75"'
    return f'<path d="{shape}" fill="{_FLECKS[i % 4]}"{faint}/>'


def _stone() -> str:
    edge, lit = pebble(_X, _Y, _RADIUS), pebble(_X - 16, _Y - 20, _RADIUS * 1.03)
    shade = f'<path fill-rule="evenodd" d="M0 0H{_WIDTH}V{_HEIGHT}H0Z{lit}" fill="#b9761a" fill-opacity=".45"/>'
    veins = (
        '<g fill="none" stroke="#ffe3b0" stroke-linecap="round">'
        '<path d="M240 372q80-34 150-8t160-12" stroke-width="9" opacity=".45"/>'
        '<path d="M250 470q90-26 150-2t150-18" stroke-width="5" opacity=".4"/></g>'
    )
    shine = (
        f'<path d="{pebble(_X, _Y, 110)}" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="6"'
        ' stroke-linecap="round" pathLength="100" stroke-dasharray="12 88" stroke-dashoffset="-56"/>'
    )
    return (
        f'<g class="drop"><path d="{edge}" transform="translate(0 12)" fill="#b9761a"/>'
        f'<clipPath id="pool-stone"><path d="{edge}"/></clipPath><path d="{edge}" fill="#f5b554"/>'
        f'<g clip-path="url(#pool-stone)">{shade}{veins}</g>{shine}</g>'
    )

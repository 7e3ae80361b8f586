"""What stands for a gift without a picture: nine drawings, each a document of 320 x 200."""

from functools import cache
from typing import Literal, get_args

from server.drawing.colour import oklch
from server.drawing.palette import HUES, Stone, stone
from server.drawing.shapes import pebble, svg

GiftArt = Literal["flask", "plant", "coffee", "heart", "book", "time", "tote", "lunch", "ticket"]
GIFT_ART: tuple[GiftArt, ...] = get_args(GiftArt)
WIDTH, HEIGHT = 320, 200
_IVORY = "#fffaf0"


@cache
def gift_svg(name: GiftArt) -> str:
    """The drawing of that name: an object on its shadow, before ripples of its own colour."""
    hue = _HUES[name]
    shades = _shades(hue)
    angle, chroma = HUES[hue]
    ground = f'<path d="M0 0h{WIDTH}v{HEIGHT}H0z" fill="{oklch(0.90, chroma * 0.42, angle)}"/>'
    ripples = "".join(f'<path d="{pebble(160, 112, 62 + 30 * i)}"/>' for i in range(4, 0, -1))
    waves = f'<g fill="{shades.base}" fill-opacity=".09">{ripples}</g>'
    shadow = f'<ellipse cx="160" cy="172" rx="66" ry="8" fill="{shades.deep}" opacity=".28"/>'
    return str(svg(WIDTH, HEIGHT, ground + waves + shadow + _DRAWINGS[name](shades), alone=True))


def _shades(hue: str) -> Stone:
    """Ochre is only itself when it is light."""
    return stone(hue, 0.62 if hue == "ocre" else 0.55)


def _filled(d: str, colour: str, opacity: str = "") -> str:
    return f'<path d="{d}" fill="{colour}"' + (f' opacity="{opacity}"/>' if opacity else "/>")


def _line(d: str, colour: str, width: float) -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _box(x: int, y: int, width: int, height: int, round_: int, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{round_}" fill="{colour}"/>'


def _flask(shades: Stone) -> str:
    side = "M166 62h5a17 17 0 0 1 17 17v76a17 17 0 0 1-17 17h-5z"
    return (
        _box(132, 62, 56, 110, 17, shades.base)
        + _filled(side, shades.deep, ".5")
        + _box(144, 44, 32, 22, 6, oklch(0.82, 0.125, 72))
        + _line("M150 46a10 10 0 0 1 20 0", oklch(0.6, 0.12, 62), 5)
        + _line("M140 120q6-7 12 0t12 0 12 0M140 134q6-7 12 0t12 0 12 0", _IVORY, 3.6)
    )


def _plant(shades: Stone) -> str:
    pot = stone("terre")
    middle, right = "M160 134q-2-44 2-92 22 34-2 92z", "M160 132q4-62 42-74"
    return (
        _filled(f"M160 132q-6-52-40-58 0 42 40 58z{right} 6 48-42 74z{middle}", shades.base)
        + _filled(f"{middle}{right}-14 30-42 74z", shades.deep, ".45")
        + _filled("M124 122h72l-8 44a8 8 0 0 1-8 6h-40a8 8 0 0 1-8-6z", pot.base)
        + _filled("M172 122h24l-8 44a8 8 0 0 1-8 6h-14z", pot.deep, ".5")
        + _box(118, 114, 84, 16, 8, pot.base)
    )


def _coffee(shades: Stone) -> str:
    return (
        _filled("M116 92h82v44a36 36 0 0 1-36 36h-10a36 36 0 0 1-36-36z", shades.base)
        + _filled("M176 92h22v44a36 36 0 0 1-36 36q18-20 14-80z", shades.deep, ".5")
        + _line("M198 104h8a16 16 0 0 1 0 32h-10", shades.base, 9)
        + f'<ellipse cx="157" cy="92" rx="41" ry="8" fill="{oklch(0.36, 0.05, 45)}"/>'
        + _line("M142 74q-8-10 0-20t0-20M166 74q-8-10 0-20t0-20", _IVORY, 5)
    )


def _heart(shades: Stone) -> str:
    return (
        _filled("M160 168C104 128 96 96 112 76c16-18 40-10 48 10 8-20 32-28 48-10 16 20 8 52-48 92z", shades.base)
        + _filled("M208 76c16 20 8 52-48 92 44-46 44-74 34-96 5 0 10 0 14 4z", shades.deep, ".45")
        + f'<g opacity=".6">{_line("M124 86q6-10 16-8", "#fff", 6)}</g>'
    )


def _book(shades: Stone) -> str:
    lying = _shades("ocre")
    standing = (
        _box(112, 62, 92, 74, 7, shades.base)
        + f'<g opacity=".6">{_box(112, 62, 14, 74, 5, shades.deep)}</g>'
        + _line("M140 88h46M140 102h30", _IVORY, 6)
    )
    return (
        _box(98, 140, 124, 30, 5, lying.base)
        + _box(108, 146, 114, 18, 0, _IVORY)
        + _filled("M222 140h-110v6h110zM222 164h-110v6h110z", lying.deep, ".5")
        + f'<g transform="rotate(-9 160 110)">{standing}</g>'
    )


def _time(shades: Stone) -> str:
    return (
        f'<circle cx="160" cy="112" r="58" fill="{shades.base}"/><circle cx="160" cy="112" r="44" fill="{_IVORY}"/>'
        + _line("M160 84v30l20 12", shades.deep, 7)
        + _filled("M198 72a58 58 0 0 1-8 90q22-44 8-90z", shades.deep, ".45")
    )


def _tote(shades: Stone) -> str:
    return (
        _line("M140 92V74a20 20 0 0 1 40 0v18", shades.deep, 7)
        + _filled("M116 88h88l8 76a8 8 0 0 1-8 8h-88a8 8 0 0 1-8-8z", shades.base)
        + _filled("M182 88h22l8 76a8 8 0 0 1-8 8h-20q8-40-2-84z", shades.deep, ".5")
        + _line("M140 106V90M180 106V90", shades.light, 7)
        + _filled(pebble(162, 128, 9, flat=0.72, turn=-0.3), oklch(0.82, 0.125, 72))
        + _line("M130 146q6-7 12 0t12 0 12 0M130 158q6-7 12 0t12 0 12 0", _IVORY, 3.6)
    )


def _lunch(shades: Stone) -> str:
    leaf, tomato, egg = _shades("mousse"), _shades("terre"), oklch(0.82, 0.125, 72)
    return (
        _line("M184 100L220 50M196 102L232 56", _IVORY, 5)
        + _filled(pebble(132, 102, 22, "tri"), leaf.base)
        + _filled(pebble(152, 94, 20, "quad"), leaf.deep)
        + _filled(pebble(171, 102, 16), tomato.base)
        + _filled(pebble(194, 106, 15), _IVORY)
        + _filled(pebble(194, 104, 7), egg)
        + _filled("M102 108h116c0 38-24 62-50 64h-16c-26-2-50-26-50-64z", shades.base)
        + _filled("M192 108h26c0 38-24 62-50 64h-6q30-16 30-64z", shades.deep, ".5")
        + _line("M122 128q6-7 12 0t12 0 12 0", _IVORY, 3.6)
    )


def _ticket(shades: Stone) -> str:
    """Two of them, torn where the line of dots is."""
    outline = "M92 80h136v18a14 14 0 0 0 0 28v18H92v-18a14 14 0 0 0 0-28z"
    torn = (
        f'<path d="M194 88v48" stroke="{shades.light}" stroke-width="4" stroke-dasharray="2 8" stroke-linecap="round"/>'
    )
    front = (
        _filled(outline, shades.base)
        + torn
        + _filled(pebble(132, 112, 15, "tri"), oklch(0.82, 0.125, 72))
        + _line("M160 104h18M160 120h12", _IVORY, 5)
    )
    behind = f'<g transform="rotate(9 160 112)">{_filled(outline, shades.deep)}</g>'
    return behind + f'<g transform="rotate(-6 160 118) translate(0 8)">{front}</g>'


_HUES: dict[GiftArt, str] = {
    "flask": "lagune",
    "plant": "mousse",
    "coffee": "terre",
    "heart": "rose",
    "book": "ardoise",
    "time": "ocre",
    "tote": "ciel",
    "lunch": "prune",
    "ticket": "rose",
}
_DRAWINGS = {
    "flask": _flask,
    "plant": _plant,
    "coffee": _coffee,
    "heart": _heart,
    "book": _book,
    "time": _time,
    "tote": _tote,
    "lunch": _lunch,
    "ticket": _ticket,
}

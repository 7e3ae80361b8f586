"""Draw the badges that are made from the sixteen: the locked outlines, and one file per tier."""

import re
from pathlib import Path

from server.drawing.badges import TIERED
from server.drawing.palette import stone
from server.drawing.shapes import pebble

BADGES = Path(__file__).resolve().parents[2] / "static" / "badges"
GREY = "#73838a"  # strong enough on paper by day and by night
TIERS = {
    "mes-mots": ("tri", "ocre"),
    "bouche-a-oreille": ("galet", "prune"),
    "fil-de-l-eau": ("tri", "lagune"),
}
RING = re.compile(r'<path d="[^"]+" fill="[^"]+" fill-opacity="[^"]+" stroke="[^"]+"[^>]*/>')


def main() -> None:
    """Write badges/locked/*.svg and badges/tiers/*-{1,2,3}.svg."""
    for folder in ("locked", "tiers"):
        (BADGES / folder).mkdir(exist_ok=True)
    for source in sorted(BADGES.glob("*.svg")):
        drawn = source.read_text(encoding="utf-8")
        (BADGES / "locked" / source.name).write_text(locked(drawn), encoding="utf-8")
    for slug in sorted(TIERED):
        drawn = (BADGES / f"{slug}.svg").read_text(encoding="utf-8")
        for tier in (1, 2, 3):
            (BADGES / "tiers" / f"{slug}-{tier}.svg").write_text(with_rings(drawn, slug, tier), encoding="utf-8")


def locked(drawn: str) -> str:
    """The outline of a badge in dots, with its glyph, in grey."""
    found = re.search(r'<clipPath id="[^"]+"><path d="([^"]+)"', drawn)
    assert found is not None
    glyph = drawn[drawn.rindex("<", 0, drawn.index("#fffaf0")) : drawn.rindex("</svg>")]
    outline = f'<path d="{found[1]}" fill="{GREY}" fill-opacity=".12" stroke="{GREY}" stroke-width="3"'
    dots = ' stroke-dasharray="2 9" stroke-linecap="round"/>'
    head = '<svg viewBox="0 0 240 240" xmlns="http://www.w3.org/2000/svg">'
    return f'{head}{outline}{dots}<g opacity=".75">{glyph.replace("#fffaf0", GREY)}</g></svg>\n'


def with_rings(drawn: str, slug: str, tier: int) -> str:
    """The badge with as many rings as its tier."""
    outline, hue = TIERS[slug]
    colour = stone(hue, 0.60 if hue == "ocre" else 0.545).base
    rings = "".join(_ring(i, outline, colour) for i in range(tier, 0, -1))
    bare = RING.sub("", drawn)
    body = bare.index("<path d=")
    return bare[:body] + rings + bare[body:]


def _ring(i: int, outline: str, colour: str) -> str:
    soft, edge, width = ((".13", ".55", "2.4"), (".10", ".38", "2"), (".08", ".26", "1.6"))[i - 1]
    shape = pebble(120, 120, 67 * (1.02 + 0.155 * i), outline, points=20)
    look = f'fill="{colour}" fill-opacity="{soft}" stroke="{colour}" stroke-opacity="{edge}"'
    return f'<path d="{shape}" {look} stroke-width="{width}"/>'


if __name__ == "__main__":
    main()

"""The picture that a messenger or a network shows beside a link: a name, a title, a line, and ripples."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from server.drawing.shapes import seeded

WIDTH, HEIGHT, SHARPNESS = 1200, 630, 2  # drawn twice as large, for smooth rings
PAPER, INK, SOFT = "#f9f7f2", "#0d2933", "#41565f"
FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
MARGIN, MEASURE, MOST_LINES = 80, 800, 3


@lru_cache(maxsize=64)
def preview_card(company: str, title: str, terms: str, accent: str) -> bytes:
    """A PNG of 1200 by 630. Takes a tenth of a second of computing: not for the event loop."""
    from PIL import Image, ImageDraw  # few pages are previewed: starting does not wait for it

    image = Image.new("RGB", (WIDTH * SHARPNESS, HEIGHT * SHARPNESS), PAPER)
    _ripples(ImageDraw.Draw(image, "RGBA"), title, accent)
    image = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    _words(ImageDraw.Draw(image), company, title, terms, accent)
    made = BytesIO()
    image.quantize(96, Image.Quantize.FASTOCTREE).save(made, "PNG")
    return made.getvalue()


def _ripples(draw: Any, seed: str, accent: str) -> None:
    """Two stones on the right, whose rings meet."""
    chance = seeded(seed)
    for colour, x, y in ((accent, chance(1060, 1140), chance(150, 220)), (_warm(seed), 960, chance(500, 600))):
        for radius in range(360, 30, -40):
            _disc(draw, x, y, radius, fill=f"{colour}0c", outline=f"{colour}{int(150 - radius / 3):02x}", width=4)
        _disc(draw, x, y, 24, fill=colour)


def _warm(seed: str) -> str:
    return ("#c46a46", "#c98a2b", "#b2577a")[int(seeded(f"{seed}/warm")(0, 3))]


def _disc(draw: Any, x: float, y: float, radius: float, **look: Any) -> None:
    draw.ellipse([SHARPNESS * side for side in (x - radius, y - radius, x + radius, y + radius)], **look)


def _words(draw: Any, company: str, title: str, terms: str, accent: str) -> None:
    """Company above, title large, terms at the foot."""
    draw.text((MARGIN, 80), company, font=_font("figtree", 38, 700), fill=accent)
    size = next((each for each in (92, 76, 62) if len(_lines(draw, title, each)) <= MOST_LINES), 52)
    y = 180.0
    for line in _lines(draw, title, size)[:MOST_LINES]:
        draw.text((MARGIN, y), line, font=_font("bricolage-grotesque", size, 700), fill=INK)
        y += size * 1.1
    draw.text((MARGIN, HEIGHT - 120), terms, font=_font("figtree", 36, 500), fill=SOFT)


def _lines(draw: Any, text: str, size: int) -> list[str]:
    """The text in lines that fit, a word that is too long alone in its own."""
    font, lines = _font("bricolage-grotesque", size, 700), [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if draw.textlength(longer, font=font) <= MEASURE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=16)
def _font(name: str, size: int, weight: int) -> Any:
    from PIL import ImageFont

    font = ImageFont.truetype(str(FONTS / f"{name}.woff2"), size)
    font.set_variation_by_axes([weight])
    return font

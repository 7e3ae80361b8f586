"""Colours: OKLCH to sRGB and back, chroma reduced to the gamut, WCAG contrast."""

import math

Triple = tuple[float, float, float]


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """The nearest displayable '#rrggbb', keeping lightness and hue (degrees)."""
    if not _fits(_to_linear(lightness, chroma, hue)):
        chroma = _largest_chroma(lightness, chroma, hue)
    return "#" + "".join(f"{_to_byte(part):02x}" for part in _to_linear(lightness, chroma, hue))


def to_oklch(colour: str) -> Triple:
    """Lightness, chroma and hue in degrees of '#rrggbb'."""
    red, green, blue = _channels(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _to_linear(lightness: float, chroma: float, hue: float) -> Triple:
    angle = math.radians(hue)
    a, b = chroma * math.cos(angle), chroma * math.sin(angle)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(linear: Triple) -> bool:
    return all(-1e-4 <= part <= 1 + 1e-4 for part in linear)


def _largest_chroma(lightness: float, chroma: float, hue: float) -> float:
    low, high = 0.0, chroma
    for _ in range(24):
        middle = (low + high) / 2
        if _fits(_to_linear(lightness, middle, hue)):
            low = middle
        else:
            high = middle
    return low


def _to_byte(part: float) -> int:
    part = min(1.0, max(0.0, part))
    encoded = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
    return round(255 * min(1.0, max(0.0, encoded)))


def _channels(colour: str) -> Triple:
    digits = colour.removeprefix("#")
    red, green, blue = (_decode(int(digits[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return red, green, blue


def _decode(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

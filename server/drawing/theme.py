"""The theme of one company from one colour: roles that stay readable by day and by night."""

import re
from functools import lru_cache

from server.drawing.colour import contrast, oklch, to_oklch
from server.drawing.palette import BACKGROUNDS, WHITE, Roles, neutrals, readable

DEFAULT_ACCENT = "#0f6b78"
_SOFT = 0.942, 0.28  # lightness, share of the chroma
_LINE = 0.805, 0.75


def is_accent(value: str) -> bool:
    """Whether a value is a colour written '#rrggbb'."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", value) is not None


@lru_cache(maxsize=64)
def theme_css(accent_hex: str) -> str:
    """The custom properties that differ for this accent, in both themes."""
    if not is_accent(accent_hex):
        raise ValueError(accent_hex)
    day, night = _declare(by_day(accent_hex)), _declare(by_night(accent_hex))
    return (
        f":root{{{day}}}"
        f'@media (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{{night}}}}}'
        f':root[data-theme="dark"]{{{night}}}'
    )


def by_day(accent_hex: str) -> Roles:
    """The roles of the accent on light paper."""
    _, chroma, hue = to_oklch(accent_hex)
    chroma = min(chroma, 0.19)
    paper = neutrals()
    soft, line = (oklch(light, chroma * (1 if chroma < 0.025 else share), hue) for light, share in (_SOFT, _LINE))
    fill, on_fill, step = _fill(accent_hex)
    lightness = to_oklch(fill)[0]
    behind = [*(paper[name] for name in BACKGROUNDS), soft]
    ink = readable(chroma, hue, behind, 4.55, start=min(0.50, lightness), step=-0.005)
    is_mark = on_fill == WHITE and contrast(fill, paper["paper"]) >= 3
    return {
        "accent-soft": soft,
        "accent-line": line,
        "accent": fill,
        "on-accent": on_fill,
        "accent-strong": oklch(max(0.2, min(0.97, lightness + step)), chroma, hue),
        "accent-ink": ink,
        "accent-mark": fill if is_mark else ink,
        "on-mark": WHITE,
    }


def by_night(accent_hex: str) -> Roles:
    """The roles of the accent on dark paper."""
    _, chroma, hue = to_oklch(accent_hex)
    chroma = min(chroma, 0.19)
    paper = neutrals(night=True)
    soft = oklch(0.315, min(chroma * 0.55, 0.07), hue)
    grounds = [paper["paper"], paper["surface"]]
    fill = readable(min(chroma, 0.14), hue, grounds, 6.2, start=0.70, step=0.005)
    on_fill = oklch(0.18, min(0.03, chroma), hue)
    behind = [*(paper[name] for name in BACKGROUNDS), soft]
    return {
        "accent-soft": soft,
        "accent-line": oklch(0.45, min(chroma * 0.7, 0.09), hue),
        "accent": fill,
        "on-accent": on_fill,
        "accent-strong": oklch(min(0.93, to_oklch(fill)[0] + 0.06), min(chroma, 0.14), hue),
        "accent-ink": readable(min(chroma, 0.12), hue, behind, 4.6, start=0.80, step=0.005),
        "accent-mark": fill,
        "on-mark": on_fill,
    }


def _fill(accent_hex: str) -> tuple[str, str, float]:
    """The fill (the brand's own colour if it can be), the text on it, its way when pressed."""
    lightness, chroma, hue = to_oklch(accent_hex)
    chroma = min(chroma, 0.19)
    dark = oklch(0.22, min(0.045, chroma), hue)
    if contrast(accent_hex, WHITE) >= 4.5:
        return accent_hex, WHITE, -0.075
    if lightness >= 0.70 and contrast(accent_hex, dark) >= 7:
        return accent_hex, dark, 0.03
    return readable(chroma, hue, [WHITE], 4.6, start=min(lightness, 0.62), step=-0.005), WHITE, -0.075


def _declare(roles: dict[str, str]) -> str:
    return ";".join(f"--{role}:{colour}" for role, colour in roles.items())

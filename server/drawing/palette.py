"""The colours that no company changes: paper and ink, meanings, stones."""

from dataclasses import dataclass

from server.drawing.colour import contrast, oklch

Roles = dict[str, str]

WHITE = "#ffffff"
BACKGROUNDS = ("paper", "surface", "sunken")
_NEUTRALS_BY_DAY = {
    "paper": (0.976, 0.007, 88),
    "surface": (0.996, 0.003, 88),
    "sunken": (0.948, 0.010, 88),
    "line": (0.893, 0.013, 88),
    "line-strong": (0.60, 0.022, 222),
    "ink": (0.265, 0.038, 224),
    "ink-2": (0.44, 0.030, 224),
    "ink-3": (0.50, 0.024, 224),
}
_NEUTRALS_BY_NIGHT = {
    "paper": (0.196, 0.022, 226),
    "surface": (0.240, 0.024, 226),
    "sunken": (0.168, 0.019, 226),
    "line": (0.335, 0.024, 226),
    "line-strong": (0.58, 0.024, 224),
    "ink": (0.952, 0.008, 88),
    "ink-2": (0.815, 0.014, 200),
    "ink-3": (0.715, 0.018, 215),
}
# Hue and chroma of each meaning, then its lightness by day and by night.
_MEANINGS = {
    "sun": (75, 0.135, 0.815, 0.82),
    "coral": (38, 0.150, 0.685, 0.735),
    "moss": (152, 0.100, 0.52, 0.74),
    "brick": (26, 0.170, 0.52, 0.74),
    "sky": (242, 0.110, 0.52, 0.74),
}
HUES = {
    "lagune": (205, 0.085),
    "ocre": (75, 0.115),
    "terre": (42, 0.125),
    "mousse": (150, 0.085),
    "ardoise": (245, 0.055),
    "prune": (345, 0.085),
    "rose": (15, 0.10),
    "ciel": (228, 0.085),
}


@dataclass(frozen=True, slots=True)
class Stone:
    """The shades of one stone."""

    base: str
    deep: str
    vein: str
    light: str


def stone(hue: str, lightness: float = 0.56) -> Stone:
    """The shades of a stone of that hue."""
    angle, chroma = HUES[hue]
    return Stone(
        base=oklch(lightness, chroma, angle),
        deep=oklch(lightness - 0.15, chroma * 0.85, angle),
        vein=oklch(lightness + 0.13, chroma * 0.75, angle),
        light=oklch(lightness + 0.24, chroma * 0.5, angle),
    )


def neutrals(*, night: bool = False) -> Roles:
    """Paper, lines and inks."""
    source = _NEUTRALS_BY_NIGHT if night else _NEUTRALS_BY_DAY
    return {role: oklch(*parts) for role, parts in source.items()}


def meanings(*, night: bool = False) -> Roles:
    """Reward, warning, success, error and information: a fill, a soft ground and a text colour each."""
    grounds = [neutrals(night=night)[name] for name in BACKGROUNDS]
    roles: Roles = {}
    for name, (hue, chroma, day, dark) in _MEANINGS.items():
        roles[f"{name}-soft"] = oklch(0.315, chroma * 0.42, hue) if night else oklch(0.945, chroma * 0.36, hue)
        roles[name] = oklch(dark, chroma * 0.92, hue) if night else oklch(day, chroma, hue)
        behind = [*grounds, roles[f"{name}-soft"]]
        if night:
            roles[f"{name}-ink"] = readable(chroma * 0.7, hue, behind, 4.6, start=0.83, step=0.005)
        else:
            roles[f"{name}-ink"] = readable(chroma * 0.78, hue, behind, 4.6, start=0.47, step=-0.005)
    roles["on-sun"] = oklch(0.22, 0.045, 60) if night else oklch(0.27, 0.05, 60)
    roles["on-brick"] = oklch(0.2, 0.04, 26) if night else WHITE
    return roles


def readable(chroma: float, hue: float, behind: list[str], ratio: float, *, start: float, step: float) -> str:
    """The lightness nearest to `start`, going by `step`, that reaches `ratio` on every colour behind."""
    lightness = start
    while 0.02 < lightness < 0.99:
        colour = oklch(lightness, chroma, hue)
        if all(contrast(colour, ground) >= ratio for ground in behind):
            return colour
        lightness += step
    return "#000000" if step < 0 else WHITE

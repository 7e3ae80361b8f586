"""The colours of the lake by day and by night."""

from dataclasses import dataclass

from server.drawing.colour import oklch


@dataclass(frozen=True, slots=True)
class Light:
    """The colours of an hour; `cairn` is the lightness of stones out of the water."""

    sky: tuple[str, ...]
    sun: str
    shore: tuple[str, str]
    water: tuple[str, ...]
    glint: str
    ripple: str
    trace: str
    stone: str
    cairn: float


DAY = Light(
    sky=(oklch(0.955, 0.022, 88), oklch(0.935, 0.036, 80), oklch(0.905, 0.055, 72), oklch(0.872, 0.075, 64)),
    sun=oklch(0.80, 0.135, 58),
    shore=(oklch(0.66, 0.055, 215), oklch(0.56, 0.065, 214)),
    water=(
        oklch(0.80, 0.050, 205),
        oklch(0.68, 0.065, 208),
        oklch(0.55, 0.075, 210),
        oklch(0.44, 0.070, 212),
        oklch(0.36, 0.058, 214),
    ),
    glint=oklch(0.92, 0.06, 75),
    ripple=oklch(0.92, 0.06, 75),
    trace=oklch(0.27, 0.04, 224),
    stone=oklch(0.27, 0.04, 224),
    cairn=0.5,
)
NIGHT = Light(
    sky=(oklch(0.20, 0.03, 232), oklch(0.245, 0.036, 228), oklch(0.30, 0.042, 222), oklch(0.37, 0.048, 214)),
    sun=oklch(0.86, 0.07, 80),
    shore=(oklch(0.27, 0.034, 222), oklch(0.235, 0.03, 224)),
    water=(
        oklch(0.36, 0.045, 212),
        oklch(0.31, 0.042, 216),
        oklch(0.265, 0.036, 220),
        oklch(0.225, 0.03, 223),
        oklch(0.19, 0.025, 226),
    ),
    glint=oklch(0.78, 0.07, 80),
    ripple=oklch(0.72, 0.05, 205),
    trace=oklch(0.78, 0.07, 80),
    stone=oklch(0.86, 0.058, 75),
    cairn=0.46,
)

"""The pulse of a team: one pebble a week above its ripple, the higher and larger the more was shared."""

from collections.abc import Sequence

from markupsafe import Markup

from server.drawing.shapes import pebble, short, svg

_STEP, _WATER, _HEIGHT = 34, 64, 70
_OUTLINES = ("galet", "tri", "quad", "hex")


def pulse_svg(weeks: Sequence[int]) -> Markup:
    """Counts of the weeks, oldest first; the last one shines. Their sizes compare, no figure is read from them."""
    most = max((*weeks, 1))
    body = "".join(_week(place, count / most, place == len(weeks) - 1) for place, count in enumerate(weeks))
    return svg(_STEP * max(len(weeks), 1), _HEIGHT, body, "pulse", slice_=False)


def _week(place: int, share: float, is_last: bool) -> str:
    x, radius = place * _STEP + _STEP / 2, 5 + 8 * share
    y = _WATER - 10 - radius - 28 * share
    fill = 'fill="var(--sun)"' if is_last else f'fill="currentColor" opacity="{0.45 + 0.04 * place:.2f}"'
    stone = f'<path d="{pebble(x, y, radius, _OUTLINES[place % 4], turn=place * 0.7)}" {fill}/>'
    return (
        f'{stone}<ellipse cx="{short(x)}" cy="{_WATER}" rx="{short(5 + 7 * share)}" ry="2" fill="none" '
        'stroke="currentColor" opacity=".5"/>'
    )

"""The streak: a stone that skips along the water, one arc a week."""

from collections.abc import Collection

from markupsafe import Markup

from server.drawing.shapes import pebble, short, svg

_STEP, _HEIGHT, _MARGIN = 36, 46, 12
_WATER = _HEIGHT - 12


def streak_svg(done: int, total: int = 8, *, paused: Collection[int] = (), live: bool = True) -> Markup:
    """`done` arcs of `total`; `paused` weeks (from 0) lie flat; `live`: the stone is above the next arc."""
    total = max(total, done, 1)
    arcs = "".join(_arc(week, week < done, week in paused) for week in range(total))
    marks = "".join(_landing(week, week <= done) for week in range(total + 1))
    lines = f'<g stroke-width="2.8" stroke-linecap="round">{arcs}</g>{marks}'
    body = f'<g fill="none" stroke="currentColor">{lines}</g>{_stone(done, total, live)}'
    return svg(_STEP * total + 2 * _MARGIN, _HEIGHT, body, "streak", slice_=False)


def _arc(week: int, is_done: bool, is_paused: bool) -> str:
    left = _MARGIN + week * _STEP
    top = _WATER - _STEP * 0.98 + week % 2 * 1.5
    path = (
        f"M{left} {_WATER}h{_STEP}"
        if is_paused
        else f"M{left} {_WATER}Q{left + 18} {short(top)} {left + _STEP} {_WATER}"
    )
    look = "" if is_done and not is_paused else ' stroke-dasharray="1 6" opacity=".55"'
    return f'<path d="{path}"{look}/>'


def _landing(week: int, is_reached: bool) -> str:
    x = _MARGIN + week * _STEP
    place = f'cx="{x}" cy="{_WATER + 3}"'
    inner = f'<ellipse {place} rx="7.5" ry="2" stroke-width="1.4" opacity="{0.7 if is_reached else 0.25}"/>'
    return inner + (f'<ellipse {place} rx="12" ry="3.6" opacity=".3"/>' if is_reached else "")


def _stone(done: int, total: int, live: bool) -> str:
    in_the_air = live and done < total
    x = _MARGIN + done * _STEP + (_STEP * 0.5 if in_the_air else 0)
    y = _WATER - _STEP * 0.52 if in_the_air else _WATER - 5
    return f'<path d="{pebble(x, y, 7.5, flat=0.7, turn=-0.35)}" fill="var(--sun)"/>'

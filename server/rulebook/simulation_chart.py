"""The bars of a dry run: points a week, and the dashed line of what the budget holds at the end of each."""

from dataclasses import dataclass
from datetime import date

from gamification import DryRun

WIDTH, BASE, TOP, GAP = 340.0, 74.0, 8.0, 3.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One week, in the units of the drawing; it shines when the budget fell short."""

    x: float
    y: float
    width: float
    height: float
    is_short: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars on a scale of their own, the budget on its own: a line for its course, not for its height in points."""

    bars: tuple[Bar, ...]
    line: str
    days: tuple[tuple[float, str, date], ...]
    most: int
    least: int
    left_first: int | None
    left_last: int | None


def chart(run: DryRun) -> Chart:
    """Lay the weeks of a dry run out."""
    amounts = [week.points for week in run.weeks]
    most, step = max([*amounts, 1]), WIDTH / max(len(amounts), 1)
    bars = tuple(
        _bar(place * step + GAP / 2, step - GAP, max(amount, 0) / most, week.is_short)
        for place, (amount, week) in enumerate(zip(amounts, run.weeks, strict=True))
    )
    lefts = [week.left for week in run.weeks if week.left is not None]
    days = _days([date.fromisoformat(week.starts_on) for week in run.weeks])
    ends = (lefts[0], lefts[-1]) if lefts else (None, None)
    return Chart(bars, _line(lefts, step), days, max(amounts, default=0), min(amounts, default=0), *ends)


def _bar(x: float, width: float, share: float, is_short: bool) -> Bar:
    height = round(max(share * (BASE - TOP), 1.5), 1)
    return Bar(round(x, 1), round(BASE - height, 1), round(width, 1), height, is_short)


def _line(lefts: list[int], step: float) -> str:
    most = max([*lefts, 1])
    points = [f"{(place + 0.5) * step:.1f} {BASE - (BASE - TOP) * left / most:.1f}" for place, left in enumerate(lefts)]
    return "M" + "L".join(points) if len(points) > 1 else ""


def _days(days: list[date]) -> tuple[tuple[float, str, date], ...]:
    """Three dates under the bars: first, middle and last."""
    if len(days) < 3:
        return ()
    middle = len(days) // 2
    return (0.0, "start", days[0]), (WIDTH / 2, "middle", days[middle]), (WIDTH, "end", days[-1])

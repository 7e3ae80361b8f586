"""What a measurement says, and the table of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


class CannotMeasure(Exception):
    """What a measurement needs is not on this machine: one sentence says what."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of every round, and the least or the most it may be."""

    what: str
    rounds: tuple[float, ...]
    gate: float
    ambition: float
    is_least: bool = True

    @property
    def figure(self) -> float:
        """The median round."""
        return median(self.rounds)

    @property
    def is_kept(self) -> bool:
        """Whether the median is on the right side of the gate."""
        return self.figure >= self.gate if self.is_least else self.figure <= self.gate

    def cells(self) -> tuple[str, ...]:
        """As a line of the table."""
        sign = ">=" if self.is_least else "<="
        spread = f"{min(self.rounds):g} to {max(self.rounds):g}"
        gates = (f"{sign} {self.gate:g}", f"{sign} {self.ambition:g}")
        return (self.what, f"{self.figure:g}", spread, *gates, "kept" if self.is_kept else "MISSED")


HEADINGS = ("what", "median", "spread", "gate", "ambition", "")


def table(rows: Sequence[Row]) -> str:
    """All lines, in columns."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )

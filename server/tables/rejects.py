"""The refused rows as a file to correct and send again."""

import codecs
import csv
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from typing import Protocol

from server.tables.reasons import REASON_COLUMN

# What a spreadsheet would run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Refused(Protocol):
    """A refused row."""

    @property
    def reason(self) -> str:
        """The sentence that says why."""

    @property
    def values(self) -> Mapping[str, object]:
        """What stands in the sentence."""

    @property
    def raw(self) -> tuple[str, ...]:
        """The known cells."""


class WithRefusals(Protocol):
    """What was read of a file."""

    @property
    def columns(self) -> Mapping[str, str]:
        """The known columns, in order."""

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The refused rows."""


def rejected_csv(read: WithRefusals, say: Callable[[str, Mapping[str, object]], str]) -> bytes:
    """The refused rows with their known columns and, last, the reason; `say` puts it into words."""
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow(_harmless([*read.columns.values(), say(REASON_COLUMN, {})]))
    for row in read.refused:
        writer.writerow(_harmless([*row.raw, say(row.reason, row.values)]))
    return codecs.BOM_UTF8 + written.getvalue().encode("utf-8", "replace")


def _harmless(cells: Iterable[str]) -> list[str]:
    return [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]

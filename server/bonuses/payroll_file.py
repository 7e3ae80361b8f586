"""The file that payroll reads: fixed columns, lines in one order, control totals at its foot. Pure."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

BONUS = "referral_bonus"  # gifts bring types of their own
COLUMNS = (
    "batch", "employee_number", "name", "type", "gross_amount", "currency", "due_on", "origin", "line",
    "corrects_line", "reason", "legal_basis",
)  # fmt: skip
TOTAL = "control_total"
BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")  # what a spreadsheet would run


@dataclass(frozen=True, slots=True)
class PayrollLine:
    """One amount for one person, gross, in cents; below zero where it takes an earlier line back.

    `origin` is what it is paid for: the referral of a bonus, the order of a gift.
    """

    id: str
    employee_number: str
    name: str
    type: str
    amount: int
    currency: str
    due_on: date
    origin: str
    legal_basis: str
    corrects_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PayrollFile:
    """The file as it is kept, and what checks it. `digest` is the SHA-256 of its bytes in UTF-8."""

    content: str
    lines: int
    total: int
    digest: str


def payroll_file(batch: int, lines: Iterable[PayrollLine]) -> PayrollFile:
    """The same lines make the same bytes, in whatever order they come. All are of one currency."""
    ordered = sorted(lines, key=_place)
    total = sum(line.amount for line in ordered)
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(batch, line) for line in ordered)
    writer.writerow(_foot(batch, ordered, total))
    content = BOM + written.getvalue()
    return PayrollFile(content, len(ordered), total, hashlib.sha256(content.encode()).hexdigest())


def _place(line: PayrollLine) -> tuple[str, ...]:
    return line.employee_number, line.name, line.due_on.isoformat(), line.origin, line.id


def _cells(batch: int, line: PayrollLine) -> list[str]:
    return [
        str(batch), guarded(line.employee_number), guarded(line.name), line.type, two_decimals(line.amount),
        line.currency, line.due_on.isoformat(), line.origin, line.id, line.corrects_id, guarded(line.reason),
        guarded(line.legal_basis),
    ]  # fmt: skip


def _foot(batch: int, lines: Sequence[PayrollLine], total: int) -> list[str]:
    """How many lines and their sum, in the columns of a line: whoever loads the file can check it is whole."""
    currency = lines[0].currency if lines else ""
    return [str(batch), "", "", TOTAL, two_decimals(total), currency, "", "", str(len(lines)), "", "", ""]


def two_decimals(cents: int) -> str:
    """An amount with a point and two decimals: -50000 is -500.00."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def guarded(text: str) -> str:
    """Text on one line that no spreadsheet takes for a formula."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULA) else line

"""What payroll is told of gifts: taxable ones and those ordered through payroll, each in one batch of the bonuses."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from server.bonuses.payroll_file import PayrollLine
from server.database import is_postgresql, rows
from server.messages import N_
from server.rewards.known import Names
from server.web.locale import language, say

TAXABLE, THROUGH_PAYROLL = "taxable_gift", "gift_through_payroll"
LEGAL_BASIS = {
    TAXABLE: N_("Gift labelled taxable: benefit in kind, subject to social contributions and income tax"),
    THROUGH_PAYROLL: N_("Gift ordered through payroll: its whole value is pay, with contributions and income tax"),
}
RETURNED = N_("The gift was returned.")

_LINES = """
SELECT l.id, l.redemption_id, l.amount, l.currency, l.due_on, l.corrects_id, r.through_payroll, p.given_name,
    p.family_name, p.employee_number, g.name_fr, g.name_en
FROM gift_payroll_line l JOIN redemption r ON r.id = l.redemption_id JOIN person p ON p.id = l.person_id
JOIN reward g ON g.id = r.reward_id
"""


@dataclass(frozen=True, slots=True)
class GiftLine:
    """A gift on its way to payroll, as HR reads it."""

    line: PayrollLine
    name: str
    gift: str

    @property
    def order_id(self) -> str:
        """The order that it comes from."""
        return self.line.origin

    @property
    def is_return(self) -> bool:
        """Below zero: the gift came back."""
        return bool(self.line.corrects_id)

    @property
    def is_through_payroll(self) -> bool:
        """Ordered that way, beyond the ceiling."""
        return self.line.type == THROUGH_PAYROLL


@dataclass(frozen=True, slots=True)
class Waiting:
    """The lines that no batch holds yet, and their sum in cents."""

    lines: int
    total: int
    without_number: int


async def waiting_for_payroll() -> Waiting:
    """How many gifts the next batch takes along."""
    found = await rows(
        "SELECT count(*) AS lines, coalesce(sum(l.amount), 0) AS total, "
        "coalesce(sum(CASE WHEN p.employee_number IS NULL THEN 1 ELSE 0 END), 0) AS nameless "
        "FROM gift_payroll_line l JOIN person p ON p.id = l.person_id WHERE l.batch_id IS NULL"
    )
    return Waiting(int(found[0]["lines"]), int(found[0]["total"]), int(found[0]["nameless"]))


async def lines_for_payroll() -> list[PayrollLine]:
    """What is in no batch yet, held until the caller's transaction ends."""
    locked = "FOR UPDATE OF l" if is_postgresql() else ""
    found = await rows(f"{_LINES} WHERE l.batch_id IS NULL ORDER BY l.id {locked}")
    return [_line(row) for row in found]


async def mark_exported(ids: Collection[str], batch_id: str) -> None:
    """These lines went out with a batch, in the caller's transaction."""
    if ids:
        places = ", ".join(f"${place}" for place in range(2, len(ids) + 2))
        await rows(f"UPDATE gift_payroll_line SET batch_id = $1 WHERE id IN ({places}) RETURNING id", batch_id, *ids)


async def gift_lines_of_batch(number: int) -> tuple[GiftLine, ...]:
    """The gifts that a batch holds, by name."""
    found = await rows(
        f"{_LINES} JOIN payroll_batch b ON b.id = l.batch_id WHERE b.number = $1 "
        "ORDER BY p.family_name, p.given_name, l.id",
        number,
    )
    return _seen(found)


async def gift_lines_waiting(most: int) -> tuple[GiftLine, ...]:
    """The first of those that the next batch takes."""
    return _seen(await rows(f"{_LINES} WHERE l.batch_id IS NULL ORDER BY l.due_on, l.id LIMIT {int(most)}"))


def _seen(found: Sequence[dict[str, Any]]) -> tuple[GiftLine, ...]:
    return tuple(
        GiftLine(
            _line(row),
            f"{row['given_name']} {row['family_name']}".strip(),
            Names(row["name_fr"], row["name_en"]).of(language()),
        )
        for row in found
    )


def _line(row: dict[str, Any]) -> PayrollLine:
    kind = THROUGH_PAYROLL if row["through_payroll"] else TAXABLE
    return PayrollLine(
        id=row["id"],
        employee_number=row["employee_number"] or "",
        name=f"{row['family_name']} {row['given_name']}".strip(),
        type=kind,
        amount=int(row["amount"]),
        currency=row["currency"],
        due_on=row["due_on"] if isinstance(row["due_on"], date) else date.fromisoformat(row["due_on"]),
        origin=row["redemption_id"],
        legal_basis=say(LEGAL_BASIS[kind]),
        corrects_id=row["corrects_id"] or "",
        reason=say(RETURNED) if row["corrects_id"] else "",
    )

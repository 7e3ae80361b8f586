"""One order as HR sees it: its moves with names, its code without the code, and what payroll is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.database import rows
from server.database.fields import from_millis
from server.rewards.desk.queries import COLUMNS, FROM, Line, line


@dataclass(frozen=True, slots=True)
class OrderAtDesk:
    """An order whole. Values in cents."""

    line: Line
    counted_cents: int
    year: int
    season: str
    reason: str
    words: str
    decided_at: datetime | None
    decided_by: str
    prepared_at: datetime | None
    fulfilled_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """A state that an order reached, when, and by whom; by nobody where a delay did it."""

    state: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class CodeSeen:
    """Where a voucher's code stands; the code itself is nobody's business here."""

    revealed_at: datetime | None
    may_be_shown_again: bool
    is_void: bool


@dataclass(frozen=True, slots=True)
class PayrollSeen:
    """What payroll was told, or will be: cents, below zero for a return; the batch once it went out."""

    amount: int
    currency: str
    batch: int | None


_ONE = f"""
{COLUMNS.format(since="r.requested_at")}, r.counted_cents, r.year, r.season, r.reason, r.words, r.decided_at,
    r.prepared_at, r.fulfilled_at, r.ended_at, d.given_name AS by_given, d.family_name AS by_family
{FROM} LEFT JOIN person d ON d.id = r.decided_by_id WHERE r.id = $1
"""


async def order_at_desk(order_id: str) -> OrderAtDesk | None:
    """One order, or a pot that still fills."""
    found = await rows(_ONE, order_id)
    return _order(found[0]) if found else None


def _order(row: dict[str, Any]) -> OrderAtDesk:
    return OrderAtDesk(
        line=line(row),
        counted_cents=row["counted_cents"],
        year=row["year"],
        season=row["season"],
        reason=row["reason"],
        words=row["words"],
        decided_at=_instant(row["decided_at"]),
        decided_by=_name(row),
        prepared_at=_instant(row["prepared_at"]),
        fulfilled_at=_instant(row["fulfilled_at"]),
        ended_at=_instant(row["ended_at"]),
    )


def _instant(millis: int | None) -> datetime | None:
    return None if millis is None else from_millis(millis)


def _name(row: dict[str, Any]) -> str:
    return f"{row['by_given']} {row['by_family']}".strip() if row["by_given"] is not None else ""


async def steps_of(order_id: str) -> tuple[Step, ...]:
    """The states it reached, in order; `prepared` among them."""
    found = await rows(
        "SELECT s.state, s.at, p.given_name AS by_given, p.family_name AS by_family FROM redemption_step s "
        "LEFT JOIN person p ON p.id = s.by_id WHERE s.redemption_id = $1 ORDER BY s.id",
        order_id,
    )
    return tuple(Step(row["state"], from_millis(row["at"]), _name(row)) for row in found)


async def code_of(order_id: str) -> CodeSeen | None:
    """Whether its code was shown; nothing where the gift has none."""
    found = await rows("SELECT revealed_at, again_at, void_at FROM reward_code WHERE redemption_id = $1", order_id)
    if not found:
        return None
    (row,) = found
    return CodeSeen(_instant(row["revealed_at"]), row["again_at"] is not None, row["void_at"] is not None)


async def payroll_of(order_id: str) -> tuple[PayrollSeen, ...]:
    """What payroll is told of it, in order."""
    found = await rows(
        "SELECT g.amount, g.currency, b.number AS batch FROM gift_payroll_line g "
        "LEFT JOIN payroll_batch b ON b.id = g.batch_id WHERE g.redemption_id = $1 ORDER BY g.created_at, g.id",
        order_id,
    )
    return tuple(PayrollSeen(row["amount"], row["currency"], row["batch"]) for row in found)

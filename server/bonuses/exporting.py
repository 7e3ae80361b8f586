"""Approved bonuses and gifts go to payroll once: a numbered batch whose file is kept as it was, byte for byte."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from server import clock
from server.bonuses.models import PayrollBatch
from server.bonuses.payroll_file import BONUS, PayrollLine, payroll_file
from server.bonuses.queries import instalment
from server.database import is_postgresql, rows, transaction
from server.messages import N_
from server.rewards.payroll import lines_for_payroll, mark_exported
from server.web.audit import record
from server.web.locale import say

LEGAL_BASIS = N_("Referral bonus: gross pay, subject to social contributions and income tax")
_LOCK = 7_301_004  # one export at a time on PostgreSQL


async def export_to_payroll(by: str) -> tuple[int, ...]:
    """A batch of every approved bonus and every gift that is in none, one for each currency; their numbers.

    With nothing new there is no batch: pressing the button again changes nothing.
    """
    async with transaction():
        await _one_at_a_time()
        waiting = sorted([*await _approved(), *await lines_for_payroll()], key=_currency)
        return tuple([await _batch(lines, by) for _, lines in groupby(waiting, _currency)])


def _currency(line: PayrollLine) -> str:
    return line.currency


async def _one_at_a_time() -> None:
    """Two exports at the same moment are one after the other: the second finds nothing."""
    if is_postgresql():
        await rows(f"SELECT pg_advisory_xact_lock({_LOCK})")
    else:
        await rows("UPDATE company SET id = id RETURNING id")


async def _approved() -> list[PayrollLine]:
    locked = "FOR UPDATE OF i" if is_postgresql() else ""
    found = await rows(
        "SELECT i.*, p.given_name, p.family_name, p.employee_number FROM bonus_instalment i "
        "JOIN person p ON p.id = i.person_id WHERE i.state = 'approved' AND i.batch_id IS NULL "
        f"ORDER BY i.id {locked}"
    )
    return [_line(row) for row in found]


def _line(row: dict[str, Any]) -> PayrollLine:
    seen = instalment(row)
    return PayrollLine(
        id=seen.id,
        employee_number=row["employee_number"] or "",
        name=f"{row['family_name']} {row['given_name']}".strip(),
        type=BONUS,
        amount=seen.amount,
        currency=seen.currency,
        due_on=seen.due_on,
        origin=seen.referral_id,
        legal_basis=say(LEGAL_BASIS),
        corrects_id=seen.corrects_id or "",
        reason=seen.reason if seen.corrects_id else "",
    )


async def _batch(lines: Iterable[PayrollLine], by: str) -> int:
    chosen = list(lines)
    last = await rows("SELECT coalesce(max(number), 0) AS last FROM payroll_batch")
    number = int(last[0]["last"]) + 1
    file = payroll_file(number, chosen)
    batch = await PayrollBatch.create(
        number=number, created_at=clock.now(), created_by_id=by, lines=file.lines, total=file.total,
        digest=file.digest, content=file.content,
    )  # fmt: skip
    await _mark([line.id for line in chosen if line.type == BONUS], batch.id)
    await mark_exported([line.id for line in chosen if line.type != BONUS], batch.id)
    after = {"number": number, "lines": file.lines, "total": file.total, "digest": file.digest}
    await record("payroll.export", "payroll_batch", str(number), by, None, after)
    return number


async def _mark(ids: Sequence[str], batch_id: str) -> None:
    if ids:
        places = ", ".join(f"${place}" for place in range(2, len(ids) + 2))
        await rows(
            f"UPDATE bonus_instalment SET state = 'exported', batch_id = $1 WHERE id IN ({places}) RETURNING id",
            batch_id, *ids,
        )  # fmt: skip

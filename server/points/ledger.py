"""The ledger on disk: it writes the postings of the pure core, and refuses what the core's book refuses."""

from collections.abc import Sequence
from typing import Any

from gamification import (
    NEVER_ABOVE_ZERO,
    NEVER_BELOW_ZERO,
    PROGRAMME,
    Account,
    AccountKind,
    Charge,
    FloorError,
    IdempotencyConflictError,
    Posting,
    SlotTakenError,
    TransferKind,
    Unit,
)
from server import clock
from server.database import rows
from server.database.fields import from_millis, to_millis

CACHED = NEVER_BELOW_ZERO | NEVER_ABOVE_ZERO  # mint, spent and expired would be hot rows: their sums are derived


async def post(postings: Sequence[Posting], group: str, person_id: str | None, decision_id: str | None = None) -> bool:
    """Write a group of postings in the caller's transaction; False when the group was written before.

    Raises IdempotencyConflictError, SlotTakenError or FloorError, and then nothing of the group may stay:
    the caller's transaction is rolled back.
    """
    if not postings:
        return False
    if await _is_replay(postings):
        return False
    accounts = await _move_balances(postings)
    await _insert(postings, accounts, group, person_id, decision_id)
    return True


async def _is_replay(postings: Sequence[Posting]) -> bool:
    first = postings[0]
    found = await rows("SELECT body_hash FROM transfer WHERE key = $1", first.idem_key)
    if found and found[0]["body_hash"] != first.body_hash:
        raise IdempotencyConflictError(first.idem_key)
    return bool(found)


async def _move_balances(postings: Sequence[Posting]) -> dict[Account, int]:
    """Net change per account, in one fixed order so that two groups never wait for each other."""
    changes: dict[Account, int] = {}
    for posting in postings:
        changes[posting.debit] = changes.get(posting.debit, 0) - posting.amount
        changes[posting.credit] = changes.get(posting.credit, 0) + posting.amount
    ordered = sorted(changes, key=lambda each: (each.owner == PROGRAMME, each.owner, each.unit, each.kind))
    return {account: await _move(account, changes[account]) for account in ordered}


async def _move(account: Account, change: int) -> int:
    """Shift a cached balance within its bounds; the account's row id."""
    if account.kind not in CACHED:
        change = 0
    bound = {True: " AND balance + $1 >= 0", False: " AND balance + $1 <= 0"}
    guard = bound[account.kind in NEVER_BELOW_ZERO] if account.kind in CACHED else ""
    named = (account.owner, account.unit.value, account.kind.value)
    where = f"WHERE owner = $2 AND unit = $3 AND kind = $4{guard}"
    found = await rows(f"UPDATE account SET balance = balance + $1 {where} RETURNING id", change, *named)
    if found:
        return int(found[0]["id"])
    await rows(
        "INSERT INTO account (owner, unit, kind, balance) VALUES ($1, $2, $3, 0) "
        "ON CONFLICT (owner, unit, kind) DO NOTHING RETURNING id",
        *named,
    )
    found = await rows(f"UPDATE account SET balance = balance + $1 {where} RETURNING id", change, *named)
    if not found:
        raise FloorError(account)
    return int(found[0]["id"])


_COLUMNS = (
    "key", "body_hash", "group_key", "kind", "unit", "debit_id", "credit_id", "amount", "parent_key", "slot",
    "decision_id", "person_id", "effective_at", "recorded_at", "expires_at",
)  # fmt: skip


async def _insert(
    postings: Sequence[Posting],
    accounts: dict[Account, int],
    group: str,
    person_id: str | None,
    decision_id: str | None,
) -> None:
    """One statement for the whole group; the unique keys decide, not a look beforehand."""
    values: list[Any] = []
    for each in postings:
        expires = to_millis(each.expires_at) if each.expires_at else None
        values += [
            each.idem_key, each.body_hash, group, each.kind.value, each.unit.value, accounts[each.debit],
            accounts[each.credit], each.amount, each.parent, each.slot.value if each.slot else None, decision_id,
            person_id, to_millis(each.at), to_millis(clock.now()), expires,
        ]  # fmt: skip
    width = len(_COLUMNS)
    lines = [
        "(" + ", ".join(f"${line * width + column + 1}" for column in range(width)) + ")"
        for line in range(len(postings))
    ]
    query = (
        f"INSERT INTO transfer ({', '.join(_COLUMNS)}) VALUES {', '.join(lines)} ON CONFLICT DO NOTHING RETURNING key"
    )
    written = {row["key"] for row in await rows(query, *values)}
    for each in postings:
        if each.idem_key not in written:
            raise SlotTakenError(each.idem_key)


async def pending_awards(decision_id: str) -> tuple[Posting, ...]:
    """The award postings of a decision that nothing has confirmed or voided yet, as the core knows them."""
    found = await rows(
        "SELECT t.*, c.owner AS credit_owner, d.owner AS debit_owner, d.kind AS debit_kind "
        "FROM transfer t JOIN account c ON c.id = t.credit_id JOIN account d ON d.id = t.debit_id "
        "WHERE t.decision_id = $1 AND t.kind = 'award' AND NOT EXISTS "
        "(SELECT 1 FROM transfer r WHERE r.parent_key = t.key AND r.slot = 'resolve') ORDER BY t.id",
        decision_id,
    )
    return tuple(_award(row) for row in found)


def _award(row: dict[str, Any]) -> Posting:
    unit = Unit(row["unit"])
    return Posting(
        TransferKind.AWARD,
        Account(unit, AccountKind(row["debit_kind"]), row["debit_owner"]),
        Account(unit, AccountKind.PENDING, row["credit_owner"]),
        row["amount"],
        row["key"],
        from_millis(row["effective_at"]),
    )


async def balance(unit: Unit, kind: AccountKind, owner: str) -> int:
    """The cached balance of an account that has one."""
    found = await rows(
        "SELECT balance FROM account WHERE owner = $1 AND unit = $2 AND kind = $3",
        owner,
        unit.value,
        kind.value,
    )
    return int(found[0]["balance"]) if found else 0


async def programme_budget() -> int:
    """Points that the programme may still give."""
    return await balance(Unit.POINTS, AccountKind.BUDGET, Charge(None, 0).budget.owner)


async def hold_budget() -> None:
    """Nobody else takes from the programme's budget before this transaction ends."""
    budget = Charge(None, 0).budget
    await rows(
        "UPDATE account SET balance = balance WHERE owner = $1 AND unit = $2 AND kind = $3 RETURNING id",
        budget.owner, budget.unit.value, budget.kind.value,
    )  # fmt: skip

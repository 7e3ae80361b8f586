"""The ledger on disk: it writes the postings of the pure core, and refuses what the core's book refuses."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from gamification import (
    DERIVED,
    NEVER_ABOVE_ZERO,
    NEVER_BELOW_ZERO,
    PROGRAMME,
    Account,
    AccountKind,
    FloorError,
    IdempotencyConflictError,
    Posting,
    Slot,
    SlotTakenError,
    TransferKind,
    Unit,
)
from server import clock
from server.database import rows
from server.database.fields import from_millis, to_millis

CACHED = NEVER_BELOW_ZERO | NEVER_ABOVE_ZERO  # mint, spent and expired would be hot rows: their sums are derived


async def post(
    postings: Sequence[Posting],
    group: str,
    person_id: str | None,
    decision_id: str | None = None,
    effective_at: datetime | None = None,
) -> bool:
    """Write a group of postings in the caller's transaction; False when the group was written before.

    `effective_at` is the instant that the group counts at, where it is not the present one. Raises
    IdempotencyConflictError, SlotTakenError or FloorError, and then nothing of the group may stay: the caller's
    transaction is rolled back.
    """
    if not postings or await knows(postings):
        return False
    accounts = await _move_balances(postings)
    await _insert(postings, accounts, group, person_id, decision_id, effective_at)
    return True


async def knows(postings: Sequence[Posting]) -> bool:
    """Whether a group is a replay; IdempotencyConflictError when it only looks like one."""
    principal = [each for each in postings if each.kind not in DERIVED] or postings
    places = ", ".join(f"${number}" for number in range(1, len(principal) + 1))
    found = await rows(
        f"SELECT key, body_hash FROM transfer WHERE key IN ({places})", *(each.idem_key for each in principal)
    )
    known = {row["key"]: row["body_hash"] for row in found}
    for each in principal:
        if known and known.get(each.idem_key) != each.body_hash:
            raise IdempotencyConflictError(each.idem_key)
    return bool(known)


async def _move_balances(postings: Sequence[Posting]) -> dict[Account, int]:
    """Net change per account, in one fixed order so that two groups never wait for each other."""
    changes: dict[Account, int] = {}
    for posting in postings:
        changes[posting.debit] = changes.get(posting.debit, 0) - posting.amount
        changes[posting.credit] = changes.get(posting.credit, 0) + posting.amount
    return {account: await _move(account, changes[account]) for account in sorted(changes, key=_turn)}


def _turn(account: Account) -> tuple[bool, bool, str, str, str]:
    """Budgets first, the campaigns' by name and the programme's last; then accounts of people."""
    is_budget = account.kind is AccountKind.BUDGET
    return not is_budget, account.owner == PROGRAMME, account.owner, account.unit, account.kind


async def _move(account: Account, change: int) -> int:
    """Shift a cached balance within its bounds; the account's row id."""
    named = (account.owner, account.unit.value, account.kind.value)
    if (moved := await _shift(account, change, named)) is not None:
        return moved
    await rows(
        "INSERT INTO account (owner, unit, kind, balance) VALUES ($1, $2, $3, 0) "
        "ON CONFLICT (owner, unit, kind) DO NOTHING RETURNING id",
        *named,
    )
    if (moved := await _shift(account, change, named)) is None:
        raise FloorError(account)
    return moved


async def _shift(account: Account, change: int, named: tuple[str, str, str]) -> int | None:
    """The row of an account that is there and can move so far; nobody waits for a row that keeps no balance."""
    where = "WHERE owner = $1 AND unit = $2 AND kind = $3"
    if account.kind not in CACHED:
        found = await rows(f"SELECT id FROM account {where}", *named)
    else:
        bound = ">= 0" if account.kind in NEVER_BELOW_ZERO else "<= 0"
        update = f"UPDATE account SET balance = balance + $4 {where} AND balance + $4 {bound} RETURNING id"
        found = await rows(update, *named, change)
    return int(found[0]["id"]) if found else None


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
    effective_at: datetime | None,
) -> None:
    """One statement for the whole group; the unique keys decide, not a look beforehand."""
    values: list[Any] = []
    for each in postings:
        expires = to_millis(each.expires_at) if each.expires_at else None
        values += [
            each.idem_key, each.body_hash, group, each.kind.value, each.unit.value, accounts[each.debit],
            accounts[each.credit], each.amount, each.parent, each.slot.value if each.slot else None, decision_id,
            person_id, to_millis(effective_at or each.at), to_millis(clock.now()), expires,
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


_AS_POSTING = """
SELECT t.key, t.kind, t.unit, t.amount, t.parent_key, t.slot, t.effective_at, t.expires_at,
       d.kind AS debit_kind, d.owner AS debit_owner, c.kind AS credit_kind, c.owner AS credit_owner
FROM transfer t JOIN account d ON d.id = t.debit_id JOIN account c ON c.id = t.credit_id WHERE
"""
_UNRESOLVED = "NOT EXISTS (SELECT 1 FROM transfer r WHERE r.parent_key = t.key AND r.slot = 'resolve')"


async def pending_awards(decision_id: str) -> tuple[Posting, ...]:
    """The award postings of a decision that nothing has confirmed or voided yet, as the core knows them."""
    where = f"t.decision_id = $1 AND t.kind = 'award' AND {_UNRESOLVED} ORDER BY t.id"
    return tuple(_posting(row) for row in await rows(_AS_POSTING + where, decision_id))


async def postings_of(decision_id: str, kind: TransferKind) -> tuple[Posting, ...]:
    """What was posted of one kind for a decision."""
    where = "t.decision_id = $1 AND t.kind = $2 ORDER BY t.id"
    return tuple(_posting(row) for row in await rows(_AS_POSTING + where, decision_id, kind.value))


async def posting(key: str) -> Posting | None:
    """One posting by its key."""
    found = await rows(_AS_POSTING + "t.key = $1", key)
    return _posting(found[0]) if found else None


def _posting(row: dict[str, Any]) -> Posting:
    unit = Unit(row["unit"])
    return Posting(
        TransferKind(row["kind"]),
        Account(unit, AccountKind(row["debit_kind"]), row["debit_owner"]),
        Account(unit, AccountKind(row["credit_kind"]), row["credit_owner"]),
        row["amount"],
        row["key"],
        from_millis(row["effective_at"]),
        row["parent_key"],
        Slot(row["slot"]) if row["slot"] else None,
        from_millis(row["expires_at"]) if row["expires_at"] is not None else None,
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
    return await balance(Unit.POINTS, AccountKind.BUDGET, PROGRAMME)


async def campaign_budgets(campaigns: Iterable[str]) -> dict[str, int]:
    """Points left in the purses of campaigns."""
    return {name: await balance(Unit.POINTS, AccountKind.BUDGET, name) for name in sorted(set(campaigns))}


async def hold_budgets(campaigns: Iterable[str | None]) -> None:
    """Nobody else takes from these budgets before this transaction ends: campaigns by name, the programme last."""
    for name in sorted(set(campaigns), key=lambda each: (each is None, each or "")):
        await rows(
            "UPDATE account SET balance = balance WHERE owner = $1 AND unit = $2 AND kind = $3 RETURNING id",
            name or PROGRAMME, Unit.POINTS.value, AccountKind.BUDGET.value,
        )  # fmt: skip

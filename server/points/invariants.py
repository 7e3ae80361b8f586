"""What else must hold of the ledger at any time: bounds, holds, reversals, debt. Each check names what breaks it."""

from server.database import rows

MOST = 20


async def floors_hold() -> list[str]:
    """Invariant 3: budgets, pending, available and held points never below zero, debt never above."""
    found = await rows(
        "SELECT id, unit, kind, owner, balance FROM account WHERE (kind IN ('budget', 'pending', 'available', 'held') "
        f"AND balance < 0) OR (kind = 'debt' AND balance > 0) LIMIT {MOST}"
    )
    return [f"account {row['id']} ({row['unit']} {row['kind']} of {row['owner']}): {row['balance']}" for row in found]


async def holds_are_open() -> list[str]:
    """Invariants 7 and 14: what is held is what was set aside and neither spent nor given back."""
    found = await rows(
        "SELECT a.id, a.owner, a.balance, COALESCE((SELECT sum(t.amount) FROM transfer t WHERE t.credit_id = a.id "
        "AND t.kind = 'hold' AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.parent_key = t.key "
        "AND r.slot = 'hold_end')), 0) AS open FROM account a WHERE a.kind = 'held'"
    )
    return [
        f"account {row['id']} (held of {row['owner']}): balance {row['balance']}, open holds {row['open']}"
        for row in found
        if int(row["balance"]) != int(row["open"])
    ][:MOST]


async def once_is_once() -> list[str]:
    """Invariants 6, 7 and 8: nothing is resolved, ended, reversed or refunded twice."""
    twice = await rows(
        "SELECT parent_key, slot FROM transfer WHERE parent_key IS NOT NULL AND slot IS NOT NULL "
        f"GROUP BY parent_key, slot HAVING count(*) > 1 ORDER BY parent_key LIMIT {MOST}"
    )
    return [f"transfer {row['parent_key']}: {row['slot']} happened more than once" for row in twice]


_PARENTS = (
    ("resolve", "'award'"), ("hold_end", "'hold'"), ("reverse", "'confirm'"), ("refund", "'capture'"),
)  # fmt: skip


async def parents_fit() -> list[str]:
    """Invariant 8: what follows on a transfer follows on one of its kind, and moves the same amount."""
    wrong = " OR ".join(f"(t.slot = '{slot}' AND p.kind <> {kind})" for slot, kind in _PARENTS)
    found = await rows(
        "SELECT t.id FROM transfer t LEFT JOIN transfer p ON p.key = t.parent_key WHERE t.slot IS NOT NULL "
        f"AND (p.id IS NULL OR p.amount <> t.amount OR {wrong}) ORDER BY t.id LIMIT {MOST}"
    )
    return [f"transfer {row['id']}: does not follow from the one it names" for row in found]


async def debts_are_bounded() -> list[str]:
    """Invariant 12: who owes has nothing to spend, and owes no more than is held, was spent, or was taken by hand."""
    found = await rows(
        "SELECT d.owner, -d.balance AS owed, COALESCE(a.balance, 0) AS available, COALESCE(h.balance, 0) + "
        "COALESCE((SELECT sum(CASE t.kind WHEN 'refund' THEN -t.amount ELSE t.amount END) FROM transfer t "
        "WHERE t.person_id = d.owner AND (t.kind IN ('capture', 'refund') OR (t.kind = 'adjust' "
        "AND t.debit_id = a.id))), 0) AS used FROM account d "
        "LEFT JOIN account a ON a.owner = d.owner AND a.unit = 'points' AND a.kind = 'available' "
        "LEFT JOIN account h ON h.owner = d.owner AND h.unit = 'points' AND h.kind = 'held' "
        "WHERE d.kind = 'debt' AND d.balance < 0"
    )
    return [
        f"debt of {row['owner']}: owes {row['owed']}, has {row['available']}, used {row['used']}"
        for row in found
        if int(row["available"]) or int(row["owed"]) > int(row["used"])
    ][:MOST]


async def corrections_are_explained() -> list[str]:
    """Invariants 33 and 34: points moved by hand have their correction; nobody made one of their own."""
    orphans = await rows(
        "SELECT t.id FROM transfer t LEFT JOIN correction c ON t.key = 'adjust:' || c.id AND c.state = 'done' "
        f"AND abs(c.points) = t.amount WHERE t.kind = 'adjust' AND c.id IS NULL LIMIT {MOST}"
    )
    own = await rows(
        f"SELECT id FROM correction WHERE asked_by_id = person_id OR decided_by_id = person_id LIMIT {MOST}"
    )
    return [f"transfer {row['id']}: moved by hand, and no correction says why" for row in orphans] + [
        f"correction {row['id']}: made by the person it is about" for row in own
    ]

"""What must hold of the ledger: each check returns the sentences that name a fault, with the row to look at."""

import hashlib
import json
from collections import Counter

from server.database import rows
from server.points.ledger import CACHED

MOST = 20


async def balances_tie_out() -> list[str]:
    """Invariants 2 and 3: a cached balance is the sum of its transfers."""
    kinds = ", ".join(f"'{kind.value}'" for kind in sorted(CACHED))
    found = await rows(
        "SELECT a.id, a.unit, a.kind, a.owner, a.balance, "
        "COALESCE((SELECT sum(amount) FROM transfer WHERE credit_id = a.id), 0) - "
        "COALESCE((SELECT sum(amount) FROM transfer WHERE debit_id = a.id), 0) AS total "
        f"FROM account a WHERE a.kind IN ({kinds})"
    )
    return [
        f"account {row['id']} ({row['unit']} {row['kind']} of {row['owner']}): balance {row['balance']}, "
        f"its transfers make {row['total']}"
        for row in found
        if int(row["balance"]) != int(row["total"])
    ][:MOST]


async def units_are_conserved() -> list[str]:
    """Invariant 1: both accounts of a transfer have its unit, so that each unit sums to nothing."""
    found = await rows(
        "SELECT t.id FROM transfer t JOIN account d ON d.id = t.debit_id JOIN account c ON c.id = t.credit_id "
        f"WHERE d.unit <> t.unit OR c.unit <> t.unit LIMIT {MOST}"
    )
    return [f"transfer {row['id']}: its accounts have other units" for row in found]


async def transfers_are_whole() -> list[str]:
    """A transfer's hash is that of its content: a row altered by hand is named."""
    found = await rows(
        "SELECT t.id, t.kind, t.amount, t.parent_key, t.slot, t.body_hash, d.unit AS d_unit, d.kind AS d_kind, "
        "d.owner AS d_owner, c.unit AS c_unit, c.kind AS c_kind, c.owner AS c_owner "
        "FROM transfer t JOIN account d ON d.id = t.debit_id JOIN account c ON c.id = t.credit_id"
    )
    faults = []
    for row in found:
        body = [
            row["kind"], [row["d_unit"], row["d_kind"], row["d_owner"]], [row["c_unit"], row["c_kind"], row["c_owner"]],
            row["amount"], row["parent_key"], row["slot"],
        ]  # fmt: skip
        if hashlib.sha256(json.dumps(body, separators=(",", ":")).encode()).hexdigest() != row["body_hash"]:
            faults.append(f"transfer {row['id']}: its content was altered after it was written")
    return faults[:MOST]


async def awards_are_explained() -> list[str]:
    """Invariant 34: every award has its decision, every decision its award."""
    orphans = await rows("SELECT id FROM transfer WHERE kind = 'award' AND decision_id IS NULL LIMIT $1", MOST)
    differing = await rows(
        "SELECT d.id, d.points, d.points + d.recognition AS xp, "
        "COALESCE(sum(CASE WHEN t.unit = 'points' THEN t.amount END), 0) AS points_posted, "
        "COALESCE(sum(CASE WHEN t.unit = 'xp' THEN t.amount END), 0) AS xp_posted "
        "FROM decision d LEFT JOIN transfer t ON t.decision_id = d.id AND t.kind = 'award' "
        "GROUP BY d.id, d.points, d.recognition "
        "HAVING COALESCE(sum(CASE WHEN t.unit = 'points' THEN t.amount END), 0) <> d.points "
        f"OR COALESCE(sum(CASE WHEN t.unit = 'xp' THEN t.amount END), 0) <> d.points + d.recognition LIMIT {MOST}"
    )
    return [f"transfer {row['id']}: an award that no decision explains" for row in orphans] + [
        f"decision {row['id']}: decided {row['points']} points and {row['xp']} XP, "
        f"posted {row['points_posted']} and {row['xp_posted']}"
        for row in differing
    ]


async def pending_is_unresolved() -> list[str]:
    """Invariant 6: what is pending is what was awarded and neither confirmed nor voided."""
    found = await rows(
        "SELECT a.id, a.owner, a.unit, a.balance, COALESCE((SELECT sum(t.amount) FROM transfer t "
        "WHERE t.credit_id = a.id AND t.kind = 'award' AND NOT EXISTS "
        "(SELECT 1 FROM transfer r WHERE r.parent_key = t.key AND r.slot = 'resolve')), 0) AS open "
        "FROM account a WHERE a.kind = 'pending'"
    )
    return [
        f"account {row['id']} (pending {row['unit']} of {row['owner']}): "
        f"balance {row['balance']}, open awards {row['open']}"
        for row in found
        if int(row["balance"]) != int(row["open"])
    ][:MOST]


async def limits_follow_from_decisions() -> list[str]:
    """Invariant 13: a counter is what decisions took, less what voids gave back."""
    taken: Counter[tuple[str, str]] = Counter()
    for row in await rows(
        "SELECT d.uses FROM decision d WHERE d.uses IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM transfer v WHERE v.decision_id = d.id AND v.kind = 'void')"
    ):
        uses = row["uses"]
        for use in json.loads(uses) if isinstance(uses, str) else uses:
            taken[use["scope_key"], use["window_key"]] += use["amount"]
    stored = await rows("SELECT scope_key, window_key, used FROM limit_use")
    kept = {(row["scope_key"], row["window_key"]): row["used"] for row in stored}
    return [
        f"limit {scope} in {window}: counted {kept.get((scope, window), 0)}, decisions make {taken[scope, window]}"
        for scope, window in sorted(taken.keys() | kept.keys())
        if kept.get((scope, window), 0) != taken[scope, window]
    ][:MOST]

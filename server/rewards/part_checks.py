"""What the points of orders must be: holds of the ledger, that end as their orders did and make their cost."""

from server.database import rows

MOST = 20
_PARTS = """
SELECT p.id, p.person_id, p.points, p.state, h.amount, a.owner,
    (SELECT e.kind FROM transfer e WHERE e.parent_key = h.key AND e.slot = 'hold_end') AS ended,
    (SELECT count(*) FROM transfer e JOIN transfer b ON b.parent_key = e.key AND b.slot = 'refund'
     WHERE e.parent_key = h.key AND e.slot = 'hold_end') AS refunds
FROM redemption_part p LEFT JOIN transfer h ON h.key = p.hold_key AND h.kind = 'hold'
LEFT JOIN account a ON a.id = h.credit_id
"""
_LEDGER_SAYS = {(None, 0): "open", ("release", 0): "released", ("capture", 0): "spent", ("capture", 1): "refunded"}
_AS_HELD = {"taken": "released"}  # by its giver, or with the whole order: the hold is released either way


async def parts_follow_the_ledger() -> list[str]:
    """Invariant 7: each part is a hold of its person's points, and ended as the ledger says; no hold has no part."""
    wrong = [
        f"part {row['id']}: {row['points']} points of {row['person_id']} are {row['state']}, the ledger says "
        f"{row['amount']} of {row['owner']}, {_LEDGER_SAYS.get((row['ended'], int(row['refunds'])))}"
        for row in await rows(_PARTS)
        if (row["amount"], row["owner"]) != (row["points"], row["person_id"])
        or _LEDGER_SAYS.get((row["ended"], int(row["refunds"]))) != _AS_HELD.get(row["state"], row["state"])
    ]
    orphans = await rows(
        "SELECT id FROM transfer WHERE kind = 'hold' AND key NOT IN (SELECT hold_key FROM redemption_part) "
        f"ORDER BY id LIMIT {MOST}"
    )
    return [*wrong, *(f"transfer {row['id']}: a hold that belongs to no order" for row in orphans)][:MOST]


_SHOULD_BE = {"requested": "open", "approved": "open", "fulfilled": "spent", "returned": "refunded"}


async def parts_make_their_orders() -> list[str]:
    """The parts of an order make its cost: set aside, spent or refunded; of a pot that is not full, less."""
    states = ("open", "released", "spent", "refunded")
    sums = ", ".join(f"COALESCE(sum(CASE WHEN p.state = '{each}' THEN p.points END), 0) AS {each}" for each in states)
    found = await rows(
        f"SELECT d.id, d.cost, d.state, {sums} FROM redemption d LEFT JOIN redemption_part p ON p.redemption_id = d.id "
        "GROUP BY d.id, d.cost, d.state"
    )
    return [
        f"order {row['id']} of {row['cost']} points stands at {row['state']}, and its parts are "
        + ", ".join(f"{each} {row[each]}" for each in states)
        for row in found
        if not _parts_fit(row["state"], int(row["cost"]), {each: int(row[each]) for each in states})
    ][:MOST]


def _parts_fit(state: str, cost: int, sums: dict[str, int]) -> bool:
    kept = {each: points for each, points in sums.items() if points and each != "released"}
    if state == "collecting":
        return kept == {"open": sums["open"]} and sums["open"] < cost
    return kept == ({_SHOULD_BE[state]: cost} if state in _SHOULD_BE else {})

"""What orders leave elsewhere: each voucher its one code, each taxed gift its line for payroll."""

from collections.abc import Iterator
from typing import Any

from gamification import COUNTING_ORDERS, is_on_payslip
from server.database import rows

MOST = 20
_COUNTING = ", ".join(f"'{state}'" for state in COUNTING_ORDERS)


async def codes_belong_to_one_order() -> list[str]:
    """A voucher's stock is its codes that are not void; each of its orders has one, shown only after the hand-over."""
    return [*await _wrong_codes(), *await _wrong_stock(), *await _orders_without()][:MOST]


async def _wrong_codes() -> list[str]:
    found = await rows(
        "SELECT c.id, c.reward_id, c.redemption_id, c.revealed_at, c.void_at, d.reward_id AS ordered, d.state "
        "FROM reward_code c LEFT JOIN redemption d ON d.id = c.redemption_id"
    )
    return [f"code {row['id']}: {fault}" for row in found for fault in _code_faults(row)]


def _code_faults(row: dict[str, Any]) -> Iterator[str]:
    if row["redemption_id"] is None:
        if row["revealed_at"] is not None:
            yield "was shown, and belongs to no order"
        return
    if row["ordered"] != row["reward_id"]:
        yield "belongs to an order of another gift"
    if row["revealed_at"] is not None and row["state"] not in ("fulfilled", "returned"):
        yield f"was shown, and its order stands at {row['state']}"
    if (row["void_at"] is None) != (row["state"] in COUNTING_ORDERS):
        yield f"is {'good' if row['void_at'] is None else 'void'}, and its order stands at {row['state']}"


async def _wrong_stock() -> list[str]:
    found = await rows(
        "SELECT r.id, r.kind, r.stock_total, (SELECT count(*) FROM reward_code c WHERE c.reward_id = r.id "
        "AND c.void_at IS NULL) AS good FROM reward r "
        "WHERE r.kind = 'voucher' OR r.id IN (SELECT reward_id FROM reward_code)"
    )
    return [
        f"gift {row['id']} ({row['kind']}): {row['stock_total']} in stock, {row['good']} codes that are not void"
        for row in found
        if row["kind"] != "voucher" or int(row["stock_total"] or 0) != int(row["good"])
    ]


async def _orders_without() -> list[str]:
    found = await rows(
        "SELECT d.id FROM redemption d JOIN reward r ON r.id = d.reward_id AND r.kind = 'voucher' "
        f"WHERE d.state IN ({_COUNTING}) "
        "AND d.id NOT IN (SELECT redemption_id FROM reward_code WHERE redemption_id IS NOT NULL)"
    )
    return [f"order {row['id']}: a voucher without a code" for row in found]


_LINES = """
SELECT d.id, d.person_id, d.state, d.value_cents, d.tax_label, d.through_payroll, r.kind,
    g.id AS line, g.amount, g.person_id AS told_of, b.amount AS back, b.corrects_id AS corrects, b.person_id AS back_of
FROM redemption d JOIN reward r ON r.id = d.reward_id
LEFT JOIN gift_payroll_line g ON g.redemption_id = d.id AND g.slot = 'gift'
LEFT JOIN gift_payroll_line b ON b.redemption_id = d.id AND b.slot = 'return'
"""


async def payroll_follows_hand_overs() -> list[str]:
    """Payroll is told once of each taxed gift that was handed over, and once below zero of each that came back."""
    found = [(row, *_should_be_told(row)) for row in await rows(_LINES)]
    return [
        f"order {row['id']} stands at {row['state']}: payroll was told {row['amount']} and {row['back']}, "
        f"and should have been told {gift} and {back}"
        for row, gift, back in found
        if (row["amount"], row["back"]) != (gift, back) or not _is_of_its_person(row)
    ][:MOST]


def _should_be_told(row: dict[str, Any]) -> tuple[int | None, int | None]:
    if not is_on_payslip(row["kind"], row["tax_label"], row["value_cents"], bool(row["through_payroll"])):
        return None, None
    value = int(row["value_cents"]) if row["state"] in ("fulfilled", "returned") else None
    return value, -value if value is not None and row["state"] == "returned" else None


def _is_of_its_person(row: dict[str, Any]) -> bool:
    return row["told_of"] in (None, row["person_id"]) and (
        row["back"] is None or (row["back_of"], row["corrects"]) == (row["person_id"], row["line"])
    )

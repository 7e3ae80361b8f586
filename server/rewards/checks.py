"""What every order must be: led there by its steps, with stock and money that follow from it."""

from collections.abc import Iterable
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from gamification import COUNTING_ORDERS, OPEN_ORDERS, ORDER_ENDS, can_order_move, counts_for_ceiling
from server.database import rows

MOST = 20
_PREPARED = "prepared"


def _among(states: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{state}'" for state in states) + ")"


_OPEN, _COUNTING, _ENDED = _among(OPEN_ORDERS), _among(COUNTING_ORDERS), _among(ORDER_ENDS)


async def orders_follow_their_steps() -> list[str]:
    """Orders that no sequence of moves would have left as they are."""
    found = await rows(
        "SELECT d.id, d.state AS stands, d.prepared_at, d.fulfilled_at, d.ended_at, d.pot_key, s.state "
        "FROM redemption d LEFT JOIN redemption_step s ON s.redemption_id = d.id ORDER BY d.id, s.id"
    )
    by_order = groupby(found, key=itemgetter("id"))
    return [f"order {each} {fault}" for each, steps in by_order for fault in _wrong_steps(list(steps))][:MOST]


def _wrong_steps(steps: list[dict[str, Any]]) -> list[str]:
    order, path = steps[0], [each["state"] for each in steps if each["state"] not in (None, _PREPARED)]
    stands = order["stands"]
    wrong = [f"went from {one} to {then}" for one, then in pairwise(path) if not can_order_move(one, then)]
    if path[-1:] != [stands]:
        wrong.append(f"stands at {stands}, its steps lead to {path[-1] if path else 'nothing'}")
    if (order["ended_at"] is not None) != (stands in ORDER_ENDS):
        wrong.append(f"stands at {stands}, and its end is {'noted' if order['ended_at'] is not None else 'not noted'}")
    if (order["fulfilled_at"] is not None) != (stands in ("fulfilled", "returned")):
        wrong.append(f"stands at {stands}, and the hand-over says otherwise")
    if (order["prepared_at"] is not None) != any(each["state"] == _PREPARED for each in steps):
        wrong.append("was made ready, and no step says so, or the other way round")
    if (order["pot_key"] is not None) != (stands == "collecting"):
        wrong.append(f"stands at {stands}, and the team's pot is {'open' if order['pot_key'] else 'not open'}")
    return wrong


async def stock_follows_from_orders() -> list[str]:
    """Invariant 14: what is set aside are the open orders, what went the fulfilled ones, never more than all."""
    found = await rows(
        "SELECT r.id, r.stock_total, r.stock_reserved, r.stock_done, "
        f"(SELECT count(*) FROM redemption d WHERE d.reward_id = r.id AND d.state IN {_OPEN}) AS open, "
        "(SELECT count(*) FROM redemption d WHERE d.reward_id = r.id AND d.state = 'fulfilled') AS done FROM reward r"
    )
    return [f"gift {row['id']}: {fault}" for row in found for fault in _wrong_stock(row)][:MOST]


def _wrong_stock(row: dict[str, Any]) -> list[str]:
    reserved, done, total = row["stock_reserved"], row["stock_done"], row["stock_total"]
    wrong = []
    if (reserved, done) != (row["open"], row["done"]):
        wrong.append(f"{reserved} set aside and {done} gone, its orders make {row['open']} and {row['done']}")
    if min(reserved, done) < 0 or (total is not None and reserved + done > total):
        wrong.append(f"{reserved} set aside and {done} gone of {total}")
    return wrong


async def money_follows_from_orders() -> list[str]:
    """A season's money is what its open and fulfilled orders are worth; what counts for a ceiling is so by its kind."""
    used = await rows(
        "SELECT s.season, s.used_cents, COALESCE((SELECT sum(d.value_cents) FROM redemption d "
        f"WHERE d.season = s.season AND d.state IN {_COUNTING}), 0) AS cents FROM gift_season s"
    )
    lost = await rows("SELECT DISTINCT season FROM redemption WHERE season NOT IN (SELECT season FROM gift_season)")
    return [
        f"season {row['season']}: {row['used_cents']} cents used, its orders make {row['cents']}"
        for row in used
        if int(row["used_cents"]) != int(row["cents"])
    ] + [f"season {row['season']}: has orders and no row" for row in lost]


async def ceilings_count_what_counts() -> list[str]:
    """What an order counts for its year's ceiling is its whole value or nothing, by its kind, label and way."""
    found = await rows(
        "SELECT d.id, d.value_cents, d.counted_cents, d.tax_label, d.through_payroll, r.kind "
        "FROM redemption d JOIN reward r ON r.id = d.reward_id"
    )
    return [
        f"order {row['id']}: counts {row['counted_cents']} cents of {row['value_cents']}, and should count {counts}"
        for row in found
        for counts in [_counted(row)]
        if row["counted_cents"] != counts
    ][:MOST]


def _counted(row: dict[str, Any]) -> int:
    counts = counts_for_ceiling(row["kind"], row["tax_label"], bool(row["through_payroll"]))
    return int(row["value_cents"]) if counts else 0

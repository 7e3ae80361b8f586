"""Voucher codes whose last day is over: out of stock where nobody has them, replaced where an order waits with one."""

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.rewards.codes import claim_code, stored_day, today
from server.rewards.low_stock import look_at_stock

_OVER = "void_at IS NULL AND expires_on < "
_NOBODYS = "COALESCE(redemption_id, '') = ''"  # so written that the index of days serves, not that of orders


async def void_expired_codes() -> None:
    """Chore: codes of no order leave the stock the day after their last. Finding none is one look."""
    over = await rows(f"SELECT reward_id FROM reward_code WHERE {_NOBODYS} AND {_OVER} $1", stored_day(today()))
    for reward_id in sorted({row["reward_id"] for row in over}):
        async with transaction():
            await _void_of(reward_id)


async def _void_of(reward_id: str) -> None:
    """The gift's row first, like every order: nobody claims between the two statements."""
    await rows("UPDATE reward SET stock_total = stock_total WHERE id = $1 RETURNING id", reward_id)
    gone = await rows(
        f"UPDATE reward_code SET void_at = $2 WHERE reward_id = $1 AND redemption_id IS NULL AND {_OVER} $3 "
        "RETURNING id",
        reward_id, to_millis(clock.now()), stored_day(today()),
    )  # fmt: skip
    await _lower_stock(reward_id, len(gone))


async def _lower_stock(reward_id: str, by: int) -> None:
    """Codes are gone; a form that was opened before cannot write the old number again."""
    lower = "UPDATE reward SET stock_total = stock_total - $2, version = version + 1 WHERE id = $1 RETURNING id"
    await rows(lower, reward_id, by)
    await look_at_stock(reward_id)


async def renew_code(reward_id: str, redemption_id: str) -> bool:
    """Before a voucher is handed over, in the caller's transaction that holds order and gift: a code that still counts.

    One that ran out while the order waited is void and another takes its place; False when none is left.
    """
    over = await rows(
        "UPDATE reward_code SET void_at = $2, redemption_id = NULL WHERE redemption_id = $1 AND revealed_at IS NULL "
        f"AND {_OVER} $3 RETURNING id",
        redemption_id, to_millis(clock.now()), stored_day(today()),
    )  # fmt: skip
    if not over:
        return True
    if not await claim_code(reward_id, redemption_id):
        return False
    await _lower_stock(reward_id, 1)
    return True

"""Voucher codes whose last day is over: out of stock where nobody has them, replaced where an order waits with one."""

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.rewards.codes import claim_code, today

_OVER = "void_at IS NULL AND CAST(expires_on AS text) < "


async def void_expired_codes() -> None:
    """Chore: codes of no order leave the stock the day after their last. Finding none is one look."""
    over = f"SELECT DISTINCT reward_id FROM reward_code WHERE redemption_id IS NULL AND {_OVER} $1 ORDER BY reward_id"
    for row in await rows(over, today().isoformat()):
        async with transaction():
            await _void_of(row["reward_id"])


async def _void_of(reward_id: str) -> None:
    """The gift's row first, like every order: nobody claims between the two statements."""
    await rows("UPDATE reward SET stock_total = stock_total WHERE id = $1 RETURNING id", reward_id)
    gone = await rows(
        f"UPDATE reward_code SET void_at = $2 WHERE reward_id = $1 AND redemption_id IS NULL AND {_OVER} $3 "
        "RETURNING id",
        reward_id, to_millis(clock.now()), today().isoformat(),
    )  # fmt: skip
    await _lower_stock(reward_id, len(gone))


async def _lower_stock(reward_id: str, by: int) -> None:
    await rows("UPDATE reward SET stock_total = stock_total - $2 WHERE id = $1 RETURNING id", reward_id, by)


async def renew_code(reward_id: str, redemption_id: str) -> bool:
    """Before a voucher is handed over, in the caller's transaction that holds order and gift: a code that still counts.

    One that ran out while the order waited is void and another takes its place; False when none is left.
    """
    over = await rows(
        "UPDATE reward_code SET void_at = $2, redemption_id = NULL WHERE redemption_id = $1 AND revealed_at IS NULL "
        f"AND {_OVER} $3 RETURNING id",
        redemption_id, to_millis(clock.now()), today().isoformat(),
    )  # fmt: skip
    if not over:
        return True
    if not await claim_code(reward_id, redemption_id):
        return False
    await _lower_stock(reward_id, 1)
    return True

"""HR is told once that few pieces of a gift are left, whoever took them. With enough there again it starts anew."""

from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.events import StockLow, announce

_LEFT = "stock_total - stock_reserved - stock_done"
_IS_LOW = f"(stock_total IS NOT NULL AND {_LEFT} <= low_stock_at)"
_LOOK = f"""
UPDATE reward SET low_told_at = CASE WHEN {_IS_LOW} THEN CAST($2 AS bigint) END
WHERE id = $1 AND ((low_told_at IS NOT NULL AND NOT {_IS_LOW})
OR (low_told_at IS NULL AND {_IS_LOW} AND published_at IS NOT NULL AND retired_at IS NULL))
RETURNING low_told_at, {_LEFT} AS pieces
"""


async def look_at_stock(reward_id: str) -> None:
    """After an act that took pieces of a gift or put them back, once all of them are counted, in its transaction."""
    at = clock.now()
    found = await rows(_LOOK, reward_id, to_millis(at))
    if found and found[0]["low_told_at"] is not None:
        await announce(StockLow(reward_id, int(found[0]["pieces"]), at))

"""What an order takes from the shelf and from the season's money, and what comes back: conditional updates."""

from server.database import rows
from server.rewards.known import NotOffered, OrderRefused, OrderSeen, OutOfStock, PriceChanged, RewardSeen, SeasonClosed
from server.rewards.low_stock import look_at_stock
from server.rewards.queries import rewards_by_ids

_TAKE = """
UPDATE reward SET stock_reserved = stock_reserved + 1
WHERE id = $1 AND cost = $2 AND value_cents = $3 AND tax_label = $4 AND published_at IS NOT NULL AND retired_at IS NULL
AND (stock_total IS NULL OR stock_reserved + stock_done < stock_total)
RETURNING id
"""


async def take_stock(reward: RewardSeen) -> None:
    """Set one piece aside, at the price that was read. OutOfStock, NotOffered, PriceChanged: it changed meanwhile."""
    if not await rows(_TAKE, reward.id, reward.cost, reward.value_cents, reward.tax_label):
        raise _why_not(reward, (await rewards_by_ids([reward.id]))[reward.id])
    await look_at_stock(reward.id)


def _why_not(read: RewardSeen, now: RewardSeen) -> OrderRefused:
    if now.published_at is None or now.retired_at is not None:
        return NotOffered()
    return PriceChanged() if now.terms != read.terms else OutOfStock()


async def take_money(season: str, cents: int) -> None:
    """Take an order's face value from the season's money. SeasonClosed when it is used up."""
    await rows(
        "INSERT INTO gift_season (season, used_cents) VALUES ($1, 0) ON CONFLICT (season) DO NOTHING RETURNING season",
        season,
    )
    taken = await rows(
        "UPDATE gift_season SET used_cents = used_cents + $2 WHERE season = $1 "
        "AND (budget_cents IS NULL OR used_cents + $2 <= budget_cents) RETURNING season",
        season, cents,
    )  # fmt: skip
    if not taken:
        raise SeasonClosed


async def hand_out(reward_id: str) -> None:
    """A piece that was set aside leaves."""
    await _count(reward_id, "stock_reserved = stock_reserved - 1, stock_done = stock_done + 1")


async def put_back(reward_id: str) -> None:
    """A piece that was set aside is on the shelf again."""
    await _count(reward_id, "stock_reserved = stock_reserved - 1")


async def take_back(reward_id: str) -> None:
    """A piece that had left is on the shelf again."""
    await _count(reward_id, "stock_done = stock_done - 1")


async def lose_one(reward_id: str) -> None:
    """A piece that came back is worth nothing any more: a gift that never runs out does not mind.

    A form that was opened before is refused from now on: it would count the piece in again.
    """
    await _count(reward_id, "stock_total = stock_total - 1, version = version + 1")


async def give_money_back(order: OrderSeen) -> None:
    """An order that ended without a gift costs the season nothing."""
    await rows(
        "UPDATE gift_season SET used_cents = used_cents - $2 WHERE season = $1 RETURNING season",
        order.season, order.value_cents,
    )  # fmt: skip


async def _count(reward_id: str, change: str) -> None:
    await rows(f"UPDATE reward SET {change} WHERE id = $1 RETURNING id", reward_id)

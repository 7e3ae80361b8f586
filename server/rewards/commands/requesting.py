"""Ordering a gift: stock, money and points are set aside together, or nothing is."""

from server.rewards.known import Wish


async def redeem_reward(wish: Wish, by: str) -> str:
    """Order a gift for oneself; the order's identifier. Raises NotFound, or an OrderRefused that says why."""
    raise NotImplementedError

"""What changes an order. The only room that sets points aside, spends them or gives them back."""

from server.rewards.commands.lapsing import lapse_orders
from server.rewards.commands.moving import (
    approve_order,
    cancel_order,
    fulfil_order,
    prepare_order,
    reject_order,
    return_order,
)
from server.rewards.commands.pots import add_to_pot, open_pot, take_from_pot
from server.rewards.commands.requesting import redeem_reward

__all__ = [
    "add_to_pot", "approve_order", "cancel_order", "fulfil_order", "lapse_orders", "open_pot", "prepare_order",
    "redeem_reward", "reject_order", "return_order", "take_from_pot",
]  # fmt: skip

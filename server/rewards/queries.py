"""The door of small gifts: what every feature and page asks about the catalogue, orders and what bounds them."""

from server.rewards.catalogue_queries import (
    Place,
    is_offered,
    most_chosen,
    places,
    reward_by_slug,
    rewards,
    rewards_by_ids,
    target_of,
)
from server.rewards.ceiling_queries import (
    GiftRules,
    ceiling_for,
    ceiling_of,
    gift_settings,
    received_in,
    taken_in_window,
    watch_for,
    year_of,
)
from server.rewards.order_queries import (
    GIVEN_BACK,
    OrderStep,
    Part,
    open_pots,
    order,
    orders_by_ids,
    orders_in,
    orders_of,
    orders_waiting,
    parts_of,
    points_in_gifts,
    steps_of_order,
)

__all__ = [
    "GIVEN_BACK", "GiftRules", "OrderStep", "Part", "Place", "ceiling_for", "ceiling_of", "gift_settings",
    "is_offered", "most_chosen", "open_pots", "order", "orders_by_ids", "orders_in", "orders_of", "orders_waiting",
    "parts_of", "places", "points_in_gifts", "received_in", "reward_by_slug", "rewards", "rewards_by_ids",
    "steps_of_order", "taken_in_window", "target_of", "watch_for", "year_of",
]  # fmt: skip

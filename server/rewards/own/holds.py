"""Which gift points were set aside for, by the key of the hold: the journal of points knows no gifts."""

from collections.abc import Collection
from dataclasses import dataclass

from server.database import rows
from server.rewards.known import Names

ORDERED = "ordered"  # as ?said=, where the button of an order leads: its page says thank you


@dataclass(frozen=True, slots=True)
class HeldFor:
    """The gift of one hold, and the page of its order."""

    name: Names
    path: str


async def held_for(hold_keys: Collection[str]) -> dict[str, HeldFor]:
    """The gifts of these holds, in one look."""
    if not hold_keys:
        return {}
    places = ", ".join(f"${number}" for number in range(1, len(hold_keys) + 1))
    found = await rows(
        "SELECT p.hold_key, o.id, o.team_id, r.name_fr, r.name_en FROM redemption_part p "
        "JOIN redemption o ON o.id = p.redemption_id JOIN reward r ON r.id = o.reward_id "
        f"WHERE p.hold_key IN ({places})",
        *hold_keys,
    )
    return {
        row["hold_key"]: HeldFor(Names(row["name_fr"], row["name_en"]), order_path(row["id"], row["team_id"]))
        for row in found
    }


def order_path(order_id: str, team_id: str | None) -> str:
    """The page of an order: a pot has its own."""
    return f"/gifts/pots/{order_id}" if team_id else f"/gifts/orders/{order_id}"

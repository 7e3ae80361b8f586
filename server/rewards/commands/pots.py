"""Pots: several people of a team give points to one gift for all of them."""


async def open_pot(slug: str, points: int, by: str, place_id: str | None = None, note: str = "") -> str:
    """Open a team's pot with a first part; the order's identifier. Raises NotFound, or an OrderRefused."""
    raise NotImplementedError


async def add_to_pot(redemption_id: str, points: int, by: str) -> None:
    """Give points; the pot becomes an order once it is full. NotFound for another team's, or an OrderRefused."""
    raise NotImplementedError


async def take_from_pot(redemption_id: str, by: str) -> None:
    """Take one's points back while the pot is collecting; an empty pot is cancelled."""
    raise NotImplementedError

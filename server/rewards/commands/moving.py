"""An order's way from the request to its end: each move is one transaction, decided by the state it starts from."""


async def approve_order(redemption_id: str, by: str) -> None:
    """HR says yes. OwnOrder, OrderMoved, NotFound."""
    raise NotImplementedError


async def reject_order(redemption_id: str, reason: str, by: str) -> None:
    """HR says no, with a reason: points, stock and money come back. OwnOrder, OrderMoved, NotFound."""
    raise NotImplementedError


async def prepare_order(redemption_id: str, by: str) -> None:
    """It is ready to be fetched: from here on it cannot be cancelled. OrderMoved, NotFound."""
    raise NotImplementedError


async def fulfil_order(redemption_id: str, by: str, words: str = "") -> None:
    """Handed over: the points are spent, payroll is told where the gift is taxed. OwnOrder, OrderMoved, NotFound."""
    raise NotImplementedError


async def cancel_order(redemption_id: str, by: str) -> None:
    """Whoever ordered changes their mind before it is prepared. OrderMoved; NotFound for a stranger's."""
    raise NotImplementedError


async def return_order(redemption_id: str, by: str, *, back_in_stock: bool) -> None:
    """The gift came back: points refunded, once. OwnOrder, OrderMoved, NotFound."""
    raise NotImplementedError


async def lapse_orders() -> None:
    """Chore: what nobody moved for as long as HR allows ends, and everything comes back."""
    raise NotImplementedError

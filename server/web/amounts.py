"""Amounts of money as people type them, in cents. Pure."""

from decimal import Decimal
from typing import Any


def cents_of(typed: Any, most: int, no_amount: str, too_large: str, least: int = 0) -> int | None:
    """An amount in cents, comma or point, with or without the sign of the euro; nothing where nothing was typed.

    From `least` to `most` cents; otherwise raises ValueError with the sentence of the two that fits.
    """
    text = "".join(str("" if typed is None else typed).split()).replace(",", ".").strip("€")
    if not text:
        return None
    try:
        amount = Decimal(text) * 100
    except ArithmeticError:  # no number, or one beyond all bounds
        raise ValueError(no_amount) from None
    if not amount.is_finite() or amount < least or amount != amount.to_integral_value():
        raise ValueError(no_amount)
    if amount > most:
        raise ValueError(too_large)
    return int(amount)

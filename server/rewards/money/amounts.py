"""Euros as people write and read them, in cents."""

from typing import Any

from server.bonuses.wording import money
from server.messages import N_
from server.web.amounts import cents_of
from server.web.locale import language

NO_AMOUNT = N_("Write an amount like 200 or 199.50.")
LARGE = N_("Write ten million euros at most.")
MOST = 1_000_000_000  # cents: what the database can hold twice


def cents(typed: Any) -> int | None:
    """An amount in cents, zero included; nothing where nothing was typed. Raises ValueError with the sentence."""
    return cents_of(typed, MOST, NO_AMOUNT, LARGE)


def typed(amount: int | None) -> str:
    """An amount as one types it in the present language: 20050 is 200.50 or 200,50, 20000 is 200."""
    if amount is None:
        return ""
    point = "," if language() == "fr" else "."
    return f"{amount // 100}{point}{amount % 100:02}".removesuffix(f"{point}00")


def euros(amount: int) -> str:
    """An amount in the present language."""
    return money(amount, "EUR")


def about(amount: int) -> str:
    """An estimate: to the euro, since cents would feign a precision that it does not have."""
    return euros(round(amount / 100) * 100)

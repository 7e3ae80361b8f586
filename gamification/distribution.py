"""How evenly something is spread over people, in exact integers: basis points, 10 000 is the whole."""

from collections.abc import Iterable

WHOLE = 10_000


def gini(amounts: Iterable[int]) -> int:
    """The Gini coefficient in basis points, rounded down: 0 when all have the same, near 10 000 when one has all.

    Amounts are 0 or more; of nobody, and of nothing, it is 0.
    """
    ordered = sorted(amounts)
    total, people = sum(ordered), len(ordered)
    if total == 0:
        return 0
    weighted = sum(rank * amount for rank, amount in enumerate(ordered, start=1))
    return WHOLE * (2 * weighted - (people + 1) * total) // (people * total)


def top_share(amounts: Iterable[int], percent: int) -> int:
    """What the top so many percent of people (rounded up: one at least) have of the whole, in basis points."""
    ordered = sorted(amounts, reverse=True)
    total = sum(ordered)
    if total == 0:
        return 0
    top = -(-len(ordered) * percent // 100)
    return WHOLE * sum(ordered[:top]) // total

"""How evenly points fall among people: exact on integers, in basis points (10 000 is all of it)."""

from collections.abc import Iterable

WHOLE = 10_000


def gini(amounts: Iterable[int]) -> int:
    """The Gini coefficient in basis points, rounded down: 0 when all have the same, near 10 000 when one has all.

    Amounts are integers from 0 up; without people, or without anything to share, it is 0.
    Source: C. Gini, 1912, by the sum over ranks: (2 sum(i x_i) - (n + 1) sum(x)) / (n sum(x)), x ascending.
    """
    ordered = sorted(amounts)
    count, total = len(ordered), sum(ordered)
    if total == 0:
        return 0
    ranked = sum(rank * amount for rank, amount in enumerate(ordered, start=1))
    return WHOLE * (2 * ranked - (count + 1) * total) // (count * total)


def top_count(people: int, percent: int) -> int:
    """How many people the top `percent` are: rounded up, so that one is in it as soon as there is anybody."""
    return -(-people * percent // 100)


def top_share(amounts: Iterable[int], percent: int) -> int:
    """What the top `percent` of people hold of everything, in basis points, rounded down; 0 of nothing."""
    ordered = sorted(amounts, reverse=True)
    total = sum(ordered)
    return WHOLE * sum(ordered[: top_count(len(ordered), percent)]) // total if total else 0

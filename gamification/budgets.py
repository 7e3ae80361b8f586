"""Budgets: which campaign, or the programme, pays the points of an award and its boost."""

from collections.abc import Sequence

from .ledger import Charge
from .messages import Message, MessageValue
from .rules import NO_MULTIPLIER, Multiply, Rule

Budgets = dict[str | None, int | None]


def charge(rule: Rule, base: int, matching: Sequence[Rule], left: Budgets) -> tuple[tuple[Charge, ...], Message]:
    """Take a rule's points, all or nothing, then its boost if there is one; the reason says what happened.

    The boost comes from the budget of the best multiplier's campaign; without it the base is still paid.
    """
    if not _take(left, rule.spec.campaign, base):
        return (), Message("budget.campaign" if rule.spec.campaign else "budget.programme", {"points": base})
    multiplier = _best_multiplier(rule, matching)
    if multiplier is None or base == 0:
        return _charges((rule.spec.campaign, base)), Message("awarded")
    boost = base * _basis_points(multiplier, rule.key) // NO_MULTIPLIER - base
    boosted: dict[str, MessageValue] = {"rule": multiplier.key, "points": boost}
    if not _take(left, multiplier.spec.campaign, boost):
        return _charges((rule.spec.campaign, base)), Message("awarded.without_boost", boosted)
    charges = _charges((rule.spec.campaign, base), (multiplier.spec.campaign, boost))
    return charges, Message("awarded.boosted", boosted)


def _take(left: Budgets, campaign: str | None, points: int) -> bool:
    remaining = left.get(campaign, 0)
    if remaining is None or points == 0:
        return True
    if remaining < points:
        return False
    left[campaign] = remaining - points
    return True


def _best_multiplier(rule: Rule, matching: Sequence[Rule]) -> Rule | None:
    aimed = [each for each in matching if _basis_points(each, rule.key) > NO_MULTIPLIER]
    return max(aimed, key=lambda each: _basis_points(each, rule.key), default=None)


def _basis_points(rule: Rule, target: str) -> int:
    then = rule.spec.then
    return then.basis_points if isinstance(then, Multiply) and target in then.targets else NO_MULTIPLIER


def _charges(*parts: tuple[str | None, int]) -> tuple[Charge, ...]:
    totals: dict[str | None, int] = {}
    for campaign, points in parts:
        totals[campaign] = totals.get(campaign, 0) + points
    return tuple(Charge(campaign, points) for campaign, points in totals.items() if points)

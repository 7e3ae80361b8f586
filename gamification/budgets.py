"""Budgets: which campaign, or the programme, pays the points of an award and its boost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .ledger import Charge
from .messages import Message, MessageValue
from .rules import NO_MULTIPLIER, Multiply, Rule


@dataclass(slots=True)
class Purses:
    """Points left while one fact is judged: `left` by campaign, the programme's under None (None: no bound).

    A campaign in `partly` pays what is left when that is less than it should; any other pays all or nothing.
    """

    left: dict[str | None, int | None]
    partly: Collection[str] = ()

    def take(self, campaign: str | None, points: int, step: int = 1) -> int:
        """Take points, in whole steps where only a part is left; what was taken."""
        remaining = self.left.get(campaign, 0)
        if remaining is None or remaining >= points:
            taken = points
        else:
            taken = max(0, remaining) // step * step if campaign in self.partly else 0
        if remaining is not None:
            self.left[campaign] = remaining - taken
        return taken


@dataclass(frozen=True, slots=True)
class Payment:
    """What the purses gave: `base` points of the rule's own, all `charges`, and whether a purse fell short."""

    charges: tuple[Charge, ...]
    reason: Message
    base: int
    is_short: bool = False

    @property
    def points(self) -> int:
        """The base and its boost."""
        return sum(each.points for each in self.charges)


def charge(rule: Rule, base: int, step: int, matching: Sequence[Rule], purses: Purses) -> Payment:
    """Take a rule's points, then its boost if there is one; the reason says what happened.

    The boost comes from the purse of the best multiplier's campaign; without it the base is still paid.
    `step` is the points of one unit: a purse that pays partly pays whole units.
    """
    paid = purses.take(rule.spec.campaign, base, step)
    charges = ((rule.spec.campaign, paid),)
    if paid < base:
        key = "budget.campaign" if rule.spec.campaign else "budget.programme"
        return Payment(_charges(*charges), _short(key, base, paid), paid, is_short=True)
    multiplier = _best_multiplier(rule, matching)
    if multiplier is None or base == 0:
        return Payment(_charges(*charges), Message("awarded"), paid)
    boost = base * _basis_points(multiplier, rule.key) // NO_MULTIPLIER - base
    given = purses.take(multiplier.spec.campaign, boost)
    reason, is_short = _boosted(multiplier, boost, given)
    return Payment(_charges(*charges, (multiplier.spec.campaign, given)), reason, paid, is_short)


def _short(key: str, wanted: int, paid: int) -> Message:
    values: dict[str, MessageValue] = {"points": wanted}
    return Message(key, {**values, "paid": paid} if paid else values)


def _boosted(multiplier: Rule, boost: int, given: int) -> tuple[Message, bool]:
    values: dict[str, MessageValue] = {"rule": multiplier.key, "points": boost}
    if 0 < given < boost:
        return Message("budget.campaign", {**values, "paid": given}), True
    return Message("awarded.boosted" if given == boost else "awarded.without_boost", values), False


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

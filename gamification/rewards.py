"""Gifts: where an order may go from where it stands, and how much of them somebody may receive in a year, in cents."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

OPEN_ORDERS = ("collecting", "requested", "approved")
"""The states in which points, stock and money are set aside; only a team's pot is `collecting`."""

COUNTING_ORDERS = (*OPEN_ORDERS, "fulfilled")
"""The states in which an order counts: towards the ceiling, a person's limit and the season's money."""

ORDER_ENDS = ("rejected", "cancelled", "lapsed", "returned")
ORDER_STATES = (*COUNTING_ORDERS, *ORDER_ENDS)

_LEADS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "collecting": ("requested", "rejected", "cancelled", "lapsed"),
        "requested": ("approved", "rejected", "cancelled", "lapsed"),
        "approved": ("fulfilled", "rejected", "cancelled", "lapsed"),
        "fulfilled": ("returned",),
    }
)

GIFT_CEILINGS: Mapping[int, int] = MappingProxyType({2024: 19_300, 2025: 19_600, 2026: 20_000})
"""What somebody may receive in a calendar year, in cents of face value, where HR entered nothing else."""

CONTRACT_WATCH: Mapping[int, int] = MappingProxyType({2026: 100_000})
"""The sum of a calendar year, in cents, from which the law wants a written contract."""

_NEAR_PERCENT = 80
NOBODYS_GIFTS = ("donation", "team_pot")
"""The kinds that nobody receives alone: they count for no ceiling and stand on no payslip."""


def can_order_move(state: str, to: str) -> bool:
    """Whether an order at `state` may go to `to`. Names that are no state lead nowhere and are reached from nowhere."""
    return to in _LEADS.get(state, ())


def order_states_before(to: str) -> tuple[str, ...]:
    """The states from which `to` can be reached, in their order: empty for what is no state."""
    return tuple(state for state in ORDER_STATES if can_order_move(state, to))


def counts_for_ceiling(kind: str, tax_label: str, through_payroll: bool) -> bool:
    """Whether a gift counts towards what one person receives.

    A donation and a team's pot are received by nobody alone; what goes through payroll is on the payslip as a whole.
    """
    return kind not in NOBODYS_GIFTS and tax_label != "donation" and not through_payroll


def is_on_payslip(kind: str, tax_label: str, value_cents: int, through_payroll: bool) -> bool:
    """Whether payroll is told of a gift once it is handed over: what has a value, is somebody's alone, and is taxed."""
    is_taxed = tax_label == "taxable" or through_payroll
    return is_taxed and value_cents > 0 and kind not in NOBODYS_GIFTS


def contract_watch(year: int) -> int | None:
    """The watch of a calendar year, in cents: the law's figure stays until another one replaces it."""
    known = [each for each in CONTRACT_WATCH if each <= year]
    return CONTRACT_WATCH[max(known)] if known else None


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What somebody received in a calendar year and what they may, both in cents. Exactly the ceiling still fits."""

    used: int
    ceiling: int

    @property
    def left(self) -> int:
        """Cents of face value that still fit: never below zero, since a ceiling may be lowered under what was used."""
        return max(0, self.ceiling - self.used)

    @property
    def is_near(self) -> bool:
        """Four fifths are used, or more: people are warned before the line."""
        return self.used * 100 >= self.ceiling * _NEAR_PERCENT

    @property
    def is_reached(self) -> bool:
        """Nothing of any value fits any more."""
        return self.left == 0

    def fits(self, value: int) -> bool:
        """Whether a gift of this face value, in cents, still fits. What has no value always does."""
        return value <= 0 or self.used + value <= self.ceiling

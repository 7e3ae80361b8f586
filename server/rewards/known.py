"""What the rooms of small gifts tell each other: a gift as it is seen, what an order asks for, and what refuses it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kind = Literal["good", "voucher", "donation", "experience", "team_pot"]
TaxLabel = Literal["recognition", "donation", "social", "taxable"]
Window = Literal["month", "quarter", "year", "ever"]
Approval = Literal["auto", "hr"]
State = Literal["collecting", "requested", "approved", "fulfilled", "rejected", "cancelled", "lapsed", "returned"]
KINDS: tuple[Kind, ...] = ("good", "voucher", "donation", "experience", "team_pot")
TAX_LABELS: tuple[TaxLabel, ...] = ("taxable", "social", "donation", "recognition")
WINDOWS: tuple[Window, ...] = ("month", "quarter", "year", "ever")
SEASON_BUDGET, CEILING, WATCH, YEAR_UNKNOWN = "season_budget", "ceiling", "watch", "year_unknown"


@dataclass(frozen=True, slots=True)
class Names:
    """A text in both languages."""

    fr: str
    en: str

    def of(self, language: str) -> str:
        """The text in a language; where one is empty, the other."""
        return (self.fr if language == "fr" else self.en) or self.en or self.fr


@dataclass(frozen=True, slots=True)
class RewardSeen:
    """A gift of the catalogue with its stock. Cost in points, value in cents, days in the programme's zone."""

    id: str
    slug: str
    kind: Kind
    name: Names
    summary: Names
    description: Names
    thanks: Names
    cost: int
    value_cents: int
    tax_label: TaxLabel
    tax_event: str
    tax_reason: str
    stock_total: int | None
    stock_reserved: int
    stock_done: int
    low_stock_at: int
    limit_count: int | None
    limit_window: Window
    min_level: int
    from_day: date | None
    until_day: date | None
    places: tuple[str, ...]
    choices: tuple[str, ...]
    approval: Approval
    delay_days: int
    illustration: str
    picture: str | None
    is_nearby: bool
    published_at: datetime | None
    retired_at: datetime | None
    version: int

    @property
    def terms(self) -> str:
        """What somebody agrees to who orders it: points, face value and how it is taxed."""
        return f"{self.cost}-{self.value_cents}-{self.tax_label}"

    @property
    def left(self) -> int | None:
        """How many may still be ordered; None where it never runs out."""
        if self.stock_total is None:
            return None
        return self.stock_total - self.stock_reserved - self.stock_done

    @property
    def is_low(self) -> bool:
        """Few are left: people are told how many, and HR is."""
        return self.left is not None and self.left <= self.low_stock_at


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for. `place_id` for what is fetched, `choice` where the gift has choices.

    `terms` are what the page said, as `RewardSeen.terms`: an order at another price, value or label is refused.
    """

    slug: str
    place_id: str | None = None
    choice: str = ""
    note: str = ""
    through_payroll: bool = False
    terms: str | None = None


@dataclass(frozen=True, slots=True)
class OrderSeen:
    """An order as its rows say. Cost in points, values in cents."""

    id: str
    reward: RewardSeen
    person_id: str
    team_id: str | None
    cost: int
    value_cents: int
    counted_cents: int
    tax_label: TaxLabel
    through_payroll: bool
    year: int
    season: str
    state: State
    place_id: str | None
    place: str
    choice: str
    note: str
    requested_at: datetime
    lapses_at: datetime | None
    decided_at: datetime | None
    decided_by: str | None
    reason: str
    prepared_at: datetime | None
    fulfilled_at: datetime | None
    ended_at: datetime | None
    words: str

    @property
    def reference(self) -> str:
        """What is said at a desk: the last characters of its identifier."""
        return self.id.replace("-", "")[-6:].upper()


class OrderRefused(Exception):
    """An order that cannot be made; nothing was changed. Each subclass says why, the handler words it."""


class OutOfStock(OrderRefused):
    """Somebody else took the last one."""


class NotOffered(OrderRefused):
    """Not published, not yet, no longer."""


class PriceChanged(OrderRefused):
    """HR changed the gift while somebody looked at it: they look again before they order."""


class NotEnoughPoints(OrderRefused):
    """So many points are missing."""

    def __init__(self, missing: int) -> None:
        super().__init__(missing)
        self.missing = missing


class LevelTooLow(OrderRefused):
    """The gift is for people of a higher level."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.level = level


class LimitReached(OrderRefused):
    """So many a person in this window, and they were ordered."""

    def __init__(self, count: int, window: Window) -> None:
        super().__init__(count, window)
        self.count, self.window = count, window


class CeilingReached(OrderRefused):
    """The face value would pass what somebody may receive in a calendar year. In cents; three ways out remain."""

    def __init__(self, year: int, used: int, ceiling: int) -> None:
        super().__init__(year, used, ceiling)
        self.year, self.used, self.ceiling = year, used, ceiling


class WatchReached(OrderRefused):
    """Through payroll, and still the year's sum from which the law wants a written contract. In cents."""

    def __init__(self, year: int, watch: int) -> None:
        super().__init__(year, watch)
        self.year, self.watch = year, watch


class PayrollClosed(OrderRefused):
    """HR offers no way through payroll, or this gift is nobody's alone."""


class YearUnknown(OrderRefused):
    """Nobody entered the ceiling of this calendar year yet."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


class SeasonClosed(OrderRefused):
    """The money for this season's gifts is used up."""


class PlaceMissing(OrderRefused):
    """A gift that is fetched needs a place that offers it."""


class ChoiceMissing(OrderRefused):
    """The gift comes in several kinds and none of them was chosen."""


class NoTeam(OrderRefused):
    """A pot is for a team, and this person is in none."""


class PotOpen(OrderRefused):
    """The team has a pot for this gift already."""

    def __init__(self, redemption_id: str) -> None:
        super().__init__(redemption_id)
        self.redemption_id = redemption_id


class PartTooLarge(OrderRefused):
    """More than the pot still wants, or nothing at all."""

    def __init__(self, wanted: int) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class OrderMoved(OrderRefused):
    """The order is no longer where this act begins: somebody was faster. `state` is where it is."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class OwnOrder(OrderRefused):
    """Nobody decides on what they ordered themselves."""


class CodeGone(OrderRefused):
    """The code was shown already, or there is none."""

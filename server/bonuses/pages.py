"""The contexts of the console's pages about bonuses."""

from dataclasses import dataclass
from typing import ClassVar

from server.bonuses.console_queries import BatchSeen, BonusLine
from server.bonuses.forms import PlanForm, ReasonForm, VersionForm
from server.bonuses.queries import PlanOutlook, PlanSeen
from server.rewards.payroll import GiftLine
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class BonusesPage(Page):
    """What waits, what is approved, what went to payroll, what is not paid."""

    template: ClassVar[str] = "console/bonuses/index.html"
    tab: ClassVar[str] = "bonuses"
    shelf: str
    counts: dict[str, int]
    lines: tuple[BonusLine, ...]
    batches: tuple[BatchSeen, ...]
    sums: tuple[str, ...]
    without_number: int
    gifts: tuple[tuple[GiftLine, str], ...]
    gifts_waiting: int
    gifts_sum: str
    has_plans: bool
    said: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BonusPage(Page):
    """One payment, and the words that HR may still have on it."""

    template: ClassVar[str] = "console/bonuses/show.html"
    tab: ClassVar[str] = "bonuses"
    line: BonusLine
    form: Filled[ReasonForm]
    refused: str
    is_own: bool
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPage(Page):
    """One file that went to payroll."""

    template: ClassVar[str] = "console/bonuses/batch.html"
    tab: ClassVar[str] = "bonuses"
    batch: BatchSeen
    lines: tuple[BonusLine, ...]
    gifts: tuple[tuple[GiftLine, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansPage(Page):
    """Every plan and what it promises today."""

    template: ClassVar[str] = "console/bonuses/plans.html"
    tab: ClassVar[str] = "bonuses"
    plans: tuple[tuple[PlanSeen, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage(Page):
    """One plan: its versions, the next one to write, its end. Without a plan, the first version of a new one."""

    template: ClassVar[str] = "console/bonuses/plan.html"
    tab: ClassVar[str] = "bonuses"
    plan: PlanSeen | None
    versions: tuple[tuple[PlanOutlook, str, tuple[str, ...]], ...]
    form: Filled[PlanForm] | Filled[VersionForm]
    milestones: tuple[tuple[str, str], ...]
    currencies: tuple[tuple[str, str], ...]
    key: str

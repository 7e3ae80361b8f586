"""What HR's pages of the rulebook show."""

from dataclasses import dataclass
from typing import ClassVar

from server.rulebook.console.budget import BudgetPanel
from server.rulebook.console.forms import BoundsForm, CampaignForm
from server.rulebook.console.lines import Line
from server.rulebook.differences import Difference
from server.rulebook.phrases import Parts
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPage(Page):
    """The list of rules with the budget above it; `undo` is where a switch just turned off is turned on again."""

    template: ClassVar[str] = "rulebook/index.html"
    tab: ClassVar[str] = "rules"
    budget: BudgetPanel
    filters: tuple[tuple[str, str, bool], ...]
    lines: tuple[Line, ...]
    said: str
    undo: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """A sentence to start from."""

    slug: str
    label: str
    sentence: Parts
    icon: str
    hue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRulePage(Page):
    """Where a rule begins."""

    template: ClassVar[str] = "rulebook/new.html"
    tab: ClassVar[str] = "rules"
    starters: tuple[Starter, ...]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version in the history."""

    number: int
    href: str
    when: str
    tag: str
    tag_kind: str
    by: str
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage(Page):
    """One rule: how it reads, its versions, who did what."""

    template: ClassVar[str] = "rulebook/show.html"
    tab: ClassVar[str] = "rules"
    id: str
    label: str
    line: Line
    main: Parts
    after: tuple[Parts, ...]
    versions: tuple[VersionRow, ...]
    trail: tuple[tuple[str, str], ...]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage(Page):
    """One version as it was, or will be."""

    template: ClassVar[str] = "rulebook/version.html"
    tab: ClassVar[str] = "rules"
    id: str
    label: str
    number: int
    main: Parts
    after: tuple[Parts, ...]
    facts: tuple[tuple[str, str], ...]
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRow:
    """One campaign with its purse; `points` and `error` are what was typed for it, when that was refused."""

    id: str
    name: str
    when: str
    funded: int
    left: int
    pays_partly: bool
    points: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignsPage(Page):
    """The campaigns, and a form for the next."""

    template: ClassVar[str] = "rulebook/campaigns.html"
    tab: ClassVar[str] = "rules"
    rows: tuple[CampaignRow, ...]
    form: Filled[CampaignForm]
    fund_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundsPage(Page):
    """HR's bounds."""

    template: ClassVar[str] = "rulebook/bounds.html"
    tab: ClassVar[str] = "rules"
    form: Filled[BoundsForm]
    said: str

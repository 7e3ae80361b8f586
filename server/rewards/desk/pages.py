"""What HR's pages about orders show."""

from dataclasses import dataclass
from typing import ClassVar

from server.rewards.desk.commands import Outcome
from server.rewards.desk.forms import MovesForm, ReasonForm, ReturnForm, WordsForm
from server.web.forms import Filled
from server.web.rendering import Page

Option = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One order of the queue, in words."""

    id: str
    name: str
    meta: str
    gift: str
    choice: str
    tax: str
    tags: tuple[tuple[str, str], ...]
    cost: int
    value: str
    place: str
    note: str
    wait: tuple[str, str, str]
    since: str
    lapses: str
    is_ticked: bool
    is_own: bool
    collected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage(Page):
    """A shelf of the queue, and what became of the list that was sent last."""

    template: ClassVar[str] = "rewards/desk/queue.html"
    tab: ClassVar[str] = "gifts"
    shelf: str
    about: str
    empty: str
    chips: tuple[tuple[str, str, bool], ...]
    rows: tuple[OrderRow, ...]
    moves: tuple[str, ...]
    form: Filled[MovesForm]
    place: str
    places: tuple[Option, ...]
    gift: str
    gifts: tuple[Option, ...]
    after: str
    first_href: str
    next_href: str
    tick_href: str
    pick_href: str
    export_href: str
    done: str
    outcome: Outcome | None
    left: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderForms:
    """The forms of one order, blank or as they came back."""

    reject: Filled[ReasonForm]
    hand_over: Filled[WordsForm]
    take_back: Filled[ReturnForm]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAtAGlance:
    """What somebody received in the year of an order, and through payroll: pairs of words, and whether it is near."""

    year: int
    received: str
    used: int
    ceiling: int
    is_near: bool
    payroll: str
    payroll_used: int
    watch: int
    is_payroll_near: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PotAtAGlance:
    """What is in a pot that still fills, in words: nobody who gave is named, few are not counted."""

    collected: int
    goal: int
    progress: str
    givers: str
    lapses: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage(Page):
    """One order: what it is, how it came here, and what may be done now."""

    template: ClassVar[str] = "rewards/desk/order.html"
    tab: ClassVar[str] = "gifts"
    id: str
    name: str
    gift: str
    state: str
    state_kind: str
    tags: tuple[tuple[str, str], ...]
    cost: int
    facts: tuple[tuple[str, str], ...]
    note: str
    steps: tuple[tuple[str, str], ...]
    year: YearAtAGlance | None
    pot: str
    filling: PotAtAGlance | None
    code: str
    may_show_again: bool
    moves: frozenset[str]
    kind: str
    is_own: bool
    is_taxed: bool
    said: str
    refused: str
    forms: OrderForms


@dataclass(frozen=True, slots=True, kw_only=True)
class PickLine:
    """One order on paper."""

    reference: str
    name: str
    team: str
    gift: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PickPlace:
    """What is picked for a place: gifts with their counts, then each order."""

    name: str
    counts: tuple[tuple[str, int], ...]
    lines: tuple[PickLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PickListPage(Page):
    """The list to pick by, made for paper."""

    template: ClassVar[str] = "rewards/desk/pick_list.html"
    tab: ClassVar[str] = "gifts"
    what: str
    whats: tuple[tuple[str, str, bool], ...]
    place: str
    places: tuple[Option, ...]
    picked: tuple[PickPlace, ...]
    total: int
    is_cut: bool
    printed: str
    back_href: str

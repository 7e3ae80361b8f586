"""What somebody sees of what they ordered, and of their team's pots."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from server.rewards.own.forms import ButtonForm, PartForm
from server.web.forms import Filled
from server.web.rendering import Page

Reached = Literal["done", "now", "over", "todo"]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order in the list. `points` are one's own in it."""

    path: str
    name: str
    picture: str
    reference: str
    day: str
    stage: str
    icon: str
    hue: str
    points: int
    is_back: bool


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One stage of an order's way."""

    state: Reached
    icon: str
    title: str
    metas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """All that an order says of itself, a pot's as well. `points` are one's own; texts are empty where nothing is."""

    id: str
    name: str
    picture: str
    reference: str
    stage: str
    icon: str
    hue: str
    points: int
    thanks_now: str
    lines: tuple[OrderLine, ...]
    facts: tuple[tuple[str, str], ...]
    until: str
    over: str
    reason: str
    back: str
    thanks: str
    words: str
    tax: str


@dataclass(frozen=True, slots=True)
class CodePanel:
    """A voucher's code: `code` only in the one answer that shows it."""

    may_show: bool
    is_again: bool
    shown_on: str
    lasts: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class PotPanel:
    """A pot while points come together. `givers` masks who is few."""

    collected: int
    goal: int
    progress: str
    givers: str
    mine: int
    may_give: bool
    balance: int
    presets: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersPage(Page):
    """One's orders and pots, the newest first."""

    template: ClassVar[str] = "rewards/own/index.html"
    tab: ClassVar[str] = "gifts"
    rows: tuple[OrderRow, ...]
    older: str
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage(Page):
    """One order: its way, where it is fetched, and a voucher's code."""

    template: ClassVar[str] = "rewards/own/show.html"
    tab: ClassVar[str] = "gifts"
    order: OrderFacts
    code: CodePanel | None
    may_cancel: bool
    alert: str
    form: Filled[ButtonForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class PotPage(Page):
    """A team's pot, and the way of its order once it is full."""

    template: ClassVar[str] = "rewards/own/pot.html"
    tab: ClassVar[str] = "gifts"
    order: OrderFacts
    pot: PotPanel | None
    may_cancel: bool
    alert: str
    form: Filled[PartForm]
    button: Filled[ButtonForm]

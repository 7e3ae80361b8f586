"""The contexts of HR's pages about the catalogue."""

from dataclasses import dataclass
from typing import ClassVar

from server.rewards.catalogue_forms import PlaceForm, RewardForm, StockForm
from server.rewards.console.catalogue_queries import CodeCounts, PlaceLine
from server.rewards.console.trail import Told
from server.rewards.known import RewardSeen
from server.web.forms import Filled
from server.web.rendering import Page

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A gift in the list, in words. `left` is None where it never runs out."""

    id: str
    name: str
    picture: str
    kind: str
    cost: int
    value: str
    label: str
    left: int | None
    total: int | None
    is_low: bool
    orders: int
    state: str
    state_name: str


@dataclass(frozen=True, slots=True)
class StarterCard:
    """A gift to begin with."""

    slug: str
    name: str
    summary: str
    picture: str
    cost: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueDeskPage(Page):
    """Every gift, for HR."""

    template: ClassVar[str] = "rewards/console/index.html"
    tab: ClassVar[str] = "gifts"
    gifts: tuple[DeskLine, ...]
    filters: tuple[tuple[str, str, bool], ...]
    low: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...]
    starters: tuple[StarterCard, ...]
    next_href: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the form of a gift offers to choose from. `art` has the drawings: key, name, address."""

    kinds: Options
    labels: Options
    events: Options
    windows: Options
    levels: Options
    approvals: Options
    places: Options
    art: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftDeskPage(Page):
    """A gift to write, to publish, to restock, to retire. `theirs`: what somebody else saved in between."""

    template: ClassVar[str] = "rewards/console/edit.html"
    tab: ClassVar[str] = "gifts"
    gift: RewardSeen | None
    name: str
    form: Filled[RewardForm]
    stock_form: Filled[StockForm]
    options: Chosen
    state: str
    state_name: str
    worth: str
    advice: tuple[str, ...]
    codes: CodeCounts | None
    trail: tuple[Told, ...]
    theirs: tuple[tuple[str, str], ...]
    said: str
    refused: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesPage(Page):
    """Where gifts are fetched."""

    template: ClassVar[str] = "rewards/console/places.html"
    tab: ClassVar[str] = "gifts"
    places: tuple[PlaceLine, ...]
    form: Filled[PlaceForm]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage(Page):
    """One place: in other words, or offered no more."""

    template: ClassVar[str] = "rewards/console/place.html"
    tab: ClassVar[str] = "gifts"
    place: PlaceLine
    form: Filled[PlaceForm]
    refused: str
    key: str

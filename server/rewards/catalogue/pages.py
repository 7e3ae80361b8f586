"""The contexts of screens 09 and 09b."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from server.rewards.catalogue.forms import OrderForm, PotForm
from server.web.forms import Filled
from server.web.rendering import Page

Way = Literal["order", "ceiling", "pot", "pot_open", "missing", "closed"]


@dataclass(frozen=True, slots=True)
class GiftCard:
    """A gift as the catalogue shows it. `missing` points are what is still to be earned; `tag` lies on the picture."""

    slug: str
    picture: str
    name: str
    summary: str
    points: int
    missing: int
    tag: str
    tag_icon: str
    is_saved_for: bool
    is_out_of_reach: bool

    @property
    def href(self) -> str:
        """Its sheet."""
        return f"/gifts/{self.slug}"


@dataclass(frozen=True, slots=True)
class PotCard:
    """A pot that the team fills: points in it, of so many."""

    id: str
    name: str
    points: int
    cost: int


@dataclass(frozen=True, slots=True)
class Received:
    """What somebody received this year, in words, and how near the ceiling that is."""

    sentence: str
    is_reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftsPage(Page):
    """Screen 09: the catalogue."""

    template: ClassVar[str] = "rewards/catalogue/index.html"
    tab: ClassVar[str] = "gifts"
    balance: int
    under_way: int
    banner: str
    received: Received | None
    chips: tuple[tuple[str, str, bool], ...]
    is_filtered: bool
    pots: tuple[PotCard, ...]
    cards: tuple[GiftCard, ...]


@dataclass(frozen=True, slots=True)
class GiftSheet:
    """One gift in words, all that must be known before ordering. `places` and `choices` as a form offers them.

    `takes_word`: somebody decides on it or carries it, so that a word finds a reader.
    """

    slug: str
    picture: str
    name: str
    summary: str
    description: str
    points: int
    value: str
    facts: tuple[str, ...]
    tax: str
    terms: str
    delay: str
    places: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str], ...]
    takes_word: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftPage(Page):
    """Screen 09b: one gift. `way` says which foot the sheet has, `refusal` what is said above it."""

    template: ClassVar[str] = "rewards/catalogue/show.html"
    tab: ClassVar[str] = "gifts"
    gift: GiftSheet
    way: Way
    balance: int
    missing: int
    refusal: str
    is_alert: bool
    pot_href: str
    others: tuple[GiftCard, ...]
    form: Filled[OrderForm]
    pot_form: Filled[PotForm]
    is_saved_for: bool
    target_key: str
    allows_payroll: bool

"""The contexts of the console's pages about openings."""

from dataclasses import dataclass
from typing import ClassVar

from server.content.queries import TopicCard
from server.openings.console_queries import OpeningLine, Options
from server.openings.forms import ClosingForm, OpeningForm
from server.openings.queries import OpeningSeen
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningsPage(Page):
    """Every opening, for HR."""

    template: ClassVar[str] = "console/openings/index.html"
    tab: ClassVar[str] = "jobs"
    openings: tuple[OpeningLine, ...]
    filters: tuple[tuple[str, str, bool], ...]
    state: str
    words: str
    state_names: dict[str, str]
    next_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the selects of an opening's form offer."""

    remotes: Options
    contracts: Options
    currencies: Options
    periods: Options
    languages: Options
    recruiters: Options
    managers: Options
    plans: Options
    topics: tuple[TopicCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningPage(Page):
    """An opening to write, to publish, to close, to open again."""

    template: ClassVar[str] = "console/openings/edit.html"
    tab: ClassVar[str] = "jobs"
    opening: OpeningSeen | None
    form: Filled[OpeningForm]
    closing: Filled[ClosingForm]
    reasons: Options
    options: Chosen
    source: str
    state_name: str
    because: str
    refused: str
    key: str

"""The contexts of screen 08 and of past seasons."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from server.standings.forms import AppearForm
from server.standings.queries import PastSeason, PeopleBoard, TeamRow
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingsPage(Page):
    """Who stands where in a period, in teams or among those who chose to appear."""

    template: ClassVar[str] = "standings/index.html"
    tab: ClassVar[str] = "together"
    period: str
    scope: str
    people: PeopleBoard | None
    teams: tuple[TeamRow, ...]
    mine: int
    team_points: int | None
    appears: bool
    next_start: date | None
    form: Filled[AppearForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonsPage(Page):
    """The seasons that are over."""

    template: ClassVar[str] = "standings/seasons.html"
    tab: ClassVar[str] = "together"
    seasons: tuple[PastSeason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonPage(Page):
    """One season as it was frozen."""

    template: ClassVar[str] = "standings/season.html"
    tab: ClassVar[str] = "together"
    season: PastSeason
    teams: tuple[TeamRow, ...]
    people: PeopleBoard
    mine: int

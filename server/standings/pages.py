"""The context of screen 08."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from server.standings.forms import AppearForm
from server.standings.queries import PeopleBoard, TeamRow
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
    appears: bool
    next_start: date
    form: Filled[AppearForm]

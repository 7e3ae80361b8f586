"""The context of screen 19, and of the page that says what a lead sees."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from markupsafe import Markup

from server.challenges.queries import TeamGoal
from server.teamwork.forms import GoalForm, ThanksForm
from server.teamwork.leading import TeamName
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True)
class Pulse:
    """What a team reads about itself: sentences and figures of five people at least."""

    who: str
    headline: str
    drawing: Markup
    in_words: str
    this_week: int
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GreetingLine:
    """A moment to greet; `is_thanked` by the lead who reads."""

    key: str
    name: str
    title: str
    meta: str
    at: date
    is_thanked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage(Page):
    """A team as its members read it; its leads may say bravo and set a goal."""

    template: ClassVar[str] = "teamwork/show.html"
    tab: ClassVar[str] = "together"
    team: TeamName | None
    teams: tuple[TeamName, ...]
    pulse: Pulse | None
    goal: TeamGoal | None
    lines: tuple[GreetingLine, ...]
    leads: bool
    left: int
    form: Filled[ThanksForm]
    goal_form: Filled[GoalForm]
    counts: tuple[tuple[str, str], ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSeesPage(Page):
    """What a lead sees, with invented figures, for everybody to read."""

    template: ClassVar[str] = "teamwork/what_a_lead_sees.html"
    pulse: Pulse
    lines: tuple[GreetingLine, ...]

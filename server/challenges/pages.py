"""The contexts of screen 07 and of the console's pages about challenges."""

from dataclasses import dataclass
from typing import ClassVar

from server.challenges.console_queries import ChallengeLine
from server.challenges.forms import ChallengeForm, ReasonForm, TextsForm
from server.challenges.views import ChallengeView
from server.rulebook.wording import Parts
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengesPage(Page):
    """What the company does together: the big challenge, the others, what comes and what was."""

    template: ClassVar[str] = "challenges/index.html"
    tab: ClassVar[str] = "together"
    hero: ChallengeView | None
    current: tuple[ChallengeView, ...]
    coming: tuple[ChallengeView, ...]
    past: tuple[ChallengeView, ...]
    rules: tuple[Parts, ...]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengePage(Page):
    """One challenge: its dates, what counts, how far it is, what became of it."""

    template: ClassVar[str] = "challenges/show.html"
    tab: ClassVar[str] = "together"
    challenge: ChallengeView
    topic: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeListPage(Page):
    """Every challenge, for HR."""

    template: ClassVar[str] = "console/challenges/index.html"
    tab: ClassVar[str] = "challenges"
    challenges: tuple[ChallengeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeEditPage(Page):
    """A challenge to write, or one to look at, to launch, to approve, to end."""

    template: ClassVar[str] = "console/challenges/edit.html"
    tab: ClassVar[str] = "challenges"
    challenge: ChallengeLine | None
    form: Filled[ChallengeForm] | Filled[TextsForm]
    reason: Filled[ReasonForm]
    refused: str
    scopes: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, str], ...]
    teams: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    eligible: int
    may_approve: bool
    ended_because: str
    key: str

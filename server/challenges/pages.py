"""The contexts of screen 07."""

from dataclasses import dataclass
from typing import ClassVar

from server.challenges.views import ChallengeView
from server.rulebook.wording import Parts
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

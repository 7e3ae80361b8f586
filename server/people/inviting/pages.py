"""The sheet of activation cards."""

from dataclasses import dataclass
from typing import ClassVar

from server.people.inviting.cards import Card
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsPage(Page):
    """Cards to print and cut."""

    template: ClassVar[str] = "console/people/cards.html"
    tab: ClassVar[str] = "people"
    cards: tuple[Card, ...]
    host: str

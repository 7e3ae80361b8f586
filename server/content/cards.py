"""Cards as HTML, drawn once: drawing is what a feed costs, not asking for it.

Everything a card shows is in its key, what is personal too, so that a kept card is the card that would be drawn.
"""

from functools import lru_cache
from typing import Any

from markupsafe import Markup

from server.content.pages import Card
from server.web.locale import language
from server.web.rendering import environment

KEPT = 2048


def drawn(card: Card, *, eager: bool = False) -> Markup:
    """The card's HTML in the language of the request; `eager` for the first picture on a page."""
    return _drawn(card, eager, language())


@lru_cache(maxsize=KEPT)
def _drawn(card: Card, eager: bool, spoken: str) -> Markup:
    macros: Any = environment().globals["ui"]
    html: Markup = macros.post_card(card, eager=eager)
    return html


def forget_cards() -> None:
    """Draw all again; for tests."""
    _drawn.cache_clear()

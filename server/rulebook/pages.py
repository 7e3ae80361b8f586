"""What the page of the rules shows to everybody."""

from dataclasses import dataclass
from typing import ClassVar

from server.rulebook.reading import Theme
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage(Page):
    """The rules as sentences by theme, and the levels that points and recognition lead to."""

    template: ClassVar[str] = "rulebook/reading.html"
    tab: ClassVar[str] = "together"
    themes: tuple[Theme, ...]
    levels: tuple[tuple[str, int], ...]

"""What the pages of an import show."""

from dataclasses import dataclass
from typing import ClassVar

from server.people.console.import_drafts import DraftLine
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportsPage(Page):
    """Choosing a file; those of the last day."""

    template: ClassVar[str] = "console/people/imports.html"
    tab: ClassVar[str] = "people"
    errors: dict[str, str]
    drafts: tuple[DraftLine, ...]
    key: str
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage(Page):
    """One file: before, what would be done; after, what was done, row by row."""

    template: ClassVar[str] = "console/people/import.html"
    tab: ClassVar[str] = "people"
    id: str
    filename: str
    is_done: bool
    stats: tuple[tuple[str, int], ...]
    read_columns: str
    ignored: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    hidden: int
    leavers: str
    results: tuple[tuple[int, str, str, str], ...]
    previous_href: str
    next_href: str
    key: str

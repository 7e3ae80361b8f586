"""What the pages of an import show."""

from dataclasses import dataclass
from typing import ClassVar

from server.rewards.imports.drafts import DraftLine
from server.rewards.imports.forms import CodesFileForm, GiftsFileForm
from server.web.forms import Filled
from server.web.rendering import Page

Guide = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportsPage(Page):
    """Choosing a file of gifts or of codes; those of the last day; what may stand in them."""

    template: ClassVar[str] = "rewards/imports/index.html"
    tab: ClassVar[str] = "gifts"
    gift_form: Filled[GiftsFileForm]
    code_form: Filled[CodesFileForm]
    said: str
    vouchers: tuple[tuple[str, str], ...]
    drafts: tuple[DraftLine, ...]
    limit: int
    most: int
    gift_guide: Guide
    code_guide: Guide


@dataclass(frozen=True, slots=True)
class GiftLine:
    """A gift of the file, in words; `href` leads to the draft once there is one."""

    line: int
    name: str
    kind: str
    cost: int | None
    value: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code of the file that nobody can use by what is shown of it."""

    line: int
    shown: str
    expires: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage(Page):
    """One file: before, what would be done; after, what was done, row by row."""

    template: ClassVar[str] = "rewards/imports/show.html"
    tab: ClassVar[str] = "gifts"
    id: str
    filename: str
    said: str
    is_done: bool
    stats: tuple[tuple[str, int], ...]
    gift: tuple[str, str] | None
    read_columns: str
    ignored: str
    sentences: tuple[str, ...]
    hidden: int
    can_correct: bool
    gifts: tuple[GiftLine, ...]
    codes: tuple[CodeLine, ...]
    count: int
    previous_href: str
    next_href: str
    key: str

"""What the console's pages about held visits show."""

from dataclasses import dataclass
from typing import ClassVar

from server.sharing.suspects.forms import DecisionForm
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True)
class SuspectLine:
    """One held day of the list, without anybody's name."""

    id: str
    title: str
    meta: str
    visits: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectsPage(Page):
    """The days that wait, the oldest first; `own` are the reader's, which colleagues decide."""

    template: ClassVar[str] = "console/suspects/index.html"
    tab: ClassVar[str] = "suspects"
    lines: tuple[SuspectLine, ...]
    own: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectPage(Page):
    """One held day with its evidence and its person; decided ones say how."""

    template: ClassVar[str] = "console/suspects/show.html"
    tab: ClassVar[str] = "suspects"
    id: str
    title: str
    facts: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]
    visits: int
    outcome: str
    reason: str
    was_rejected: bool
    form: Filled[DecisionForm]

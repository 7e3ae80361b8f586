"""The page of corrections."""

from dataclasses import dataclass
from typing import ClassVar

from server.points.correction_queries import Allowance, CorrectionLine, Somebody, WaitingAward
from server.points.forms import CorrectionForm
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsPage(Page):
    """Ask, decide, look back; `errors` are of a word on a line, `mine` is who looks."""

    template: ClassVar[str] = "points/corrections.html"
    tab: ClassVar[str] = "corrections"
    form: Filled[CorrectionForm]
    words: str
    found: tuple[Somebody, ...]
    person: Somebody | None
    awards: tuple[tuple[str, str], ...]
    allowance: Allowance
    by_hr: tuple[WaitingAward, ...]
    waiting: tuple[CorrectionLine, ...]
    recent: tuple[CorrectionLine, ...]
    mine: str
    said: str
    errors: dict[str, str]
    typed: tuple[str, str]
    key: str

"""What the page of sources shows."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from server.messages import N_
from server.openings.import_reports import OpeningsReport
from server.openings.reading.postings import ReadOpening
from server.openings.source_forms import FileForm, SourceForm
from server.openings.source_queries import SourceLine
from server.web.forms import Filled
from server.web.locale import say
from server.web.rendering import Page

SHOWN = 200
OUTCOMES = {
    "created": N_("New"),
    "updated": N_("Updated"),
    "unchanged": N_("Unchanged"),
    "reopened": N_("Reopened"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPanel:
    """A report in words; `kept` goes with the button that imports what was only looked at."""

    title: str
    is_done: bool
    stats: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    refused: tuple[str, ...]
    rows: tuple[tuple[str, str, date, str, str], ...]
    hidden: int
    kept: str
    publishes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage(Page):
    """Where openings come from: addresses that are read every hour, and files."""

    template: ClassVar[str] = "console/openings/sources.html"
    tab: ClassVar[str] = "jobs"
    sources: tuple[SourceLine, ...]
    form: Filled[SourceForm]
    file_form: Filled[FileForm]
    report: ReportPanel | None
    key: str
    limit: int


def panel(report: OpeningsReport, *, is_done: bool, kept: str = "", publishes: str = "") -> ReportPanel:
    """A report, ready to be shown."""
    rows, refused = report.rows(), report.sentences()
    return ReportPanel(
        title=report.title,
        is_done=is_done,
        stats=(
            (say(N_("New")), len(report.created)),
            (say(N_("Updated")), len(report.updated)),
            (say(N_("Unchanged")), len(report.unchanged)),
            (say(N_("Reopened")), len(report.reopened)),
            (say(N_("Refused")), len(report.refused)),
        ),
        notes=tuple(note.said() for note in report.notes[:SHOWN]),
        refused=tuple(refused[:SHOWN]),
        rows=tuple(_row(done, each) for done, each in rows[:SHOWN]),
        hidden=max(0, len(rows) - SHOWN),
        kept=kept,
        publishes=publishes,
    )


def _row(done: str, opening: ReadOpening) -> tuple[str, str, date, str, str]:
    return opening.title, opening.place, opening.posted_on, done, say(OUTCOMES[done])

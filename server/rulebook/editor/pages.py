"""The pages and parts of the editor."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from server.rulebook.drafts import Draft
from server.rulebook.editor.forms import RefusalForm
from server.rulebook.editor.live import Spoken
from server.rulebook.editor.view import FormView
from server.rulebook.simulation_pages import SimulationBlock
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsPart(Page):
    """The form shown again after a button in it, with the sentence and the time beside it."""

    template: ClassVar[str] = "rulebook/editor_fields.html"
    draft: Draft
    view: FormView
    key: str
    focus: str
    sentences: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePart(Page):
    """The sentence while somebody writes, and what is wrong beside the fields: the form itself stays as it is."""

    template: ClassVar[str] = "rulebook/editor_live.html"
    draft: Draft
    view: FormView
    sentences: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorPage(FieldsPart):
    """The editor of an open draft; `theirs` is what somebody else saved meanwhile."""

    template: ClassVar[str] = "rulebook/editor.html"
    tab: ClassVar[str] = "rules"
    title: str
    number: int
    errors: dict[str, str]
    theirs: tuple[Spoken, ...]
    notices: tuple[str, ...]
    tomorrow: str
    discard_key: str
    simulation: SimulationBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage(Page):
    """A draft that waits for a second person, or that is closed: it can be read, and approved or refused."""

    template: ClassVar[str] = "rulebook/editor_waiting.html"
    tab: ClassVar[str] = "rules"
    draft: Draft
    title: str
    number: int
    sentences: tuple[Spoken, ...]
    starts_at: datetime | None
    against: tuple[str, ...]
    is_own: bool
    form: Filled[RefusalForm]
    approve_key: str
    discard_key: str
    simulation: SimulationBlock

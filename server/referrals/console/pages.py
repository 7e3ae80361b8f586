"""What the console's pages about referrals show."""

from dataclasses import dataclass
from typing import ClassVar

from server.referrals.console.forms import (
    AppointmentForm,
    MergeForm,
    MoveForm,
    NoteForm,
    PersonForm,
    SettingsForm,
)
from server.web.forms import Filled
from server.web.rendering import Page

Chip = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Tag:
    """A mark on a card: its words, its colour, its icon."""

    text: str
    kind: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class CardView:
    """One card: who, for what, how long, by whom, and the one next action."""

    href: str
    name: str
    opening: str
    tags: tuple[Tag, ...]
    referrer: str
    action: str


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column with its first cards, and a link to the others."""

    slug: str
    title: str
    about: str
    count: int
    cards: tuple[CardView, ...]
    more: int
    more_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage(Page):
    """All columns; or one of them alone, whole, page after page."""

    template: ClassVar[str] = "console/referrals/index.html"
    tab: ClassVar[str] = "referrals"
    title: str
    total: int
    waiting: int
    chips: tuple[Chip, ...]
    first_sign: int | None
    columns: tuple[ColumnView, ...]
    is_alone: bool
    behind: tuple[tuple[str, str], ...]
    previous_href: str
    next_href: str
    export_href: str
    refused_months: int
    erasures: int


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note with whoever wrote it and when."""

    text: str
    about: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A stage that was reached, when, by whom."""

    name: str
    when: str
    by: str


@dataclass(frozen=True, slots=True)
class TwinView:
    """The same person's other referral."""

    id: str
    opening: str
    meta: str


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one referral's page: at most one of them was refused."""

    move: Filled[MoveForm]
    appointment: Filled[AppointmentForm]
    note: Filled[NoteForm]
    merge: Filled[MergeForm]

    @property
    def errors(self) -> dict[str, str]:
        """Every sentence, by field."""
        return {**self.move.errors, **self.appointment.errors, **self.note.errors, **self.merge.errors}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage(Page):
    """One referral: who, what they said, how far, what comes next, what is noted, what is paid."""

    template: ClassVar[str] = "console/referrals/show.html"
    tab: ClassVar[str] = "referrals"
    id: str
    name: str
    is_erased: bool
    opening: str
    opening_href: str
    stage: str
    tags: tuple[Tag, ...]
    email: str
    phone: str
    message: str
    cv: str
    facts: tuple[tuple[str, str], ...]
    referrer: str
    words: str
    hides_referrer: bool
    is_own: bool
    steps: tuple[StepView, ...]
    moves: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, str], ...]
    appointment: str
    notes: tuple[NoteView, ...]
    twins: tuple[TwinView, ...]
    mergeable: tuple[tuple[str, str], ...]
    merged_href: str
    instalments: tuple[tuple[str, str, str], ...]
    to_hand_over: str
    version: int
    both: tuple[str, ...]
    forms: Forms
    errors: dict[str, str]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage(Page):
    """Somebody who came another way, by hand."""

    template: ClassVar[str] = "console/referrals/new.html"
    tab: ClassVar[str] = "referrals"
    form: Filled[PersonForm]
    openings: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage(Page):
    """What HR decides about referrals; `theirs` when somebody saved in between."""

    template: ClassVar[str] = "console/referrals/settings.html"
    tab: ClassVar[str] = "referrals"
    form: Filled[SettingsForm]
    theirs: tuple[tuple[str, str], ...]
    said: str

"""What the page of settings shows."""

from dataclasses import dataclass
from typing import ClassVar

from server.people.console.settings_forms import SettingsForm
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One theme of an accent: colours solved for contrast, and the ratios reached."""

    title: str
    paper: str
    ink: str
    fill: str
    on_fill: str
    accent_ink: str
    soft: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage(Page):
    """The settings; `theirs` are those that somebody else saved meanwhile."""

    template: ClassVar[str] = "console/settings/index.html"
    tab: ClassVar[str] = "settings"
    form: Filled[SettingsForm]
    zones: tuple[tuple[str, str], ...]
    samples: tuple[Sample, ...]
    theirs: tuple[tuple[str, str], ...]
    said: str

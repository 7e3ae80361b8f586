"""What the steps of onboarding show."""

from dataclasses import dataclass
from typing import ClassVar

from server.people.own_settings.forms import PreferencesForm
from server.people.own_settings.preferences import Options
from server.web.forms import Filled
from server.web.rendering import Page

STEPS = ("notice", "sharing", "choice")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage(Page):
    """What is noted, who sees it, for how long."""

    template: ClassVar[str] = "people/welcome_notice.html"
    name: str
    company: str
    version: int
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingPage(Page):
    """How sharing and the mention work."""

    template: ClassVar[str] = "people/welcome_sharing.html"
    company: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePage(Page):
    """Take part, or not now."""

    template: ClassVar[str] = "people/welcome_choice.html"
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencesPage(Page):
    """Optional, and empty at first."""

    template: ClassVar[str] = "people/welcome_preferences.html"
    form: Filled[PreferencesForm]
    options: Options

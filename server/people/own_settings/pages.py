"""What the settings pages show."""

from dataclasses import dataclass
from typing import ClassVar

from server.people.own_settings.forms import ProfileForm
from server.people.own_settings.preferences import Options
from server.people.queries import PersonProfile
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage(Page):
    """The list of what can be settled."""

    template: ClassVar[str] = "people/settings.html"
    tab: ClassVar[str] = "me"
    person: PersonProfile
    is_member: bool
    is_streak_paused: bool
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationPage(Page):
    """Pause, leave, come back: one button each. `state`: new, in, paused or out."""

    template: ClassVar[str] = "people/participation.html"
    tab: ClassVar[str] = "me"
    state: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePage(Page):
    """Name shown, language, topics, bands."""

    template: ClassVar[str] = "people/profile.html"
    tab: ClassVar[str] = "me"
    person: PersonProfile
    form: Filled[ProfileForm]
    options: Options

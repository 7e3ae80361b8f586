"""The settings that HR types."""

from pydantic import Field

from server.people.setup.forms import Accent, Language, Zone
from server.web.forms import FormModel


class SettingsForm(FormModel):
    """The company's settings; `version` is the one they were typed for."""

    name: str = Field(min_length=1, max_length=80)
    zone: Zone
    languages: tuple[Language, ...] = Field(min_length=1, max_length=2)
    accent: Accent
    points_per_person: int = Field(ge=0, le=100_000)
    mention_required: bool = False
    version: int = Field(ge=0, le=2**31 - 1)

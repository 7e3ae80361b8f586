"""What people may change about themselves."""

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from server.messages import N_
from server.people.own_settings.networks import BANDS, NETWORKS
from server.web.forms import FormModel

UNKNOWN_BAND = N_("Choose one of the options.")
UNREADABLE = N_("A name is made of letters, digits and spaces.")
TOPICS_MOST = 50


def _band(text: str) -> str:
    if text and text not in BANDS:
        raise ValueError(UNKNOWN_BAND)
    return text


def _name(text: str) -> str:
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for sign in text):
        raise ValueError(UNREADABLE)
    return " ".join(text.split())


Band = Annotated[str, AfterValidator(_band)]


class PreferencesForm(FormModel):
    """Everything here is optional and starts empty."""

    display_name: Annotated[str, Field(max_length=60), AfterValidator(_name)] = ""
    topics: tuple[str, ...] = Field((), max_length=TOPICS_MOST)
    linkedin: Band = ""
    facebook: Band = ""
    instagram: Band = ""
    x: Band = ""
    mastodon: Band = ""

    @property
    def bands(self) -> dict[str, str]:
        """The bands that were said, by network."""
        return {network: band for network in NETWORKS if (band := getattr(self, network))}


class ProfileForm(PreferencesForm):
    """The same, and the language to be spoken to in."""

    language: Literal["fr", "en"] = "fr"


class ParticipationForm(FormModel):
    """What somebody chose about taking part."""

    choice: Literal["pause", "resume", "leave", "return"]


class PauseForm(FormModel):
    """Begin or end the pause of one's streak; `next` leads back to where the button was."""

    choice: Literal["begin", "end"]
    next: str = Field("", max_length=500)

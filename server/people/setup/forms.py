"""What set-up asks for."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from server.drawing import is_accent
from server.messages import N_
from server.people.setup.zones import zones
from server.people.sign_in.forms import Address
from server.web.forms import FormModel

UNKNOWN_ZONE = N_("Choose a time zone of the list.")
NOT_A_COLOUR = N_("Write a colour like #0f6b78.")


def _zone(text: str) -> str:
    if text not in zones():
        raise ValueError(UNKNOWN_ZONE)
    return text


def _accent(text: str) -> str:
    if not is_accent(text):
        raise ValueError(NOT_A_COLOUR)
    return text


Zone = Annotated[str, AfterValidator(_zone)]
Accent = Annotated[str, AfterValidator(_accent)]
Language = Literal["fr", "en"]


class SetupForm(FormModel):
    """The company and its first administrator."""

    company: str = Field(min_length=1, max_length=80)
    zone: Zone
    languages: tuple[Language, ...] = Field(min_length=1, max_length=2)
    accent: Accent
    given_name: str = Field(min_length=1, max_length=80)
    family_name: str = Field(min_length=1, max_length=80)
    email: Address

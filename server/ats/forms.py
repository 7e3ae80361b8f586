"""What HR types about the other system, and the buttons around it."""

from typing import Literal

from pydantic import Field, field_validator

from server.ats.standard_webhooks import key_of
from server.messages import N_
from server.web.forms import FormModel


class AddressForm(FormModel):
    """Where moves are sent to; empty for nowhere."""

    url: str = Field("", max_length=500)

    @field_validator("url")
    @classmethod
    def _is_sealed_on_its_way(cls, url: str) -> str:
        if url and not url.lower().startswith("https://"):
            raise ValueError(N_("The address starts with https://."))
        return url


class SecretForm(FormModel):
    """A new secret for one direction: ours, or the one that the other system gave."""

    direction: Literal["out", "in"]
    secret: str = Field("", max_length=120)

    @field_validator("secret")
    @classmethod
    def _is_one(cls, secret: str) -> str:
        if secret:
            try:
                key_of(secret)
            except ValueError:
                raise ValueError(N_("A secret is “whsec_” and 24 to 64 bytes in base64.")) from None
        return secret


class ButtonForm(FormModel):
    """A button alone."""

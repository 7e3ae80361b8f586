"""What HR types of a legal text."""

from typing import Literal

from pydantic import Field, field_validator

from server.web.forms import FormModel


class LegalForm(FormModel):
    """One text in one language; `restore` brings the shipped wording back."""

    page: Literal["privacy", "legal"]
    language: Literal["fr", "en"]
    body: str = Field("", max_length=60_000)
    version: int = Field(0, ge=0, le=2**53)
    restore: bool = False

    @field_validator("body")
    @classmethod
    def _is_text(cls, text: str) -> str:
        return text.replace("\0", "").replace("\r\n", "\n")

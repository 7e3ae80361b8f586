"""What HR types of where openings come from."""

from typing import Literal

from pydantic import Field, field_validator

from server.content.forms import ADDRESS
from server.web.forms import FormModel

Act = Literal["preview", "save"]


class SourceForm(FormModel):
    """An address to read; `preview` only looks at it."""

    url: str = Field(max_length=500)
    title: str = Field("", max_length=200)
    publishes: str = ""
    act: Act = "save"

    @field_validator("url")
    @classmethod
    def _is_address(cls, text: str) -> str:
        if not text.lower().startswith(("https://", "http://")):
            raise ValueError(ADDRESS)
        return text


class FileForm(FormModel):
    """A file to import; `kept` is what a preview of it read, signed, so that it need not be chosen again."""

    publishes: str = ""
    kept: str = Field("", max_length=800_000)
    act: Act = "preview"


class ButtonForm(FormModel):
    """A button alone."""

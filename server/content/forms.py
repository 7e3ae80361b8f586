"""What editors type."""

from pydantic import Field, field_validator

from server.content.plain_text import one_line
from server.messages import N_
from server.web.forms import FormModel

ADDRESS = N_("Write an address that starts with https://.")


class ArticleForm(FormModel):
    """An article: `topic` is a topic's id, `version` the version it was typed for."""

    title: str = Field(min_length=3, max_length=200)
    topic: str = Field("", max_length=36)
    language: str = Field("fr", pattern="^[a-z]{2,3}$")
    body: str = Field("", max_length=50_000)
    excerpt: str = Field("", max_length=500)
    angle: str = Field("", max_length=500)
    question: str = Field("", max_length=300)
    version: int = Field(0, ge=0, le=2**31 - 1)

    @field_validator("title", "excerpt", "angle", "question")
    @classmethod
    def _on_one_line(cls, text: str) -> str:
        return one_line(text)

    @field_validator("body")
    @classmethod
    def _is_text(cls, text: str) -> str:
        return text.replace("\0", "").replace("\r\n", "\n")


class PageForm(FormModel):
    """A page to pass on."""

    url: str = Field(max_length=2000)
    topic: str = Field("", max_length=36)

    @field_validator("url")
    @classmethod
    def _is_address(cls, text: str) -> str:
        if not text.lower().startswith(("https://", "http://")):
            raise ValueError(ADDRESS)
        return text


class SourceForm(FormModel):
    """A feed to read."""

    url: str = Field(max_length=500)
    title: str = Field(min_length=2, max_length=200)
    topic: str = Field("", max_length=36)
    publishes: str = ""

    @field_validator("url")
    @classmethod
    def _is_address(cls, text: str) -> str:
        if not text.lower().startswith(("https://", "http://")):
            raise ValueError(ADDRESS)
        return text


class VersionForm(FormModel):
    """A button on one version of an article."""

    version: int = Field(ge=0, le=2**31 - 1)


class ButtonForm(FormModel):
    """A button alone."""

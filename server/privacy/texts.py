"""The legal texts that are shipped, in each language."""

from functools import cache
from importlib.resources import files
from typing import Literal

from server.messages import N_
from server.web.locale import DEFAULT_LANGUAGE, LANGUAGES

LegalPage = Literal["privacy", "legal"]
PAGES: tuple[LegalPage, ...] = ("privacy", "legal")
TITLES = {"privacy": N_("Your data"), "legal": N_("Legal notice")}


@cache
def shipped_text(page: LegalPage, language: str) -> str:
    """Our wording, in Markdown; `{company}` stands for the company's name."""
    spoken = language if language in LANGUAGES else DEFAULT_LANGUAGE
    return files("server.privacy").joinpath("texts", f"{page}.{spoken}.md").read_text("utf-8")

"""The legal pages, and the page where HR writes them."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from server.privacy.forms import LegalForm
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalTextPage(Page):
    """A legal text, for everybody."""

    template: ClassVar[str] = "privacy/show.html"
    title: str
    body: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalEditPage(Page):
    """A legal text, to be written; `theirs` is what somebody else saved meanwhile."""

    template: ClassVar[str] = "console/settings/legal.html"
    tab: ClassVar[str] = "settings"
    form: Filled[LegalForm]
    choices: tuple[tuple[str, str, bool], ...]
    title: str
    is_own: bool
    theirs: str
    said: str

"""What the set-up page shows."""

from dataclasses import dataclass
from typing import ClassVar

from server.people.setup.forms import SetupForm
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupPage(Page):
    """The first page of an installation."""

    template: ClassVar[str] = "people/setup.html"
    form: Filled[SetupForm]
    zones: tuple[tuple[str, str], ...]

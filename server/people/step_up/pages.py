"""What the step-up page shows."""

from dataclasses import dataclass
from typing import ClassVar

from server.people.sign_in.forms import CodeForm, KeptForm
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class StepUpPage(Page):
    """A fresh code. `is_sent`: the letter is on its way; else one button asks for it."""

    template: ClassVar[str] = "people/step_up.html"
    is_sent: bool
    email: str
    sentence: str
    form: Filled[CodeForm]
    again: Filled[KeptForm]

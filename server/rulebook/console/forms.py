"""What HR sends about rules beside the editor."""

from typing import Literal

from server.web.forms import FormModel


class PressForm(FormModel):
    """A button alone."""


class StarterForm(FormModel):
    """The sentence a rule starts from."""

    starter: Literal["own-words", "visits", "team-goal", "interview", "reading", "suggestion"]

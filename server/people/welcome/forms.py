"""What the steps of onboarding send."""

from typing import Literal

from server.web.forms import FormModel


class NoticeForm(FormModel):
    """The version that was read, in the language it was read in."""

    version: int
    language: Literal["fr", "en"]


class SharingForm(FormModel):
    """Nothing but that it was read."""


class ChoiceForm(FormModel):
    """Take part, or not now: both are fine."""

    choice: Literal["join", "later"]

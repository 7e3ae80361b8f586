"""What people post about badges."""

from pydantic import Field

from server.web.forms import FormModel


class VisibilityForm(FormModel):
    """The switch of a badge's page: a box that is off is not posted."""

    shown: bool = False


class RevocationForm(FormModel):
    """Why a badge is taken back: the person reads it."""

    reason: str = Field(min_length=3, max_length=300)

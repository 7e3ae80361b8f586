"""What HR sends with a file."""

from pydantic import Field

from server.web.forms import FormModel


class GiftsFileForm(FormModel):
    """A file of gifts alone."""


class CodesFileForm(FormModel):
    """The voucher that the codes of a file belong to."""

    gift: str = Field(min_length=1, max_length=36)


class ButtonForm(FormModel):
    """A button alone."""

"""The one choice of the standings page."""

from server.web.forms import FormModel


class AppearForm(FormModel):
    """To appear among the others, or not; a box left empty means not."""

    appear: bool = False

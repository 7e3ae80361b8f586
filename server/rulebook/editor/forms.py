"""What the editor sends: the fields of the rule, the revision it was shown, and which button was pressed."""

from pydantic import Field

from server.web.forms import FormModel


class DraftForm(FormModel):
    """What surrounds the fields of the rule."""

    revision: int = 0
    act: str = "save"


class RefusalForm(FormModel):
    """Why a second person says no."""

    reason: str = Field(min_length=1, max_length=300)

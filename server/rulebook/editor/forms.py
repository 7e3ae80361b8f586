"""What the editor sends: the fields of the rule, the revision it was shown, and which button was pressed."""

from pydantic import Field
from starlette.datastructures import UploadFile
from starlette.requests import Request

from server.rulebook.editor.fields import tidy
from server.web.forms import KEY, Filled, FormModel, check

MOST_FIELDS = 1_000


class DraftForm(FormModel):
    """What surrounds the fields of the rule."""

    revision: int = 0
    act: str = "save"


class RefusalForm(FormModel):
    """Why a second person says no."""

    reason: str = Field(min_length=1, max_length=500)


async def read_draft_form(request: Request) -> tuple[Filled[DraftForm], dict[str, list[str]]]:
    """The form and the fields of the rule in it."""
    data = await request.form(max_files=0, max_fields=MOST_FIELDS)
    sent: dict[str, list[str]] = {}
    for name, value in data.multi_items():
        if not isinstance(value, UploadFile):
            sent.setdefault(name, []).append(value)
    fields = tidy(sent)
    form = Filled(DraftForm, {**fields, **{name: sent[name][0] for name in ("revision", "act") if name in sent}})
    key = sent.get(KEY, [""])[0]
    if 8 <= len(key) <= 64 and "\x00" not in key:
        form.key = key
    return check(form), fields

"""What a request of the editor is about."""

from starlette.requests import Request

from server.rulebook.drafts import Draft, draft
from server.rulebook.editor.fields import tidy
from server.rulebook.editor.forms import DraftForm
from server.web.forms import KEY, Filled, check
from server.web.problems import NotFound

MOST_FIELDS = 1_000


async def draft_of(request: Request) -> Draft:
    """The draft of the address."""
    found = await draft(request.path_params["id"])
    if found is None:
        raise NotFound
    return found


def revision_of(form: Filled[DraftForm]) -> int:
    """The revision that the form was shown; nought when it does not say."""
    return form.value.revision if form.value else 0


def address(found: Draft, focus: str = "") -> str:
    """Where the draft is edited, and at which control."""
    return f"/console/rules/drafts/{found.id}" + (f"?at={focus}" if focus else "")


async def read_draft_form(request: Request) -> tuple[Filled[DraftForm], dict[str, list[str]]]:
    """The form and the fields of the rule in it."""
    data = await request.form(max_files=0, max_fields=MOST_FIELDS)
    sent: dict[str, list[str]] = {}
    for name, value in data.multi_items():
        if isinstance(value, str):
            sent.setdefault(name, []).append(value)
    fields = tidy(sent)
    form = Filled(DraftForm, {**fields, **{name: sent[name][0] for name in ("revision", "act") if name in sent}})
    key = sent.get(KEY, [""])[0]
    if 8 <= len(key) <= 64 and "\x00" not in key:
        form.key = key
    return check(form), fields

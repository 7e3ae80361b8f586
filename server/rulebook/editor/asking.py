"""What a request of the editor is about."""

from starlette.requests import Request

from server.rulebook.drafts import Draft, draft
from server.rulebook.editor.forms import DraftForm
from server.web.forms import Filled
from server.web.problems import NotFound


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

"""/console/rules/drafts/{id}: the editor, its buttons, what it saves by itself."""

from starlette.requests import Request
from starlette.responses import Response

from server.rulebook.drafting import StaleDraft
from server.rulebook.editor.acts import act_on
from server.rulebook.editor.asking import address, draft_of, read_draft_form, revision_of
from server.rulebook.editor.content import Overtaken, typed_in
from server.rulebook.editor.fields import tidy
from server.rulebook.editor.saving import keep
from server.rulebook.editor.showing import show_both, show_closed, show_editor, show_fields, show_live
from server.web.htmx import see_other, wants_fragment
from server.web.idempotency import once, once_for
from server.web.sessions import signed_in


async def edit(request: Request) -> Response:
    """GET /console/rules/drafts/{id}; `at` names the control where work goes on."""
    found = await draft_of(request)
    if found.state != "open":
        return await show_closed(request, found)
    return await show_editor(request, found, typed_in(found).fields, focus=request.query_params.get("at", ""))


async def update(request: Request) -> Response:
    """POST /console/rules/drafts/{id}: any button inside the form. It saves, then adds or removes a row."""
    found, (form, typed) = await draft_of(request), await read_draft_form(request)
    acted = act_on(typed, form.said("act"), tidy(typed_in(found).fields))

    async def act() -> str:
        await keep(found, acted.fields, form.key, revision_of(form), signed_in(request).person_id)
        return address(found, acted.focus)

    try:
        if not wants_fragment(request):
            return await once(request, form, act)
        await once_for(signed_in(request).person_id, request.scope["path"], form, act)
    except (StaleDraft, Overtaken):
        return await show_both(request, await draft_of(request), typed)
    return await show_fields(request, await draft_of(request), acted.focus)


async def preview(request: Request) -> Response:
    """POST /console/rules/drafts/{id}/preview: saves what is being typed, and says how it reads."""
    found, (form, typed) = await draft_of(request), await read_draft_form(request)
    is_part = wants_fragment(request)
    try:
        await keep(found, typed, form.key, revision_of(form), signed_in(request).person_id, goes_on=is_part)
    except Overtaken:
        return Response(status_code=204) if is_part else see_other(request, address(found))
    except StaleDraft:
        return await show_both(request, await draft_of(request), typed)
    return await show_live(request, await draft_of(request)) if is_part else see_other(request, address(found))


async def back(request: Request) -> Response:
    """GET of an address that forms are sent to: a page that was refused there is loaded again as the draft."""
    return see_other(request, address(await draft_of(request)))

"""/console/rules/drafts/{id}/simulation: asks for a dry run, and says how far it is."""

from starlette.requests import Request
from starlette.responses import Response

from server.rulebook.drafting import StaleDraft
from server.rulebook.editor.asking import address, draft_of, read_draft_form, revision_of
from server.rulebook.editor.content import Overtaken
from server.rulebook.editor.reading import read_spec
from server.rulebook.editor.saving import keep
from server.rulebook.editor.showing import show_both, show_editor
from server.rulebook.simulation_pages import SimulationPart, simulation_of
from server.rulebook.simulation_running import ask_simulation, run_now
from server.web.htmx import see_other, wants_fragment
from server.web.idempotency import once
from server.web.locale import zone
from server.web.rendering import show
from server.web.sessions import signed_in

ANCHOR = "#dry-run"


async def create(request: Request) -> Response:
    """POST: saves what is in the form, then simulates it, here or in the worker."""
    found, (form, typed) = await draft_of(request), await read_draft_form(request)
    read, by = read_spec(typed, zone()), signed_in(request).person_id

    async def act() -> str:
        await keep(found, typed, form.key, revision_of(form), by)
        if read.spec is not None:
            await ask_simulation(found.id, read.spec, by)
        return address(found) + ANCHOR

    try:
        if read.spec is None:
            await keep(found, typed, form.key, revision_of(form), by)
            return await show_editor(request, await draft_of(request), typed, errors=read.problems, status=422)
        answer = await once(request, form, act)
    except (StaleDraft, Overtaken):
        return await show_both(request, await draft_of(request), typed)
    await run_now(found.id)
    return answer


async def index(request: Request) -> Response:
    """GET: the block alone, which asks again while it is not finished; a browser without scripts gets the draft."""
    found = await draft_of(request)
    if not wants_fragment(request):
        return see_other(request, address(found) + ANCHOR)
    return await show(request, SimulationPart(simulation=await simulation_of(found)))

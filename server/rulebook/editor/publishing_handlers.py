"""Publishing from the editor: past the gate, to a second person, or put away."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from gamification import Message, Rule, RuleSpec, validate_rule
from server.rulebook.drafting import StaleDraft, discard_draft
from server.rulebook.drafts import Draft
from server.rulebook.editor.asking import address, draft_of, read_draft_form, revision_of
from server.rulebook.editor.content import Overtaken, typed_in
from server.rulebook.editor.fields import Fields, first
from server.rulebook.editor.forms import DraftForm, RefusalForm
from server.rulebook.editor.placing import placed
from server.rulebook.editor.problems import DATE, EMPTY
from server.rulebook.editor.reading import Parsed, read_spec
from server.rulebook.editor.saving import keep
from server.rulebook.editor.showing import show_both, show_closed, show_editor
from server.rulebook.editor.starting import starting
from server.rulebook.publishing import NotPublishable, approve, publish, refuse
from server.web.forms import read_form
from server.web.idempotency import once
from server.web.locale import say, zone
from server.web.sessions import signed_in

LIST = "/console/rules"
NAMES = ("label_fr", "label_en")


async def create(request: Request) -> Response:
    """POST /console/rules/drafts/{id}/publication: saves, then publishes or says what stands against it."""
    found, (form, typed) = await draft_of(request), await read_draft_form(request)
    by, starts_at = signed_in(request).person_id, starting(typed)
    read = read_spec(typed, zone())
    errors = await unreadable(read, typed, starts_at)

    async def act() -> str:
        if errors or read.spec is None or starts_at is None:
            raise NotPublishable(())
        await keep(found, typed, form.key, revision_of(form), by)
        await publish(found.id, read.spec, starts_at, by)
        return address(found)

    try:
        return await once(request, form, act)
    except NotPublishable as no:
        return await _refused(request, typed, form.key, revision_of(form), errors | await placed(no.problems, typed))
    except (StaleDraft, Overtaken):
        return await show_both(request, await draft_of(request), typed)


async def unreadable(read: Parsed, typed: Fields, starts_at: datetime | None) -> dict[str, str]:
    """What the form alone can tell, and of a rule that cannot be read whole, what is wrong with the rest."""
    errors = dict(read.problems)
    errors |= {name: say(EMPTY) for name in NAMES if not first(typed, name)}
    errors |= {} if starts_at else {"starts": say(DATE)}
    rest = await placed(_wrong(read.sketch), typed) if errors and read.sketch else {}
    return errors | {place: said for place, said in rest.items() if place not in errors}


def _wrong(sketch: RuleSpec) -> list[Message]:
    return validate_rule(Rule("new", 1, 1, sketch))


async def _refused(request: Request, typed: Fields, key: str, revision: int, errors: dict[str, str]) -> Response:
    """What was typed is kept all the same."""
    try:
        await keep(await draft_of(request), typed, key, revision, signed_in(request).person_id)
    except (StaleDraft, Overtaken):
        return await show_both(request, await draft_of(request), typed)
    return await show_editor(request, await draft_of(request), typed, errors=errors, status=422)


async def approval(request: Request) -> Response:
    """POST /console/rules/drafts/{id}/approval: the second person's yes, unless the rules beside it changed since."""
    try:
        return await _once_with(request, approve, lambda found: address(found))
    except NotPublishable as no:
        found = await draft_of(request)
        against = await placed(no.problems, typed_in(found).fields)
        return await show_closed(request, found, status=422, against=tuple(against.values()))


async def destroy(request: Request) -> Response:
    """POST /console/rules/drafts/{id}/deletion"""
    return await _once_with(request, discard_draft, lambda _: LIST)


async def _once_with(
    request: Request, command: Callable[[str, str], Awaitable[None]], leads_to: Callable[[Draft], str]
) -> Response:
    found, form = await draft_of(request), await read_form(request, DraftForm)

    async def act() -> str:
        await command(found.id, signed_in(request).person_id)
        return leads_to(found)

    return await once(request, form, act)


async def refusal(request: Request) -> Response:
    """POST /console/rules/drafts/{id}/refusal: the second person's no, with a reason."""
    found, form = await draft_of(request), await read_form(request, RefusalForm)
    if not form.is_valid:
        return await show_closed(request, found, form, 422)

    async def act() -> str:
        await refuse(found.id, form.valid.reason, signed_in(request).person_id)
        return address(found)

    return await once(request, form, act)

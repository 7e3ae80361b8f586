"""Answers of the editor: the whole page, the form again, or only how it reads."""

from starlette.requests import Request
from starlette.responses import Response

from server import clock
from server.messages import N_
from server.rulebook.drafts import Draft
from server.rulebook.editor.choices import choices
from server.rulebook.editor.content import typed_in
from server.rulebook.editor.fields import Fields, first
from server.rulebook.editor.forms import DraftForm, RefusalForm
from server.rulebook.editor.live import spoken_in_all, told_beforehand
from server.rulebook.editor.pages import EditorPage, FieldsPart, LivePart, WaitingPage
from server.rulebook.editor.reading import read_spec
from server.rulebook.editor.starting import tomorrow
from server.rulebook.editor.view import FormView, form_view
from server.rulebook.queries import versions_of
from server.rulebook.simulation_pages import simulation_of
from server.rulebook.versions import load_spec
from server.web.forms import Filled, blank
from server.web.htmx import replace_page
from server.web.locale import language, say, zone
from server.web.rendering import show
from server.web.sessions import signed_in

UNNAMED = N_("New rule")


async def show_editor(
    request: Request,
    draft: Draft,
    fields: Fields,
    *,
    focus: str = "",
    errors: dict[str, str] | None = None,
    status: int = 200,
    theirs: Fields | None = None,
) -> Response:
    """The editor with these fields; `errors` by control, `theirs` what somebody else saved meanwhile."""
    read = read_spec(fields, zone())
    page = EditorPage(
        draft=draft,
        view=await view_of(draft, fields, read.problems | (errors or {})),
        key=blank(DraftForm).key,
        focus="" if errors else focus,
        sentences=await spoken_in_all(draft.rule_key, read.sketch),
        title=title_of(draft, fields),
        number=await number_of(draft),
        errors=errors or {},
        theirs=await spoken_in_all(draft.rule_key, read_spec(theirs, zone()).sketch) if theirs is not None else (),
        notices=await told_beforehand(draft.rule_key, read.spec, clock.now()),
        tomorrow=tomorrow().isoformat(),
        discard_key=blank(DraftForm).key,
        simulation=await simulation_of(draft),
    )
    return await show(request, page, status=status)


async def view_of(draft: Draft, fields: Fields, problems: dict[str, str]) -> FormView:
    """The form laid out, with today's choices."""
    return form_view(fields, problems, await choices(draft.rule_key, clock.now()))


def title_of(draft: Draft, fields: Fields) -> str:
    """What the rule is called in the reader's language, else in the other."""
    names = [first(fields, f"label_{language()}"), first(fields, "label_fr"), first(fields, "label_en")]
    return next((each for each in (*names, draft.label_fr) if each), say(UNNAMED))


async def number_of(draft: Draft) -> int:
    """The number that the version will have."""
    versions = await versions_of(draft.rule_id) if draft.rule_id else ()
    return versions[0].rule.version + 1 if versions else 1


async def show_fields(request: Request, draft: Draft, focus: str) -> Response:
    """The form again, after a button in it."""
    fields = typed_in(draft).fields
    read = read_spec(fields, zone())
    page = FieldsPart(
        draft=draft,
        view=await view_of(draft, fields, read.problems),
        key=blank(DraftForm).key,
        focus=focus,
        sentences=await spoken_in_all(draft.rule_key, read.sketch),
    )
    return await show(request, page)


async def show_live(request: Request, draft: Draft) -> Response:
    """How the form reads now."""
    fields = typed_in(draft).fields
    read = read_spec(fields, zone())
    view = await view_of(draft, fields, read.problems)
    page = LivePart(draft=draft, view=view, sentences=await spoken_in_all(draft.rule_key, read.sketch))
    return await show(request, page)


async def show_both(request: Request, draft: Draft, typed: Fields) -> Response:
    """What was typed stays in the form, what somebody else saved stands above it: nothing is lost."""
    answer = await show_editor(request, draft, typed, status=409, theirs=typed_in(draft).fields)
    return replace_page(request, answer)


async def show_closed(
    request: Request,
    draft: Draft,
    form: Filled[RefusalForm] | None = None,
    status: int = 200,
    against: tuple[str, ...] = (),
) -> Response:
    """A draft that waits for a second person, or that nobody writes any more; `against` stopped its approval."""
    fields = typed_in(draft).fields
    spec = load_spec(draft.asked_spec) if draft.asked_spec else read_spec(fields, zone()).sketch
    page = WaitingPage(
        draft=draft,
        title=title_of(draft, fields),
        number=await number_of(draft),
        sentences=await spoken_in_all(draft.rule_key, spec),
        starts_at=draft.starts_at,
        against=against,
        is_own=draft.asked_by_id == signed_in(request).person_id,
        form=form or blank(RefusalForm),
        approve_key=blank(DraftForm).key,
        discard_key=blank(DraftForm).key,
        simulation=await simulation_of(draft),
    )
    return await show(request, page, status=status)

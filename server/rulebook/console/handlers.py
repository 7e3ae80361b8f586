"""GET /console/rules and its switches; where a new rule or a new version begins."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from gamification import RuleSpec
from server import clock
from server.messages import N_
from server.rulebook.clauses import Names
from server.rulebook.console.budget import budget_panel
from server.rulebook.console.forms import PressForm, StarterForm
from server.rulebook.console.lines import Line, draft_line, rule_line
from server.rulebook.console.pages import NewRulePage, RulesPage, Starter
from server.rulebook.console.starters import STARTERS, starter_rule
from server.rulebook.drafting import start_draft
from server.rulebook.editor.content import new_content
from server.rulebook.editor.spec_fields import fields_of
from server.rulebook.names import sentence_names
from server.rulebook.publishing import resume, retire
from server.rulebook.queries import open_drafts, rule_by_id, rule_list
from server.rulebook.themes import look_of
from server.rulebook.wording import main_parts
from server.web.forms import Filled, T, blank, read_form
from server.web.idempotency import once
from server.web.locale import language, say, zone
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

FILTERS = {
    "": N_("All, {n}"),
    "active": N_("Active, {n}"),
    "scheduled": N_("Scheduled, {n}"),
    "draft": N_("Drafts, {n}"),
}
PAUSED = N_("“{name}” rests from now on. What was earned stays.")


async def index(request: Request) -> Response:
    """GET /console/rules"""
    now, names = clock.now(), await sentence_names()
    panel, decided = await budget_panel(now)
    rules = [rule_line(line, now, decided.get(line.key, 0), names) for line in await rule_list(language())]
    lines = [*rules, *map(draft_line, await open_drafts())]
    chosen = request.query_params.get("state", "")
    paused = next(
        (line for line in rules if line.id == request.query_params.get("paused") and line.state == "paused"), None
    )
    page = RulesPage(
        budget=panel,
        filters=tuple(_filter(state, lines, chosen) for state in FILTERS),
        lines=tuple(_chosen(lines, chosen)),
        said=say(PAUSED, {"name": paused.label}) if paused else "",
        undo=paused.switch if paused else "",
        key=blank(PressForm).key,
    )
    return await show(request, page)


def _chosen(lines: list[Line], state: str) -> list[Line]:
    return [line for line in lines if line.state == state] if state in FILTERS and state else lines


def _filter(state: str, lines: list[Line], chosen: str) -> tuple[str, str, bool]:
    address = f"/console/rules?state={state}" if state else "/console/rules"
    return (
        say(FILTERS[state], {"n": len(_chosen(lines, state))}),
        address,
        state == (chosen if chosen in FILTERS else ""),
    )


async def pause(request: Request) -> Response:
    """POST /console/rules/{id}/pause: the version in force ends now."""
    rule_id, by = request.path_params["id"], signed_in(request).person_id
    return await _press(request, lambda: retire(rule_id, clock.now(), by), f"/console/rules?paused={rule_id}")


async def resumption(request: Request) -> Response:
    """POST /console/rules/{id}/resumption: the last version, in force again from now on."""
    rule_id, by = request.path_params["id"], signed_in(request).person_id

    async def act() -> None:
        await resume(rule_id, by)

    return await _press(request, act, "/console/rules")


async def _press(request: Request, command: Callable[[], Awaitable[None]], leads_to: str) -> Response:
    form = await read_form(request, PressForm)

    async def act() -> str:
        await command()
        return leads_to

    return await once(request, form, act)


async def new(request: Request) -> Response:
    """GET /console/rules/new"""
    names = await sentence_names()
    page = NewRulePage(
        starters=tuple(_starter(slug, names) for slug in STARTERS),
        key=blank(StarterForm).key,
    )
    return await show(request, page)


def _starter(slug: str, names: Names) -> Starter:
    label_fr, label_en, spec = STARTERS[slug]
    icon, hue = look_of(spec.when, own_words=slug == "own-words")
    label = label_fr if language() == "fr" else label_en
    return Starter(slug=slug, label=label, sentence=main_parts(starter_rule(slug), names), icon=icon, hue=hue)


async def create(request: Request) -> Response:
    """POST /console/rules/drafts: a draft from a starter."""
    form = await read_form(request, StarterForm)
    if not form.is_valid:
        raise NotFound
    label_fr, label_en, spec = STARTERS[form.valid.starter]
    return await _draft(request, form, None, spec, (label_fr, label_en))


async def revise(request: Request) -> Response:
    """POST /console/rules/{id}/drafts: a draft of the next version."""
    form, line = await read_form(request, PressForm), await rule_by_id(request.path_params["id"], language())
    if line is None:
        raise NotFound
    spec = line.shown(clock.now()).rule.spec
    return await _draft(request, form, line.id, spec, (line.label_fr, line.label_en))


async def _draft(
    request: Request, form: Filled[T], rule_id: str | None, spec: RuleSpec, labels: tuple[str, str]
) -> Response:
    label_fr, label_en = labels
    fields = {**fields_of(spec, zone()), "label_fr": [label_fr], "label_en": [label_en]}

    async def act() -> str:
        by = signed_in(request).person_id
        return f"/console/rules/drafts/{await start_draft(rule_id, new_content(fields), label_fr, label_en, by)}"

    return await once(request, form, act)

"""HR's addresses of the rulebook, in reading order: the list, its campaigns and bounds, one rule, one draft."""

from starlette.routing import BaseRoute

from server.rulebook import simulation_handlers as simulations
from server.rulebook.console import bounds_handlers as rule_bounds
from server.rulebook.console import campaign_handlers as campaigns
from server.rulebook.console import handlers as rulebook
from server.rulebook.console import history_handlers as rule_history
from server.rulebook.editor import handlers as rule_editor
from server.rulebook.editor import publishing_handlers as rule_publishing
from server.web.access import Need, route

HR = Need.HR


def rule_console() -> list[BaseRoute]:
    """What HR writes, tries and publishes."""
    return [*_rulebook(), *_rule_editor()]


def _rulebook() -> list[BaseRoute]:
    """HR's rules: the list, campaigns, bounds, and the history of each."""
    path, name = "/console/rules", "console.rules"
    return [
        route("GET", path, rulebook.index, f"{name}.index", HR),
        route("GET", f"{path}/new", rulebook.new, f"{name}.new", HR),
        route("POST", f"{path}/drafts", rulebook.create, f"{name}.drafts.create", HR, step_up=True),
        route("GET", f"{path}/campaigns", campaigns.index, "console.campaigns.index", HR),
        route("POST", f"{path}/campaigns", campaigns.create, "console.campaigns.create", HR, step_up=True),
        route("POST", f"{path}/campaigns/{{id}}/funds", campaigns.fund, "console.campaigns.fund", HR, step_up=True),
        route("GET", f"{path}/settings", rule_bounds.index, "console.bounds.show", HR, step_up=True),
        route("POST", f"{path}/settings", rule_bounds.update, "console.bounds.update", HR, step_up=True),
        route("GET", f"{path}/{{id}}", rule_history.show_rule, f"{name}.show", HR),
        route("GET", f"{path}/{{id}}/versions/{{n}}", rule_history.show_version, f"{name}.version", HR),
        route("POST", f"{path}/{{id}}/drafts", rulebook.revise, f"{name}.draft.create", HR, step_up=True),
        route("POST", f"{path}/{{id}}/pause", rulebook.pause, f"{name}.pause", HR, step_up=True),
        route("POST", f"{path}/{{id}}/resumption", rulebook.resumption, f"{name}.resumption", HR, step_up=True),
    ]


def _rule_editor() -> list[BaseRoute]:
    """One draft of a rule: writing it, trying it, publishing it."""
    path, name = "/console/rules/drafts/{id}", "console.rules.draft"
    return [
        route("GET", path, rule_editor.edit, f"{name}.edit", HR, step_up=True),
        route("POST", path, rule_editor.update, f"{name}.update", HR, step_up=True),
        route("POST", f"{path}/preview", rule_editor.preview, f"{name}.preview", HR, step_up=True),
        route("GET", f"{path}/simulation", simulations.index, f"{name}.simulation.index", HR, step_up=True),
        route("POST", f"{path}/simulation", simulations.create, f"{name}.simulation.create", HR, step_up=True),
        *(
            route("GET", f"{path}/{act}", rule_editor.back, f"{name}.{act}.index", HR, step_up=True)
            for act in ("preview", "publication", "refusal")
        ),
        route("POST", f"{path}/publication", rule_publishing.create, f"{name}.publication.create", HR, step_up=True),
        route("POST", f"{path}/approval", rule_publishing.approval, f"{name}.approval.create", HR, step_up=True),
        route("POST", f"{path}/refusal", rule_publishing.refusal, f"{name}.refusal.create", HR, step_up=True),
        route("POST", f"{path}/deletion", rule_publishing.destroy, f"{name}.destroy", HR, step_up=True),
    ]

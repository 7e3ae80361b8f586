"""HR at the editor of a draft, without scripts: what the page's form holds, what the draft keeps."""

from dataclasses import dataclass
from typing import Any

import httpx2
from lxml import html
from starlette.types import ASGIApp

from server import clock
from server.people.models import Person
from server.rulebook.drafting import start_draft
from server.rulebook.drafts import Draft, draft
from server.rulebook.editor.content import new_content, typed_in
from server.rulebook.editor.reading import read_spec
from server.rulebook.editor.spec_fields import fields_of
from server.rulebook.publishing import publish
from server.rulebook.queries import rule_list
from server.rulebook.simulation_running import ask_simulation, run_now
from server.web.locale import zone
from tests.conftest import browser
from tests.support.html import values_of
from tests.support.people import company, person
from tests.support.rulebook import dry_run, reading
from tests.support.signing_in import as_person

EVERY_CONTROL = {
    "if-0-0-field": ["channel"], "if-0-0-op": ["in"], "if-0-0-value": ["linkedin", "x"],
    "if-1-0-field": ["level"], "if-1-0-op": ["between"], "if-1-0-value": ["1"], "if-1-0-high": ["3"],
    "if-1-1-field": ["article"], "if-1-1-op": ["is_not"], "if-1-1-value": ["none"],
    "if-1-2-field": ["article"], "if-1-2-op": ["not_in"], "if-1-2-value": ["one", "two"],
    "until": ["2027-01-31"],
}  # fmt: skip
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@dataclass
class Desk:
    """HR at a draft of one rule."""

    client: httpx2.AsyncClient
    who: Person
    draft_id: str

    @property
    def path(self) -> str:
        return f"/console/rules/drafts/{self.draft_id}"

    async def form(self) -> dict[str, Any]:
        """What the form on the page would send."""
        page: Any = html.document_fromstring((await self.client.get(self.path)).text)
        beside = {each.get("name"): each.get("value") for each in page.xpath("//input[@form='rule-form']")}
        return values_of(page.get_element_by_id("rule-form")) | beside

    async def kept(self) -> Draft:
        found = await draft(self.draft_id)
        assert found
        return found

    async def fields(self) -> dict[str, list[str]]:
        return typed_in(await self.kept()).fields


async def desk_of(app: ASGIApp, who: Person, draft_id: str) -> Desk:
    """Somebody with a fresh code, at a draft."""
    return Desk(await as_person(browser(app), who, stepped_up=True), who, draft_id)


async def marc(app: ASGIApp) -> Desk:
    """Marc, at a second version of R1, in the company Orvane."""
    await company()
    who = await person("marc", role="hr")
    (line,) = [each for each in await rule_list("en") if each.key == "R1"]
    fields = fields_of(line.versions[0].rule.spec, zone())
    draft_id = await start_draft(line.id, new_content(fields), "Un partage", "A share", who.id)
    return await desk_of(app, who, draft_id)


async def colleague(app: ASGIApp, desk: Desk) -> Desk:
    """Anna, of HR too, at the same draft."""
    return await desk_of(app, await person("anna", role="hr"), desk.draft_id)


async def drafts_to_look_at(hr_id: str) -> dict[str, str]:
    """A draft with a control of every kind and its dry run, and one that waits for a second person."""
    (line,) = [each for each in await rule_list("en") if each.key == "R1"]
    fields = fields_of(line.versions[0].rule.spec, zone()) | EVERY_CONTROL
    found = {"draft": await start_draft(line.id, new_content(fields), "Un partage", "A share", hr_id)}
    spec = read_spec(fields, zone()).spec
    assert spec
    await ask_simulation(found["draft"], spec, hr_id)
    await run_now(found["draft"])
    found["asked"] = await start_draft(None, new_content(fields_of(reading(300), zone())), "Lire", "Reading", hr_id)
    await dry_run(found["asked"], reading(300))
    assert await publish(found["asked"], reading(300), clock.now(), hr_id) == "waiting"
    return found

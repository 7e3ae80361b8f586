"""The editor of a draft, with and without htmx: its form, its buttons, its words, its second person."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from lxml import html
from starlette.types import ASGIApp

from gamification import Multiply, RuleSpec, default_rules
from server import clock
from server.rulebook.campaigns import campaigns
from server.rulebook.drafting import start_draft
from server.rulebook.editor.content import new_content
from server.rulebook.editor.reading import read_spec
from server.rulebook.editor.spec_fields import fields_of
from server.rulebook.publishing import publish, retire
from server.rulebook.queries import rule_list
from server.web.locale import zone
from tests.conftest import Templates, browser
from tests.support.people import person
from tests.support.rule_desk import HTMX, Desk, colleague, desk_of, marc
from tests.support.rulebook import dry_run
from tests.support.signing_in import as_person, hidden

R1 = default_rules()[0].spec


@pytest.fixture
def database_url(templates: Templates, tmp_path: Path) -> str:
    """One database is enough here: test_keeping.py asks both."""
    shutil.copy(templates.sqlite, tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest_asyncio.fixture
async def desk(app: ASGIApp) -> Desk:
    return await marc(app)


async def test_shows_the_rule_as_a_form_and_as_a_sentence_in_both_languages(desk: Desk) -> None:
    page = (await desk.client.get(desk.path)).text
    assert "version 2, draft" in page
    assert 'id="limit-2-max"' in page
    assert "When you share an article" in page
    assert "Quand vous partagez" in page or 'lang="fr"' in page
    form = await desk.form()
    assert (form["points"], form["limit-2-scope"]) == ("10", "person+article+channel")


async def test_a_draft_that_does_not_exist(desk: Desk) -> None:
    for path in ("", "/preview", "/publication", "/approval", "/deletion"):
        send = desk.client.post if path else desk.client.get
        assert (await send(f"/console/rules/drafts/nothing{path}")).status_code == 404


async def test_a_button_saves_and_leads_to_the_new_row(desk: Desk) -> None:
    answer = await desk.client.post(desk.path, data={**await desk.form(), "points": "12", "act": "add-group:if"})
    assert answer.headers["location"] == f"{desk.path}?at=if-0-0-field"
    page = (await desk.client.get(answer.headers["location"])).text
    assert page.count("autofocus") == 1
    assert 'id="if-0-0-field" name="if-0-0-field" aria-describedby="if-0-0-field-error" autofocus' in page
    assert (await desk.fields())["points"] == ["12"]


async def test_htmx_gets_the_form_again_with_what_stands_beside_it(desk: Desk) -> None:
    answer = await desk.client.post(desk.path, data={**await desk.form(), "act": "remove:limit-0"}, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'id="limit-0-max" name="limit-0-max" value="8"' in answer.text
    assert 'id="sentence-en" hx-swap-oob="innerHTML"' in answer.text
    assert int(hidden(answer.text, "revision")) == (await desk.kept()).revision == 2


async def test_without_a_fresh_code_what_was_typed_travels_along(app: ASGIApp, desk: Desk) -> None:
    tired = await as_person(browser(app), desk.who)
    answer = await tired.post(f"{desk.path}/preview", data={**await desk.form(), "points": "33"}, headers=HTMX)
    assert answer.status_code == 403
    assert hidden(answer.text, "kept")
    sent_again = await desk.client.post(f"{desk.path}/preview", data={**await desk.form(), "points": "33"})
    assert sent_again.headers["location"] == desk.path, "a page that is not htmx goes back to the editor"
    assert (await desk.fields())["points"] == ["33"]


async def test_another_field_forgets_the_value_of_the_one_before(desk: Desk) -> None:
    await desk.client.post(desk.path, data={**await desk.form(), "act": "add-group:if"})
    form = {**await desk.form(), "if-0-0-value": "linkedin"}
    await desk.client.post(desk.path, data={**form, "act": "save"})
    await desk.client.post(desk.path, data={**await desk.form(), "if-0-0-field": "own_words", "act": "refresh"})
    fields = await desk.fields()
    assert (fields["if-0-0-field"], fields["if-0-0-value"]) == (["own_words"], ["yes"])


async def test_publishing_says_all_that_is_wrong_and_leads_there(desk: Desk) -> None:
    form = {name: value for name, value in (await desk.form()).items() if not name.startswith("limit-")}
    answer = await desk.client.post(f"{desk.path}/publication", data={**form, "points": "ten", "label_en": ""})
    assert answer.status_code == 422
    for place in ("points", "label_en", "add-limit"):
        assert f'<a href="#{place}">' in answer.text
        assert f'id="{place}"' in answer.text
    assert 'value="ten"' in answer.text
    assert (await desk.fields())["points"] == ["ten"]
    assert (await desk.kept()).state == "open"
    again = await desk.client.get(f"{desk.path}/publication")
    assert again.headers["location"] == desk.path, "a page that was refused can be loaded again"


@pytest.mark.parametrize("day", ["", "someday", "2020-01-01"])
async def test_the_day_must_be_to_come(desk: Desk, day: str) -> None:
    await dry_run(desk.draft_id, R1)
    answer = await desk.client.post(f"{desk.path}/publication", data={**await desk.form(), "starts": day})
    assert answer.status_code == 422
    assert '<a href="#starts">' in answer.text


async def test_publishing_needs_the_dry_run_of_exactly_this(desk: Desk) -> None:
    await dry_run(desk.draft_id, R1)
    answer = await desk.client.post(f"{desk.path}/publication", data={**await desk.form(), "points": "9"})
    assert answer.status_code == 422
    assert '<a href="#simulate">' in answer.text


async def waiting(desk: Desk) -> None:
    await dry_run(desk.draft_id, R1, points=1_000_000)
    await desk.client.post(f"{desk.path}/publication", data=await desk.form())
    assert (await desk.kept()).state == "waiting"


async def test_the_second_person_reads_and_approves(app: ASGIApp, desk: Desk) -> None:
    await waiting(desk)
    own = (await desk.client.get(desk.path)).text
    assert f'action="{desk.path}/approval"' not in own
    assert (await desk.client.post(f"{desk.path}/approval", data={"form_key": "k" * 12})).status_code == 422
    other = await colleague(app, desk)
    page = (await other.client.get(other.path)).text
    assert "Marc Test asks to publish this rule" in page
    assert "<select" not in page
    assert (await other.client.post(f"{other.path}/approval", data={"form_key": "l" * 12})).status_code == 303
    assert (await desk.kept()).state == "published"


async def test_the_second_person_sends_it_back_with_a_reason(app: ASGIApp, desk: Desk) -> None:
    await waiting(desk)
    other = await colleague(app, desk)
    assert (await other.client.post(f"{other.path}/refusal", data={"reason": " "})).status_code == 422
    await other.client.post(f"{other.path}/refusal", data={"reason": "Too generous"})
    assert (await desk.kept()).state == "open"
    assert "“Too generous”" in (await desk.client.get(desk.path)).text


async def test_a_draft_is_put_away(desk: Desk) -> None:
    answer = await desk.client.post(f"{desk.path}/deletion", data={"form_key": "d" * 12})
    assert answer.headers["location"] == "/console/rules"
    assert (await desk.kept()).state == "discarded"
    assert (await desk.client.get(desk.path)).status_code == 200


async def test_every_control_has_a_name(desk: Desk) -> None:
    """What the form of a full rule shows can be told apart by ear."""
    form = {**await desk.form(), "act": "add-clause:who-0"}
    page: Any = html.document_fromstring((await desk.client.post(desk.path, data=form, headers=HTMX)).text)
    labels = {each.get("for"): each.text_content() for each in page.xpath("//label[@for]")}
    controls = page.xpath("//select | //input[not(@type='hidden')] | //textarea")
    assert all(labels.get(each.get("id")) for each in controls)
    ids = [each.get("id") for each in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))


async def test_a_rule_that_reads_stays_what_it_was(desk: Desk) -> None:
    """Opening and saving changes nothing of the rule: its counters go on."""
    await desk.client.post(desk.path, data=await desk.form())
    assert read_spec(await desk.fields(), zone()).spec == R1


async def test_what_changed_beside_it_since_is_said_to_the_second_person(app: ASGIApp, desk: Desk) -> None:
    """The rule that it multiplies was paused meanwhile: no error of ours, and the draft waits on."""
    (hot,) = [each for each in await campaigns() if each.key == "hot-openings"]
    spec = RuleSpec("share.recorded", Multiply(20_000, ("R1",)), campaign=hot.key)
    draft_id = await start_draft(None, new_content(fields_of(spec, zone())), "Double", "Double", desk.who.id)
    await dry_run(draft_id, spec, points=9000)
    assert await publish(draft_id, spec, clock.now(), desk.who.id) == "waiting"
    (line,) = [each for each in await rule_list("en") if each.key == "R1"]
    await retire(line.id, clock.now(), desk.who.id)
    other = await desk_of(app, await person("anna", role="hr"), draft_id)
    answer = await other.client.post(f"{other.path}/approval", data={"form_key": "l" * 12})
    assert answer.status_code == 422
    assert "is no longer there" in answer.text
    assert (await other.kept()).state == "waiting"
    long = await other.client.post(f"{other.path}/refusal", data={"reason": "x" * 301})
    assert long.status_code == 422, "what is kept of a reason"

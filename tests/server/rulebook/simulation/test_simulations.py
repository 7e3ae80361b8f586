"""POST and GET /console/rules/drafts/{id}/simulation: asked for, done here or by the worker, shown in words."""

import json
import shutil
from pathlib import Path

import pytest
import pytest_asyncio
from starlette.types import ASGIApp

from gamification import Fact
from server import clock
from server.database import rows
from server.database.fields import EPOCH
from server.people.models import Person
from server.points.recording import record_fact
from server.rulebook import simulation_running
from server.rulebook.gate import dry_run
from server.rulebook.simulation_queries import finished, latest
from server.rulebook.simulation_running import simulate, spec_of
from server.rulebook.versions import spec_hash
from tests.conftest import Templates, browser
from tests.support.people import person, welcomed
from tests.support.rule_desk import HTMX, Desk, marc
from tests.support.signing_in import as_person


@pytest.fixture
def database_url(templates: Templates, tmp_path: Path) -> str:
    """One database is enough here: test_parity.py asks both."""
    shutil.copy(templates.sqlite, tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest_asyncio.fixture
async def desk(app: ASGIApp) -> Desk:
    return await marc(app)


async def share(who: Person, name: str) -> None:
    values: dict[str, str | int | bool | tuple[str, ...]] = {
        "article": name, "channel": "linkedin", "channel_pays": True, "article_active": True, "own_words": True,
        "onboarded": True, "team": "", "level": 1,
    }  # fmt: skip
    await record_fact(Fact(f"share:{name}", "share.recorded", who.id, clock.now(), "share", name, values))


async def counts() -> dict[str, int]:
    tables = ("fact", "decision", "transfer", "limit_use", "account")
    return {table: int((await rows(f"SELECT count(*) AS n FROM {table}"))[0]["n"]) for table in tables}


async def test_a_dry_run_is_shown_and_gives_nothing(desk: Desk) -> None:
    for name in ("ada", "bo", "cy", "di", "eve"):
        await share(await welcomed(name), name)
    before = await counts()
    answer = await desk.client.post(f"{desk.path}/simulation", data={**await desk.form(), "points": "12"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{desk.path}#dry-run")
    page = (await desk.client.get(desk.path)).text
    assert "Dry run over 90 days" in page
    assert "shares rewarded" in page
    assert "5 people gain 10 points in all" in page
    assert "not those of the text" not in page
    assert not any(name in page.split('id="dry-run"')[1] for name in ("Ada", "Cy", "Eve"))
    assert await counts() == before


async def test_its_figures_open_the_gate_for_exactly_this_content(desk: Desk) -> None:
    await share(await welcomed("ada"), "a")
    await desk.client.post(f"{desk.path}/simulation", data=await desk.form())
    spec = spec_of(await desk.kept())
    assert spec is not None
    assert (await dry_run(desk.draft_id, spec, EPOCH))["points"] == 10
    assert (await finished(desk.draft_id, spec_hash(spec), EPOCH) or {})["points"] == 10
    assert await finished(desk.draft_id, "other", EPOCH) is None


async def test_a_change_makes_it_stale(desk: Desk) -> None:
    await desk.client.post(f"{desk.path}/simulation", data=await desk.form())
    assert "The draft has changed since" not in (await desk.client.get(desk.path)).text
    await desk.client.post(desk.path, data={**await desk.form(), "points": "11", "act": "save"})
    assert "The draft has changed since" in (await desk.client.get(desk.path)).text


async def test_what_takes_long_goes_on_in_the_worker(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulation_running, "PATIENCE", 0)
    assert (await desk.client.post(f"{desk.path}/simulation", data=await desk.form())).status_code == 303
    block = (await desk.client.get(f"{desk.path}/simulation", headers=HTMX)).text
    assert 'hx-trigger="every 1s"' in block
    assert "<progress" in block
    assert f'href="{desk.path}#dry-run">Look again' in block
    (job,) = await rows("SELECT kind, payload FROM job WHERE kind = 'rulebook.simulate'")
    await simulate(json.loads(job["payload"]) if isinstance(job["payload"], str) else job["payload"])
    block = (await desk.client.get(f"{desk.path}/simulation", headers=HTMX)).text
    assert "hx-trigger" not in block
    assert "Budget left at the end of each week" in block
    view = await latest(desk.draft_id, None)
    assert view is not None
    assert (view.state, view.is_stale) == ("finished", True)


async def test_a_draft_that_was_changed_meanwhile_is_not_simulated(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulation_running, "PATIENCE", 0)
    await desk.client.post(f"{desk.path}/simulation", data=await desk.form())
    await desk.client.post(desk.path, data={**await desk.form(), "points": "11", "act": "save"})
    (asked,) = await rows("SELECT id FROM simulation")
    await simulate({"id": asked["id"]})
    assert "could not be finished" in (await desk.client.get(desk.path)).text


async def test_a_rule_that_cannot_be_read_says_where(desk: Desk) -> None:
    answer = await desk.client.post(f"{desk.path}/simulation", data={**await desk.form(), "points": "ten"})
    assert answer.status_code == 422
    assert 'value="ten"' in answer.text
    assert await rows("SELECT id FROM simulation") == []


async def test_without_scripts_the_block_is_the_page(desk: Desk) -> None:
    answer = await desk.client.get(f"{desk.path}/simulation")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{desk.path}#dry-run")


async def test_strangers_and_bad_addresses(app: ASGIApp, desk: Desk) -> None:
    for send in (desk.client.get, desk.client.post):
        assert (await send("/console/rules/drafts/nothing/simulation")).status_code == 404
    assert (await desk.client.put(f"{desk.path}/simulation")).status_code == 405
    nobody = await as_person(browser(app), await person("zed"))
    assert (await nobody.post(f"{desk.path}/simulation")).status_code == 403

"""HR follows addresses and imports files: looked at first, imported once, said row by row."""

from pathlib import Path

import httpx2
import pytest
from starlette.types import ASGIApp

from server.database import rows
from server.openings.models import Opening, OpeningSource
from server.openings.source_commands import BOARDS
from server.web.models import AuditEntry
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.signing_in import as_person, hidden

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HERE = "/console/jobs/sources"
FIXTURES = Path(__file__).parents[2] / "fixtures" / "openings"
ADDRESS = {"url": "https://looms.example/jobs.json", "title": "Boreal Looms", "publishes": "on"}


async def _hanna(app: ASGIApp) -> httpx2.AsyncClient:
    await company()
    return await as_person(browser(app), await person("hanna", role="hr"), stepped_up=True)


async def test_an_address_is_followed_read_at_once_and_removed(app: ASGIApp) -> None:
    hanna = await _hanna(app)
    answer = await hanna.post(HERE, data=ADDRESS)
    assert (answer.status_code, answer.headers["location"]) == (303, HERE)
    made = await OpeningSource.get()
    assert (made.url, made.publishes) == (ADDRESS["url"], True)
    assert [job["kind"] for job in await rows("SELECT kind FROM job")] == [BOARDS.job]
    again = await hanna.post(HERE, data=ADDRESS)
    assert again.status_code == 422
    assert "already among the sources" in again.text
    await rows("DELETE FROM job RETURNING id")
    assert (await hanna.post(f"{HERE}/{made.id}/fetch")).status_code == 303
    assert len(await rows("SELECT id FROM job")) == 1
    assert "Boreal Looms" in (await hanna.get(HERE)).text
    sent = {"form_key": "k" * 20}
    assert [(await hanna.post(f"{HERE}/{made.id}/deletion", data=sent)).status_code for _ in range(2)] == [303, 303]
    assert (await hanna.post(f"{HERE}/{made.id}/deletion")).status_code == 404
    assert {each.action for each in await AuditEntry.all()} == {"opening_source.added", "opening_source.removed"}


async def test_a_wrong_address_is_said_and_kept(app: ASGIApp) -> None:
    hanna = await _hanna(app)
    for url in ("javascript:alert(1)", "http://10.0.0.1/jobs", "https://localhost/"):
        for act in ("save", "preview"):
            answer = await hanna.post(HERE, data={**ADDRESS, "url": url, "act": act})
            assert answer.status_code == 422
            assert "Boreal Looms" in answer.text
    assert await OpeningSource.all().count() == 0


async def test_a_file_is_looked_at_then_imported_without_being_chosen_again(app: ASGIApp) -> None:
    hanna = await _hanna(app)
    file = {"file": ("offres.csv", (FIXTURES / "offres.csv").read_bytes(), "text/csv")}
    seen = await hanna.post(f"{HERE}/files", data={"publishes": "on", "act": "preview"}, files=file)
    assert seen.status_code == 200
    assert "Nothing is written yet" in seen.text
    assert "Boulangère; boulanger" in seen.text
    assert "Line 8: Opening 3" in seen.text
    assert await Opening.all().count() == 0
    kept = hidden(seen.text, "kept")
    sent = {"kept": kept, "publishes": "on", "act": "save", "form_key": "k" * 20}
    done = await hanna.post(f"{HERE}/files", data=sent)
    assert (done.status_code, "Imported" in done.text) == (200, True)
    states = [(each.title, each.state) for each in await Opening.all().order_by("title")]
    assert states == [("Boulangère; boulanger", "open"), ("Vendeuse ou vendeur", "open")]
    assert (await hanna.post(f"{HERE}/files", data=sent)).status_code == 303
    entry = await AuditEntry.get()
    assert (entry.action, entry.after) == (
        "openings.imported",
        {"file": "offres.csv", "new": 2, "changed": 0, "form": "csv"},
    )
    forged = await hanna.post(f"{HERE}/files", data={**sent, "kept": kept[:-2] + "xx", "form_key": "l" * 20})
    assert forged.status_code == 422


async def test_a_file_is_imported_at_once_as_drafts_or_refused_by_its_name(app: ASGIApp) -> None:
    hanna = await _hanna(app)
    body = (FIXTURES / "lever.json").read_bytes()
    done = await hanna.post(f"{HERE}/files", data={"act": "save"}, files={"file": ("C:\\x\\lever.json", body, "")})
    assert (done.status_code, "Bookbinder" in done.text) == (200, True)
    assert (await Opening.get()).state == "draft"
    page = {"file": ("careers.html", (FIXTURES / "careers.page.html").read_bytes(), "text/html")}
    no = await hanna.post(f"{HERE}/files", data={"act": "save"}, files=page)
    assert (no.status_code, "careers.html: “Nos métiers" in no.text) == (422, True)
    empty = await hanna.post(f"{HERE}/files", data={"act": "save"})
    assert (empty.status_code, "Choose a file" in empty.text) == (422, True)

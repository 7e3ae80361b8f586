"""Editors choose the feeds: added once, read when asked, removed without their articles."""

import httpx2
from starlette.types import ASGIApp

from server.content.models import Article, Source
from server.content.source_commands import note_failure
from server.database import rows
from server.web.models import AuditEntry
from tests.conftest import browser
from tests.support.content import article, topic
from tests.support.people import company, person
from tests.support.signing_in import as_person

FEED = {"url": "https://quiet.example/feed", "title": "The Quiet Stack", "publishes": "on"}


async def _editor(app: ASGIApp) -> httpx2.AsyncClient:
    await company()
    return await as_person(browser(app), await person("edith", role="editor"))


async def test_a_source_is_added_and_read_at_once(app: ASGIApp) -> None:
    edith = await _editor(app)
    veille = await topic()
    answer = await edith.post("/console/sources", data={**FEED, "topic": veille.id})
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/sources")
    made = await Source.get()
    assert (made.url, made.publishes) == (FEED["url"], True)
    assert [job["kind"] for job in await rows("SELECT kind FROM job")] == ["content.feed"]
    assert "The Quiet Stack" in (await edith.get("/console/sources")).text
    again = await edith.post("/console/sources", data=FEED)
    assert again.status_code == 422
    assert "already among the sources" in again.text
    assert await Source.all().count() == 1


async def test_an_unticked_box_makes_drafts(app: ASGIApp) -> None:
    edith = await _editor(app)
    await edith.post("/console/sources", data={"url": FEED["url"], "title": "The Quiet Stack"})
    assert (await Source.get()).publishes is False


async def test_a_wrong_address_is_said_and_kept(app: ASGIApp) -> None:
    edith = await _editor(app)
    for url in ("javascript:alert(1)", "http://10.0.0.1/feed", "https://user:pw@a.example/", "https://localhost/"):
        answer = await edith.post("/console/sources", data={**FEED, "url": url})
        assert answer.status_code == 422
        assert "The Quiet Stack" in answer.text
    assert await Source.all().count() == 0


async def test_the_last_problem_stands_in_words(app: ASGIApp) -> None:
    edith = await _editor(app)
    await edith.post("/console/sources", data=FEED)
    source = await Source.get()
    await note_failure(source.id, 0, "This address answered with an error: {status}.", {"status": 404})
    page = (await edith.get("/console/sources")).text
    assert "answered with an error: 404" in page
    assert "One failure in a row" in page


async def test_read_now_and_remove(app: ASGIApp) -> None:
    edith = await _editor(app)
    await edith.post("/console/sources", data=FEED)
    source = await Source.get()
    await article("One", source=source)
    await rows("DELETE FROM job RETURNING id")
    for _ in range(2):
        assert (await edith.post(f"/console/sources/{source.id}/fetch")).status_code == 303
    assert len(await rows("SELECT id FROM job")) == 1
    sent = {"form_key": "k" * 20}
    for _ in range(2):  # the same tap twice
        assert (await edith.post(f"/console/sources/{source.id}/deletion", data=sent)).status_code == 303
    assert (await edith.post(f"/console/sources/{source.id}/deletion")).status_code == 404
    assert await Source.all().count() == 0
    assert await Article.all().count() == 1
    actions = {each.action for each in await AuditEntry.all()}
    assert actions == {"source.added", "source.removed"}

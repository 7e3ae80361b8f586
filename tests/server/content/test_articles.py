"""One article for a colleague: reading, keeping, setting aside; the same tap twice changes nothing."""

import asyncio

import httpx2
import pytest
from starlette.types import ASGIApp

from server.content.commands import mark_read
from server.content.models import ArticleMark
from server.database import rows
from server.people.models import Person
from tests.conftest import browser
from tests.support.content import article, topic
from tests.support.people import company, person
from tests.support.signing_in import as_person

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
ACTIONS = ("read", "bookmark", "bookmark/removal", "dismissal", "dismissal/removal")


async def _alice(app: ASGIApp) -> tuple[httpx2.AsyncClient, Person]:
    await company()
    alice = await person()
    return await as_person(browser(app), alice), alice


async def _facts() -> int:
    return int((await rows("SELECT count(*) AS n FROM fact WHERE kind = 'article.read'"))[0]["n"])


async def test_an_article_of_ours_is_read_here(app: ASGIApp) -> None:
    alice, _ = await _alice(app)
    one = await article("One", angle="What you removed", question="And you?", topic=await topic())
    answer = await alice.get(f"/posts/{one.id}")
    assert answer.status_code == 200
    for words in ("<em>removed</em>", "What you removed", "And you?", f"/posts/{one.id}/share", "revealed"):
        assert words in answer.text


async def test_an_article_from_elsewhere_leads_there(app: ASGIApp) -> None:
    alice, _ = await _alice(app)
    one = await article("One", url="https://a.example/one?x=1&y=2", body="", site_name="A")
    answer = await alice.get(f"/posts/{one.id}")
    assert 'href="https://a.example/one?x=1&amp;y=2"' in answer.text
    assert "revealed" not in answer.text  # seeing an excerpt is not reading


async def test_reading_is_a_fact_once(app: ASGIApp) -> None:
    alice, who = await _alice(app)
    one = await article("One")
    first = await alice.post(f"/posts/{one.id}/read")
    assert (first.status_code, first.headers["location"]) == (303, f"/posts/{one.id}")
    fragment = await alice.post(f"/posts/{one.id}/read", headers=PARTIAL)
    assert "Only you see this" in fragment.text
    assert "<html" not in fragment.text
    assert await _facts() == 1
    assert await mark_read(who.id, one.id) is False


@pytest.mark.usefixtures("db")
async def test_two_tabs_read_once() -> None:
    await company()
    alice, one = await person(), await article("One")
    news = await asyncio.gather(*(mark_read(alice.id, one.id) for _ in range(4)))
    assert sorted(news) == [False, False, False, True]


async def test_a_bookmark_is_put_and_taken_away(app: ASGIApp) -> None:
    alice, who = await _alice(app)
    one = await article("One")
    here = {"Referer": "http://localhost:8000/feed?topic=veille"}
    for _ in range(2):
        answer = await alice.post(f"/posts/{one.id}/bookmark", headers=here)
        assert answer.headers["location"] == "/feed?topic=veille"
        assert (await ArticleMark.get(person=who, article=one)).saved_at is not None
    fragment = await alice.post(f"/posts/{one.id}/bookmark/removal", headers=PARTIAL)
    assert 'aria-pressed="false"' in fragment.text
    assert (await ArticleMark.get(person=who, article=one)).saved_at is None
    elsewhere = await alice.post(f"/posts/{one.id}/bookmark", headers={"Referer": "https://evil.example/feed"})
    assert elsewhere.headers["location"] == f"/posts/{one.id}"


async def test_not_for_me_and_after_all(app: ASGIApp) -> None:
    alice, _ = await _alice(app)
    one = await article("One")
    await alice.post(f"/posts/{one.id}/dismissal")
    assert "Undo" in (await alice.get(f"/posts/{one.id}")).text
    assert f"/posts/{one.id}" not in (await alice.get("/feed")).text
    await alice.post(f"/posts/{one.id}/dismissal/removal")
    assert "Not for me" in (await alice.get(f"/posts/{one.id}")).text


async def test_a_withdrawn_one_says_so_and_leads_on(app: ASGIApp) -> None:
    alice, _ = await _alice(app)
    gone = await article("Gone", state="withdrawn")
    await article("Still here")
    answer = await alice.get(f"/posts/{gone.id}")
    assert answer.status_code == 410
    assert "was withdrawn" in answer.text
    assert "Still here" in answer.text
    assert "removed</em>" not in answer.text
    assert (await alice.post(f"/posts/{gone.id}/read")).status_code == 404


@pytest.mark.parametrize("action", ACTIONS)
async def test_who_may_not(app: ASGIApp, client: httpx2.AsyncClient, action: str) -> None:
    alice, _ = await _alice(app)
    one, draft = await article("One"), await article("Draft", state="draft", published_at=None)
    stranger = await as_person(browser(app), await person("carol", joined=False))
    assert (await client.post(f"/posts/{one.id}/{action}")).status_code in (303, 401)
    assert (await stranger.post(f"/posts/{one.id}/{action}")).status_code == 403
    assert (await alice.post(f"/posts/{draft.id}/{action}")).status_code == 404
    assert (await alice.post(f"/posts/nothing/{action}")).status_code == 404
    assert (await alice.get(f"/posts/{one.id}/{action}")).status_code == 405
    cross = await alice.post(f"/posts/{one.id}/{action}", headers={"Sec-Fetch-Site": "cross-site"})
    assert cross.status_code == 403
    assert await ArticleMark.all().count() == 0

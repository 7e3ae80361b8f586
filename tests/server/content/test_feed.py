"""GET /feed: order, pages that do not move, filters, and a number of queries that stays."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.content.cards import forget_cards
from server.content.feed_queries import FOR_YOU, SAVED, Cursor, cursor_of, feed_page
from server.content.models import ArticleMark
from server.people.models import PersonTopic
from tests.conftest import browser
from tests.support.content import article, topic
from tests.support.people import company, person
from tests.support.signing_in import as_person

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


async def _titles(person_id: str, chosen: str = FOR_YOU, start: str = "") -> tuple[list[str], str]:
    page = await feed_page(person_id, chosen, cursor_of(start))
    return [row.title for row in page.rows], str(page.following) if page.following else ""


@pytest.mark.usefixtures("db")
class TestOrder:
    async def test_unread_first_then_by_date_and_dismissed_is_gone(self) -> None:
        alice = await person()
        made = [await article(f"Article {number}", hours_ago=number) for number in range(1, 6)]
        now = clock.now()
        await ArticleMark.create(person=alice, article=made[0], read_at=now)
        await ArticleMark.create(person=alice, article=made[2], dismissed_at=now)
        assert (await _titles(alice.id))[0] == ["Article 2", "Article 4", "Article 5", "Article 1"]

    async def test_only_published_ones_of_the_chosen_topics(self) -> None:
        alice, veille, donnees = await person(), await topic("veille"), await topic("donnees")
        await article("Veille", topic=veille)
        await article("Data", topic=donnees)
        await article("Draft", topic=veille, state="draft", published_at=None)
        await article("Gone", topic=veille, state="withdrawn")
        await article("Tomorrow", topic=veille, hours_ago=-24)
        assert sorted((await _titles(alice.id))[0]) == ["Data", "Veille"]
        await PersonTopic.create(person=alice, topic=veille)
        assert (await _titles(alice.id))[0] == ["Veille"]
        assert (await _titles(alice.id, donnees.id))[0] == ["Data"]

    async def test_saved_ones_stand_in_the_order_of_saving(self) -> None:
        alice, bob = await person(), await person("bob")
        one, two = await article("One"), await article("Two", hours_ago=5)
        await ArticleMark.create(person=alice, article=one, saved_at=clock.now() - timedelta(hours=2))
        await ArticleMark.create(person=alice, article=two, saved_at=clock.now() - timedelta(hours=1))
        await ArticleMark.create(person=bob, article=one, saved_at=clock.now())
        assert (await _titles(alice.id, SAVED))[0] == ["Two", "One"]

    async def test_pages_neither_skip_nor_repeat_while_the_feed_moves(self) -> None:
        alice = await person()
        made = [await article(f"Article {number:02}", hours_ago=number) for number in range(45)]
        for each in made[40:]:
            await ArticleMark.create(person=alice, article=each, read_at=clock.now() - timedelta(days=1))
        shown, start = await _titles(alice.id)
        await article("Arrived meanwhile", hours_ago=0)
        for each in made[:30]:  # read after the first page was shown
            await ArticleMark.create(person=alice, article=each, read_at=clock.now() + timedelta(seconds=1))
        while start:
            more, start = await _titles(alice.id, FOR_YOU, start)
            shown += more
        assert shown == [f"Article {number:02}" for number in range(45)]

    @pytest.mark.parametrize("text", ["", "x", "1.2.3.4", "1.0.1.'; DROP", "9" * 99, "-1.0.1.a"])
    def test_a_wrong_cursor_begins_at_the_top(self, text: str) -> None:
        assert cursor_of(text).id == ""

    def test_a_cursor_reads_as_it_was_written(self) -> None:
        assert cursor_of(str(Cursor(5, 1, 7, "01a2-b"))) == Cursor(5, 1, 7, "01a2-b")


async def _signed_in(app: ASGIApp, name: str = "alice", **more: Any) -> httpx2.AsyncClient:
    return await as_person(browser(app), await person(name, **more))


async def test_the_feed_greets_and_shows_cards(app: ASGIApp) -> None:
    await company()
    await article("A title", topic=await topic())
    alice = await _signed_in(app)
    answer = await alice.get("/feed")
    assert answer.status_code == 200
    assert "Hello Alice" in answer.text
    assert "A title" in answer.text
    assert answer.headers["X-Offline"] == "keep"
    assert answer.text.count('fetchpriority="high"') == 1
    assert "You are up to date." in answer.text
    assert "style=" not in answer.text
    filtered = await alice.get("/feed?topic=donnees")
    assert "A title" not in filtered.text
    assert (await alice.get("/feed?topic=nothing")).status_code == 404
    assert "/settings/profile" in filtered.text
    assert "Nothing saved yet" in (await alice.get("/feed?topic=saved")).text


async def test_the_next_page_is_a_link_and_a_fragment(app: ASGIApp) -> None:
    await company()
    for number in range(25):
        await article(f"Article {number:02}", hours_ago=number + 1)
    alice = await _signed_in(app)
    first = await alice.get("/feed")
    address = first.text.split('hx-trigger="revealed"')[0].rpartition('hx-get="')[2].partition('"')[0]
    fragment = await alice.get(address.replace("&amp;", "&"), headers=PARTIAL)
    assert fragment.text.count("<article") == 5
    assert "<html" not in fragment.text
    whole = await alice.get(address.replace("&amp;", "&"))
    assert whole.text.count("<article") == 5
    assert "<html" in whole.text
    assert "fetchpriority" not in whole.text


async def test_the_number_of_queries_stays(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    from tortoise.connection import get_connection

    await company()
    alice = await _signed_in(app)
    client = get_connection("default")
    asked: list[str] = []
    original = type(client).execute_query_dict

    async def counted(self: Any, query: str, *values: Any) -> Any:
        asked.append(query)
        return await original(self, query, *values)

    monkeypatch.setattr(type(client), "execute_query_dict", counted)
    counts = []
    for many in (1, 19):
        for number in range(many):
            await article(f"Article {many}-{number}", hours_ago=number + 1)
        await alice.get("/feed")
        asked.clear()
        assert (await alice.get("/feed")).text.count("<article") == (1 if many == 1 else 20)
        counts.append(len(asked))
    assert counts[0] == counts[1], asked


async def test_a_kept_card_is_the_card_that_would_be_drawn(app: ASGIApp) -> None:
    await company()
    one = await article("One", topic=await topic())
    alice, bob = await _signed_in(app), await _signed_in(app, "bob")
    for _ in range(2):
        forget_cards()
        drawn = (await alice.get("/feed")).text
        assert (await alice.get("/feed")).text == drawn
        assert 'aria-pressed="false"' in (await bob.get("/feed")).text
        await alice.post(f"/posts/{one.id}/bookmark")
    assert 'aria-pressed="true"' in drawn


async def test_who_may_not(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    await company()
    assert (await client.get("/feed")).status_code in (303, 401)
    stranger = await _signed_in(app, "carol", joined=False)
    assert (await stranger.get("/feed")).headers["location"] == "/welcome"
    assert (await client.post("/feed")).status_code == 405

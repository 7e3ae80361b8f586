"""The list behind the bell: in words, with dates, marked as read by a button."""

from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.database import rows
from server.events import BadgeEarned, LevelReached, ShareSeen, announce
from server.notifications.queries import unread_count
from server.people.models import Person
from tests.conftest import browser
from tests.support import people
from tests.support.sharing import article
from tests.support.signing_in import as_person

LIST, SETTINGS = "/notifications", "/settings/notifications"


async def first_id(person: Person) -> str:
    found = await rows("SELECT id FROM notification WHERE person_id = $1", person.id)
    return str(found[0]["id"])


async def test_what_happened_is_told_in_words(as_alice: httpx2.AsyncClient, alice: Person) -> None:
    about = await article(title='Less is "more" <b>')
    await announce(ShareSeen("share-1", alice.id, about.id, clock.now()))
    await announce(BadgeEarned(alice.id, "mes-mots", 2, clock.now()))
    await announce(LevelReached(alice.id, 2, clock.now()))
    page = (await as_alice.get(LIST)).text
    for words in ("Somebody opened your link", "A new badge", "My own words", "A new level", "Pebble"):
        assert words in page
    assert "Less is &#34;more&#34; &lt;b&gt;" in page
    assert 'href="/shares/share-1"' in page
    assert "3 new" in page


async def test_nothing_yet_says_what_will_come(as_alice: httpx2.AsyncClient) -> None:
    page = (await as_alice.get(LIST)).text
    assert "Still water" in page
    assert "/notifications/read" not in page


async def test_one_is_marked_and_a_second_press_changes_nothing(as_alice: httpx2.AsyncClient, alice: Person) -> None:
    await announce(BadgeEarned(alice.id, "curieux", 1, clock.now()))
    await announce(LevelReached(alice.id, 2, clock.now()))
    one = await first_id(alice)
    for _ in range(2):
        answer = await as_alice.post(f"{LIST}/{one}/read", data={"form_key": "a-key-of-a-form"})
        assert (answer.status_code, answer.headers["location"]) == (303, LIST)
    assert await unread_count(alice.id) == 1
    read_at = (await rows("SELECT read_at FROM notification WHERE id = $1", one))[0]["read_at"]
    await as_alice.post(f"{LIST}/{one}/read")
    assert (await rows("SELECT read_at FROM notification WHERE id = $1", one))[0]["read_at"] == read_at


async def test_all_are_marked_for_oneself_only(
    as_alice: httpx2.AsyncClient, as_bob: httpx2.AsyncClient, alice: Person, bob: Person
) -> None:
    for person in (alice, bob):
        await announce(BadgeEarned(person.id, "curieux", 1, clock.now()))
    assert (await as_alice.post(f"{LIST}/read")).status_code == 303
    assert (await unread_count(alice.id), await unread_count(bob.id)) == (0, 1)


async def test_a_stranger_s_notification_is_not_there(
    as_alice: httpx2.AsyncClient, as_bob: httpx2.AsyncClient, alice: Person
) -> None:
    await announce(BadgeEarned(alice.id, "curieux", 1, clock.now()))
    one = await first_id(alice)
    assert (await as_bob.post(f"{LIST}/{one}/read")).status_code == 404
    assert await unread_count(alice.id) == 1
    assert "Curious mind" not in (await as_bob.get(LIST)).text


@pytest.mark.parametrize("id_", ["unknown", "%00", "1" * 400])
async def test_an_id_that_is_none(as_alice: httpx2.AsyncClient, id_: str) -> None:
    assert (await as_alice.post(f"{LIST}/{id_}/read")).status_code == 404


async def test_wrong_methods_and_nobody(client: httpx2.AsyncClient, as_alice: httpx2.AsyncClient) -> None:
    assert (await as_alice.get(f"{LIST}/read")).status_code == 405
    assert (await as_alice.post(LIST)).status_code == 405
    for path in (LIST, SETTINGS):
        answer = await client.get(path)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in")


async def test_whoever_has_not_joined_may_look(app: ASGIApp, alice: Person) -> None:
    invited = await people.person("ines", joined=False)
    async with browser(app) as made:
        as_invited = await as_person(made, invited)
        assert [(await as_invited.get(path)).status_code for path in (LIST, SETTINGS)] == [200, 200]


async def test_a_long_list_comes_in_pages_and_repeats_nothing(as_alice: httpx2.AsyncClient, alice: Person) -> None:
    with clock.moved() as moved:
        moved.set(clock.now())
        for number in range(65):
            moved.advance(timedelta(seconds=number % 2))  # some at the same instant
            await announce(ShareSeen(f"s{number:02}", alice.id, "gone", clock.now()))
    seen: list[str] = []
    path = LIST
    while path:
        page = (await as_alice.get(path)).text
        seen += [part[:3] for part in page.split('href="/shares/')[1:]]
        path = page.split('href="/notifications?')[1].split('"')[0] if "/notifications?" in page else ""
        path = f"{LIST}?{path}" if path else ""
    assert len(seen) == 65
    assert set(seen) == {f"s{number:02}" for number in range(65)}


@pytest.mark.parametrize("before", ["", "x", "1.", "999999999999999999999.a", "1.' OR 1=1"])
async def test_a_wrong_cursor_shows_the_first_page(as_alice: httpx2.AsyncClient, alice: Person, before: str) -> None:
    await announce(BadgeEarned(alice.id, "curieux", 1, clock.now()))
    assert "Curious mind" in (await as_alice.get(LIST, params={"before": before})).text


async def test_settings_show_a_real_example(as_alice: httpx2.AsyncClient, alice: Person) -> None:
    assert "First skip" in (await as_alice.get(SETTINGS)).text
    about = await article()
    await announce(ShareSeen("share-1", alice.id, about.id, clock.now()))
    page = (await as_alice.get(SETTINGS)).text
    assert about.title in page
    assert "First skip" not in page


async def test_a_page_carries_the_key_and_an_opaque_person(
    app: ASGIApp, as_alice: httpx2.AsyncClient, as_bob: httpx2.AsyncClient, alice: Person
) -> None:
    def person_of(page: str) -> str:
        return page.split('data-person="')[1].split('"')[0]

    page = (await as_alice.get(SETTINGS)).text
    assert f'data-push-key="{app.app.state.push_key}"' in page  # type: ignore[attr-defined]
    async with browser(app) as made:
        other_device = await as_person(made, alice)
        assert person_of((await other_device.get(LIST)).text) == person_of(page)
    assert person_of((await as_bob.get(LIST)).text) != person_of(page)
    assert alice.id not in page

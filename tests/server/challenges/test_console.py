"""/console/challenges: values kept, refusals in a sentence, a second person, no way round the step-up."""

from collections.abc import Iterator
from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from server.challenges.closing import turn_challenges
from server.challenges.joining import join_challenge
from server.clock import MovedClock, moved
from server.database import rows
from server.people.models import Person
from tests.conftest import browser
from tests.support.challenges import MONDAY, draft, hr, launched, reads, stored
from tests.support.people import company, person, team
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FIELDS = {
    "title_fr": "Le printemps", "title_en": "The spring", "promise_en": "Kept?", "scope": "company", "counts": "shares",
    "goal": "200", "starts_on": "2026-03-03", "ends_on": "2026-03-28", "points": "0",
}  # fmt: skip
PATH = "/console/challenges"


@pytest.fixture(autouse=True)
def at() -> Iterator[MovedClock]:
    with moved() as moving:
        moving.set(MONDAY)
        yield moving


async def office(app: ASGIApp, who: Person) -> httpx2.AsyncClient:
    return await as_person(browser(app), who, stepped_up=True)


async def test_from_a_draft_to_its_launch(app: ASGIApp) -> None:
    await company()
    async with await office(app, await hr()) as client:
        first, again = [await client.post(PATH, data={**FIELDS, "form_key": "k" * 20}) for _ in range(2)]
        assert (first.status_code, first.headers["location"]) == (303, again.headers["location"])
        one = first.headers["location"]
        assert 'value="The spring"' in (await client.get(one)).text
        changed = await client.post(one, data={**FIELDS, "goal": "150", "revision": "1"})
        assert changed.status_code == 303
        stale = await client.post(one, data={**FIELDS, "goal": "99", "revision": "1"})
        assert (stale.status_code, 'value="99"' in stale.text, "meanwhile" in stale.text) == (409, True, True)
        assert 'name="revision" value="2"' in stale.text
        assert (await client.post(f"{one}/launch", data={"revision": "2"})).status_code == 303
        page = (await client.get(one)).text
        assert "Coming up" in page
        assert 'name="goal"' not in page
        assert (await client.post(one, data={**FIELDS, "title_en": "Renamed", "revision": "3"})).status_code == 303
        assert "Renamed" in (await client.get(PATH)).text
        copied = await client.post(f"{one}/copy")
        assert copied.headers["location"] not in (one, PATH)
        assert (await client.post(f"{one}/end", data={"reason": ""})).status_code == 422
        assert (await client.post(f"{one}/end", data={"reason": "Not now."})).status_code == 303
        assert "Not now." in (await client.get(one)).text


WRONG: tuple[dict[str, str], ...] = (
    {"title_fr": ""}, {"title_en": "x" * 81}, {"goal": "0"}, {"goal": "many"}, {"ends_on": "2026-03-02"},
    {"ends_on": "2028-03-02"}, {"points": "30", "budget": "29"}, {"scope": "team"}, {"scope": "planet"},
    {"counts": "naps"}, {"topic": "nothing"}, {"starts_on": "soon"}, {"starts_on": "0001-01-01"},
    {"starts_on": "9999-12-01", "ends_on": "9999-12-31"}, {"thanks_fr": "x" * 281},
)  # fmt: skip


async def test_what_is_wrong_is_said_and_kept(app: ASGIApp) -> None:
    await company()
    async with await office(app, await hr()) as client:
        for wrong in WRONG:
            answer = await client.post(PATH, data={**FIELDS, **wrong})
            assert (answer.status_code, 'class="error-summary"' in answer.text) == (422, True), wrong
            assert "Kept?" in answer.text, wrong
    assert await rows("SELECT id FROM challenge") == []


async def test_what_refuses_the_launch_is_a_sentence(app: ASGIApp) -> None:
    await company()
    by, ours = await hr(), await team("Data")
    await person("alice")
    challenge_id = await draft(by, scope="team", team=ours.id)
    async with await office(app, by) as client:
        refused = await client.post(f"{PATH}/{challenge_id}/launch", data={"revision": "1"})
        assert (refused.status_code, "Fewer than five people" in refused.text) == (422, True)
        assert (await client.post(f"{PATH}/{challenge_id}/launch", data={"revision": "9"})).status_code == 409
        assert (await client.post(f"{PATH}/{challenge_id}/launch", data={})).status_code == 404
        for path in (f"{PATH}/nothing", f"{PATH}/{'0' * 36}"):
            assert (await client.get(path)).status_code == 404
            assert (await client.post(f"{path}/approval")).status_code == 404


async def test_the_second_person_is_another_one(app: ASGIApp) -> None:
    await company()
    by, second = await hr(), await hr("second")
    challenge_id = await launched(by, points=10, budget=6_000)
    one = f"{PATH}/{challenge_id}"
    async with await office(app, by) as own, await office(app, second) as other:
        assert "Approve and launch" not in (await own.get(one)).text
        assert (await own.post(f"{one}/approval")).status_code == 422
        assert "Approve and launch" in (await other.get(one)).text
        assert (await other.post(f"{one}/approval")).status_code == 303
    assert (await stored(challenge_id))["state"] == "running"


async def test_writes_ask_who_it_is_again(app: ASGIApp) -> None:
    await company()
    by = await hr()
    challenge_id = await draft(by)
    async with await as_person(browser(app), by) as client:
        for path in (PATH, f"{PATH}/{challenge_id}/launch", f"{PATH}/{challenge_id}/approval"):
            assert (await client.post(path, data={**FIELDS, "revision": "1"})).status_code == 403
    assert (await stored(challenge_id))["state"] == "draft"


async def test_a_title_that_begins_with_goal_is_a_challenge_like_others(app: ASGIApp) -> None:
    await company()
    async with await office(app, await hr()) as client:
        for title in ("Goal: two hundred shares", "Goal", "Goal"):
            made = await client.post(PATH, data={**FIELDS, "title_en": title})
            assert (await client.get(made.headers["location"])).status_code == 200
            copied = await client.post(f"{made.headers['location']}/copy")
            assert (await client.get(copied.headers["location"])).status_code == 200


async def test_how_many_reached_a_personal_challenge_is_said_from_five_on(app: ASGIApp, at: MovedClock) -> None:
    await company()
    by, people = await hr(), [await person(f"mate{number}") for number in range(6)]
    challenge_id = await launched(by, scope="personal", goal=1)
    for who in people:
        await join_challenge(who.id, "the-spring-of-data")
    await reads(people[0], "a")
    at.advance(timedelta(days=9))
    await turn_challenges()
    async with await office(app, by) as client:
        page = (await client.get(f"{PATH}/{challenge_id}")).text
        assert "1 person reached it" not in page
        assert "hidden, fewer than five people" in page
        await rows("UPDATE challenge SET result = 5 RETURNING id")
        assert "5 people reached it" in (await client.get(f"{PATH}/{challenge_id}")).text

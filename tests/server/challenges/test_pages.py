"""/challenges: what employees see, what they may do, and what no figure tells."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.types import ASGIApp

from server.challenges.closing import SETTLING, turn_challenges
from server.challenges.commands import end_challenge
from server.challenges.queries import challenge_for
from server.clock import MovedClock, moved
from server.database import rows
from server.points.recording import record_fact
from tests.conftest import browser
from tests.support.challenges import MONDAY, draft, hr, launched, reads, share_facts
from tests.support.people import company, person, team
from tests.support.signing_in import as_person, hidden

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

SAID = (
    "The spring of data", "Until March 8", "Ten articles read.", "articles read of 20", "1 of them yours", "+10",
    "All hands on deck", "The figure comes with five people", "Five reads", "Articles read: 5",
)  # fmt: skip


@pytest.fixture(autouse=True)
def at() -> Iterator[MovedClock]:
    with moved() as moving:
        moving.set(MONDAY)
        yield moving


async def test_the_big_challenge_and_the_others(app: ASGIApp) -> None:
    await company()
    by, ours = await hr(), await team("Data")
    mates = [await person(f"mate{number}") for number in range(5)]
    await launched(by, goal=20, points=40, budget=400)
    await launched(by, scope="team", team=ours.id, counts="sharers", title_en="All hands on deck", goal=9)
    await launched(by, scope="personal", title_en="Five reads", goal=5, points=10)
    await reads(mates[0], "a")
    await reads(mates[1], "a")
    async with await as_person(browser(app), mates[0]) as alice:
        page = (await alice.get("/challenges")).text
        for said in SAID:
            assert said in page, said
        part = await alice.get("/challenges", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
        assert part.text.lstrip().startswith('<div class="stack-2" id="progress"')
        assert "<h1" not in part.text
        sent = {"form_key": hidden(page, "form_key")}
        assert (await alice.post("/challenges/five-reads/entry", data=sent)).headers["location"] == "/challenges"
        assert "1 article read of 5" in (await alice.get("/challenges")).text
        assert (await alice.post("/challenges/five-reads/entry/removal")).status_code == 303
        assert await rows("SELECT id FROM challenge_entry") == []
        assert (await alice.post("/challenges/the-spring-of-data/entry")).status_code == 404
        detail = (await alice.get("/challenges/the-spring-of-data")).text
        assert "fewer than five people" in detail  # two took part
        assert "40 points" in detail


async def test_what_does_not_concern_somebody_is_not_there(app: ASGIApp) -> None:
    await company()
    by, ours = await hr(), await team("Data")
    mates = [await person(f"mate{number}") for number in range(5)]
    charlie = await person("charlie", of="Field")
    await draft(by, title_en="Secret plan")
    await launched(by, scope="team", team=ours.id, title_en="Our own")
    await launched(by, points=10, budget=6_000, title_en="Waits")
    async with await as_person(browser(app), charlie) as his, await as_person(browser(app), mates[0]) as mine:
        assert (await mine.get("/challenges/our-own")).status_code == 200
        for slug in ("our-own", "secret-plan", "waits", "nothing"):
            assert (await his.get(f"/challenges/{slug}")).status_code == 404
        page = (await his.get("/challenges")).text
        assert not [title for title in ("Our own", "Secret plan", "Waits") if title in page]
        assert "Calm water" in page


async def test_a_team_that_became_small_hides_its_sum(app: ASGIApp) -> None:
    await company()
    by, ours, other = await hr(), await team("Data"), await team("Field")
    mates = [await person(f"mate{number}") for number in range(5)]
    await launched(by, scope="team", team=ours.id, goal=7)
    await reads(mates[1], "a")
    async with await as_person(browser(app), mates[0]) as alice:
        assert "1 article read of 7" in (await alice.get("/challenges")).text
        await rows("UPDATE person SET team_id = $1 WHERE id = $2 RETURNING id", other.id, mates[4].id)
        for address in ("/challenges", "/challenges/the-spring-of-data"):
            page = (await alice.get(address)).text
            assert "read of 7" not in page
            assert "stays hidden" in page


async def test_coming_then_being_counted_then_done_with_thanks(app: ASGIApp, at: MovedClock) -> None:
    await company()
    by, alice = await hr(), await person("alice")
    for number in range(4):
        await person(f"mate{number}")
    at.set(MONDAY - timedelta(days=3))
    challenge_id = await launched(by, goal=1)
    async with await as_person(browser(app), alice) as client:
        assert "From March 2 on" in (await client.get("/challenges")).text
        at.set(MONDAY)
        await reads(alice, "a")
        await turn_challenges()
        assert "Reached, thank you" in (await client.get("/challenges")).text
        await end_challenge(challenge_id, "All is well.", by.id)
        at.advance(timedelta(hours=3))
        assert "the last visits are being counted" in (await client.get("/challenges")).text
        at.advance(SETTLING)
        await turn_challenges()
        page = (await client.get("/challenges")).text
        assert "Reached together: 1 article read of 1" in page
        assert "Thank you all." in page
        assert "Thank you all." in (await client.get("/challenges/the-spring-of-data")).text
        at.advance(timedelta(days=121))
        assert "The spring of data" not in (await client.get("/challenges")).text


async def test_a_used_up_budget_is_said(app: ASGIApp) -> None:
    await company()
    by, alice = await hr(), await person("alice")
    await launched(by, goal=20, points=10, budget=10)
    await rows("UPDATE account SET balance = 0 WHERE owner = 'challenge-the-spring-of-data' RETURNING id")
    async with await as_person(browser(app), alice) as client:
        assert "is used up" in (await client.get("/challenges")).text


async def test_a_company_of_four_hides_its_sum(app: ASGIApp) -> None:
    await company()
    by, mates = await hr(), [await person(f"mate{number}") for number in range(4)]
    await launched(by, goal=7)
    await reads(mates[1], "a")
    async with await as_person(browser(app), mates[0]) as alice:
        for address in ("/challenges", "/challenges/the-spring-of-data"):
            assert "read of 7" not in (await alice.get(address)).text
        await person("mate4")
        assert "1 article read of 7" in (await alice.get("/challenges")).text


@pytest.mark.usefixtures("app")
async def test_colleagues_who_shared_are_counted_from_five_on() -> None:
    await company()
    by, ours = await hr(), await team("Data")
    mates = [await person(f"mate{number}") for number in range(7)]
    await launched(by, counts="sharers", scope="team", team=ours.id, goal=6)
    for number, mate in enumerate(mates[:5]):
        view = await challenge_for(mates[6].id, ours.id, "the-spring-of-data")
        assert view
        assert (view.total, view.people) == (None, None)
        for fact in share_facts(mate, f"s{number}"):
            await record_fact(fact)
    view = await challenge_for(mates[6].id, ours.id, "the-spring-of-data")
    assert view
    assert (view.total, view.people) == (5, 5)

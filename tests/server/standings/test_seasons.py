"""GET /leaderboard/seasons and /leaderboard/seasons/{season}."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx2
import pytest
import pytest_asyncio
from starlette.types import ASGIApp

from server import clock
from server.events import PointsTakenBack
from server.people.models import Person
from server.standings.closing import close_periods
from server.standings.commands import take_from_scores
from tests.conftest import browser
from tests.support.people import company, team
from tests.support.signing_in import as_person
from tests.support.standings import earn_each, staff, watch

SUMMER, AUTUMN = datetime(2026, 9, 20, 9, tzinfo=UTC), datetime(2026, 10, 20, 9, tzinfo=UTC)
SEASON = "/leaderboard/seasons/2026-Q3"
Lived = tuple[httpx2.AsyncClient, list[Person]]


@pytest_asyncio.fixture
async def lived(app: ASGIApp) -> AsyncIterator[Lived]:
    """A season that is over, seen by the second of its six people."""
    with clock.moved() as moving:
        moving.set(SUMMER)
        await company()
        people = await staff(await team("Data"), *"abcdef", appear=True)
        await watch()
        await earn_each(people, 60, 50, 40, 30, 20, 10)
        moving.set(AUTUMN)
        await close_periods()
        async with await as_person(browser(app), people[1]) as client:
            yield client, people


async def test_the_list_names_each_season_and_its_first_team(lived: Lived) -> None:
    client, _ = lived
    page = (await client.get("/leaderboard/seasons")).text
    assert re.findall(r'href="/leaderboard/seasons/([^"]+)">([^<]+)<', page) == [("2026-Q3", "Season 3 of 2026")]
    assert "First: Data" in page
    assert (await client.post("/leaderboard/seasons")).status_code == 405


async def test_a_season_stays_as_it_was_frozen(lived: Lived) -> None:
    """What happens later changes no rank, and what was taken back is noted for the team and for oneself alone."""
    client, people = lived
    before = (await client.get(SEASON)).text
    assert '<li class="me"><span class="pos">2</span>' in before
    await earn_each(people, 1, 2, 3, 400, 5, 6)
    assert (await client.get(SEASON)).text == before
    for place in (0, 1):
        person = people[place]
        team_id = (await Person.get(id=person.id)).team_id  # type: ignore[attr-defined]
        await take_from_scores(PointsTakenBack(person.id, team_id, 7, 7, SUMMER, clock.now(), ""))
    after = (await client.get(SEASON)).text
    assert [word.strip() for word in re.findall(r"\d+ points were taken back", after)] == [
        "14 points were taken back", "7 points were taken back",
    ]  # fmt: skip
    noted = re.compile(r'<p class="meta">\d+ points were taken back after the end.</p>')
    assert noted.sub("", after) == before


async def test_who_no_longer_appears_keeps_a_place_without_a_name(lived: Lived) -> None:
    client, people = lived
    await Person.filter(id=people[0].id).update(in_standings=False)
    page = (await client.get(SEASON)).text
    assert "A Test" not in page
    assert page.count("Somebody who no longer appears") >= 1
    await Person.filter(id=people[1].id).update(in_standings=False)
    assert '<li class="me"><span class="pos">2</span>' in (await client.get(SEASON)).text, (
        "one's own rank stays one's own"
    )


@pytest.mark.parametrize("season", ["2026-Q2", "2026-Q4", "2026-09", "nonsense", "%00", "2026-Q3%27"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_another_season_is_not_there(lived: Lived, season: str) -> None:
    client, _ = lived
    assert (await client.get(f"/leaderboard/seasons/{season}")).status_code == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_before_the_first_end_there_is_none(app: ASGIApp) -> None:
    await company()
    (alice,) = await staff(await team("Data"), "alice")
    async with await as_person(browser(app), alice) as client:
        assert "No season is over yet" in (await client.get("/leaderboard/seasons")).text
    async with browser(app) as stranger:
        assert (await stranger.get(SEASON)).headers["location"].startswith("/sign-in")

"""GET /leaderboard, POST /leaderboard/appearance."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape

import pytest
from starlette.types import ASGIApp

from server import clock
from server.people.models import Person
from tests.conftest import browser
from tests.support.people import company, person, team
from tests.support.signing_in import as_person, hidden
from tests.support.standings import earn_each, staff, watch


@pytest.fixture(autouse=True)
def _a_tuesday() -> Iterator[None]:
    """The clock stands: everybody is in their team since the company was founded."""
    with clock.moved() as moving:
        moving.set(datetime(2026, 11, 10, 9, tzinfo=UTC))
        yield


def text_of(page: str) -> str:
    """Its words, as they are read."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())


async def page_of(app: ASGIApp, reader: Person, query: str = "scope=people") -> str:
    async with await as_person(browser(app), reader) as client:
        answer = await client.get(f"/leaderboard?{query}")
    assert answer.status_code == 200
    return answer.text


async def nine(*xp: int, appear: bool = True) -> list[Person]:
    await company()
    people = await staff(await team("Data"), *"abcdefghi"[: len(xp)], appear=appear)
    await watch()
    await earn_each(people, *xp)
    return people


def listed(page: str) -> list[tuple[int, str]]:
    """The lines around oneself: rank and name."""
    lines = re.findall(r'<span class="pos">(\d+)</span>.*?<p class="t">([^<]+)</p>', page, re.DOTALL)
    return [(int(rank), name) for rank, name in lines]


def podium(page: str) -> list[tuple[str, int]]:
    return [
        (name, int(rank))
        for name, rank in re.findall(r'class="nm">([^<]+)<.*?class="stone p(\d)"', page, re.DOTALL)
    ]  # fmt: skip


@pytest.mark.usefixtures("db")
async def test_three_on_the_podium_and_three_on_each_side(app: ASGIApp) -> None:
    people = await nine(90, 80, 70, 60, 50, 40, 30, 20, 10)
    page = await page_of(app, people[4])
    assert podium(page) == [("A Test", 1), ("B Test", 2), ("C Test", 3)]
    above, below = ["B Test", "C Test", "D Test"], ["F Test", "G Test", "H Test"]
    assert listed(page) == list(enumerate([*above, "You", *below], start=2))
    assert "10 points separate you from rank 4" in text_of(page)


@pytest.mark.usefixtures("db")
async def test_nobody_learns_that_they_are_last(app: ASGIApp) -> None:
    people = await nine(90, 80, 70, 60, 50, 40, 30, 20, 10)
    shapes = set()
    for place in range(5, 9):
        lines = listed(await page_of(app, people[place]))
        assert lines[-1] == (place + 1, "You")
        shapes.add(len(lines))
    assert shapes == {4}
    for place in range(8):
        assert "I Test" not in await page_of(app, people[place])


@pytest.mark.usefixtures("db")
async def test_ties_share_a_rank_and_the_podium(app: ASGIApp) -> None:
    people = await nine(90, 90, 70, 70, 70, 10)
    page = await page_of(app, people[0])
    assert [rank for _, rank in podium(page)] == [1, 1, 3]
    assert {name for name, rank in podium(page) if rank == 1} == {"You", "B Test"}
    assert "2 more people share rank 3." in text_of(page)
    ids = re.findall(r'clipPath id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.usefixtures("db")
async def test_fewer_than_five_make_no_ranking(app: ASGIApp) -> None:
    people = await nine(90, 80, 70, 60, 50)
    await Person.filter(id=people[4].id).update(in_standings=False)
    text = text_of(await page_of(app, people[0]))
    assert "Fewer than five people chose to appear" in text
    assert "Your team has 350 points in this period." in text
    assert "You have 90 points in this period, seen by you alone." in text


@pytest.mark.usefixtures("db")
async def test_who_does_not_appear_sees_their_own_points_alone(app: ASGIApp) -> None:
    people = await nine(90, 80, 70, 60, 50, 40)
    await Person.filter(id=people[5].id).update(in_standings=False)
    page = await page_of(app, people[5])
    assert listed(page) == []
    assert "You have 40 points in this period, seen by you alone." in text_of(page)


@pytest.mark.usefixtures("db")
async def test_a_pseudonym_stands_for_the_name(app: ASGIApp) -> None:
    people = await nine(90, 80, 70, 60, 50)
    await Person.filter(id=people[0].id).update(display_name="Heron")
    assert podium(await page_of(app, people[1]))[0] == ("Heron", 1)


@pytest.mark.usefixtures("db")
async def test_a_pseudonym_of_a_small_team_says_no_team(app: ASGIApp) -> None:
    people = await nine(90, 80, 70, 60, 50)
    hidden_one, open_one = await staff(await team("Pair"), "x", "y", appear=True)
    await earn_each((hidden_one, open_one), 65, 68)
    await Person.filter(id__in=[hidden_one.id, people[2].id]).update(display_name="Heron")
    page = await page_of(app, people[3])
    teams = re.findall(r'<p class="t">([^<]+)</p><p class="meta">([^<]*)</p>', page)
    assert teams == [("Heron", "Data"), ("Y Test", "Pair"), ("Heron", ""), ("You", "Data")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("query", "chip"),
    [
        ("period=week&scope=people", "Week"),
        ("period=all&scope=people", "All time"),
        ("period=all&scope=teams", "Season"),
        ("period=nonsense", "Month"),
        ("", "Month"),
    ],
)
async def test_the_period_that_is_asked_for(app: ASGIApp, query: str, chip: str) -> None:
    (reader,) = await nine(10)
    page = await page_of(app, reader, query)
    current = re.search(r'<nav class="row-2.*?aria-current="true">([^<]+)<', page, re.DOTALL)
    assert current
    assert current[1] == chip
    assert ("Everybody starts from zero" in page) is (chip != "All time")


@pytest.mark.usefixtures("db")
async def test_teams_say_who_took_part_only_in_numbers_that_tell_of_nobody(app: ASGIApp) -> None:
    await company()
    points = {"Some": (9, 8, 7, 0, 0, 0), "Few": (9, 0, 0, 0, 0), "All": (9, 8, 7, 6, 5), "Tiny": (9, 8, 7, 6)}
    for name, xp in points.items():
        people = await staff(await team(name), *(f"{name.lower()}{each}" for each in range(len(xp))))
        await watch()
        await earn_each(people, *xp)
    text = text_of(await page_of(app, people[0], "scope=teams"))
    assert "Some 6 people · 50% active" in text
    assert "Few 5 people · fewer than three active" in text
    assert "All 5 people · nearly all active" in text
    assert "Tiny" not in text


@pytest.mark.usefixtures("db")
async def test_appearing_is_ones_own_choice(app: ASGIApp) -> None:
    await company()
    alice = await person("alice")
    async with await as_person(browser(app), alice) as client:
        for wanted in (True, False):
            form_key = hidden((await client.get("/leaderboard")).text, "form_key")
            data = {"form_key": form_key, **({"appear": "on"} if wanted else {})}
            answer = await client.post("/leaderboard/appearance", data=data)
            assert (answer.status_code, answer.headers["location"]) == (303, "/leaderboard?scope=people")
            assert (await Person.get(id=alice.id)).in_standings is wanted
        assert (await client.put("/leaderboard/appearance")).status_code == 405
    async with browser(app) as stranger:
        assert (await stranger.get("/leaderboard")).headers["location"].startswith("/sign-in")

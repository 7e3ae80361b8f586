"""/jobs: who finds what, in which order, with which words; and what they keep."""

import re
from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.database import rows
from server.openings.listing import listed_for, places
from server.openings.marks import keep_opening
from server.people.models import PersonTopic
from tests.conftest import browser
from tests.support.bonuses import bonus_plan
from tests.support.content import topic
from tests.support.openings import opening
from tests.support.people import company, person
from tests.support.referrals import applied
from tests.support.signing_in import as_person

LITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def titles(page: str) -> list[str]:
    return re.findall(r'<h2 id="j-([a-z-]+)">', page)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.usefixtures("db")
async def test_what_is_listed_for_somebody() -> None:
    data = await topic()
    alice, bob = await person(), await person("bob")
    first = await opening(topics=(data.id,))
    await opening("cook", state="draft")
    kept = await opening("nurse", state="closed", place="Lyon")
    await opening("guard", state="closed")
    for _ in range(2):
        await keep_opening(alice.id, kept.id, True)
    found = {one.opening.slug: one for one in await listed_for(alice.id)}
    assert {slug: one.is_saved for slug, one in found.items()} == {"data-engineer": False, "nurse": True}
    assert found["data-engineer"].topics == frozenset({data.id})
    assert [one.id for one in await listed_for(bob.id)] == [first.id]
    assert places(found.values(), "Lyon") == ("Nantes",)  # what is closed makes no filter
    await keep_opening(alice.id, kept.id, False)
    assert [one.id for one in await listed_for(alice.id)] == [first.id]


@LITE
async def test_the_closest_comes_first_and_says_why(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    await company()
    data = await topic()
    alice = await person(job_title="Ingénieure data", site="Nantes")
    await PersonTopic.create(person=alice, topic=data)
    plan = await bonus_plan()
    old = clock.now() - timedelta(days=40)
    await opening("cook", skills=[], department="Kitchen", place="Lyon", remote="no")
    await opening("accountant", skills=[], department="Finance", place="Lyon", remote="no", published_at=old)
    close = await opening(department="Data", bonus_plan_id=plan.id, topics=(data.id,), published_at=old)
    page = (await (await as_person(client, alice)).get("/jobs")).text
    assert titles(page) == ["data-engineer", "cook", "accountant"]
    said = words(page)
    assert "In your team, and in your craft" in said
    assert "New since Sunday" in said
    assert "Nantes or remote" in said
    assert "€48k to €58k" in said
    assert "+300 points" in said
    assert re.search(r"Bonus €[\d,]+ gross", said)
    assert said.count("Bonus") == 1
    assert 'href="/jobs/data-engineer/referrals/new"' in page
    assert "referral under way" not in said
    await rows("UPDATE rule_version SET active_to = 1 WHERE active_to IS NULL")
    await applied(close, alice)
    said = words((await client.get("/jobs")).text)
    assert "+300" not in said
    assert "1 referral under way Received: Data engineer" in said


@LITE
async def test_filters_are_links_that_say_where_one_is(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    await company()
    await opening()
    await opening("cook", place="Lyon", remote="no", contract="internship", skills=[])
    await as_person(client, await person(site="Lyon"))
    page = (await client.get("/jobs")).text
    chips = re.findall(r'<a class="chip" href="([^"]+)"', page)
    assert chips == [
        "/jobs", "/jobs?place=Lyon", "/jobs?place=Nantes", "/jobs?remote=yes", "/jobs?contract=permanent",
        "/jobs?contract=internship",
    ]  # fmt: skip
    for path, found in (
        ("/jobs?place=Lyon", ["cook"]),
        ("/jobs?remote=yes", ["data-engineer"]),
        ("/jobs?contract=internship", ["cook"]),
        ("/jobs?saved=yes", []),
        ("/jobs?q=KAFKA+nantes", ["data-engineer"]),
        ("/jobs?q=%25", ["cook", "data-engineer"]),
        ("/jobs?page=2", []),
        ("/jobs?page=x&place=" + "L" * 500, []),
    ):
        assert titles((await client.get(path)).text) == found, path
    lyon = (await client.get("/jobs?place=Lyon")).text
    assert 'href="/jobs?place=Lyon" aria-current="true"' in lyon
    assert "No such opening" in (await client.get("/jobs?place=Brest")).text


@LITE
async def test_nothing_is_open(client: httpx2.AsyncClient) -> None:
    await company()
    await as_person(client, await person())
    assert "No position is open" in (await client.get("/jobs")).text


@LITE
async def test_a_bookmark_is_kept_and_dropped_with_and_without_scripts(client: httpx2.AsyncClient) -> None:
    await company()
    await opening()
    await as_person(client, await person())
    came = {"referer": "http://localhost:8000/jobs?place=Nantes"}
    answer = await client.post("/jobs/data-engineer/bookmark", headers=came)
    assert (answer.status_code, answer.headers["location"]) == (303, "/jobs?place=Nantes")
    assert titles((await client.get("/jobs?saved=yes")).text) == ["data-engineer"]
    elsewhere = await client.post("/jobs/data-engineer/bookmark", headers={"referer": "http://evil.example/jobs?x"})
    assert elsewhere.headers["location"] == "/jobs"
    await rows("UPDATE opening SET state = 'closed' WHERE slug = 'data-engineer'")
    saved = (await client.get("/jobs?saved=yes")).text
    assert "Closed" in words(saved)
    assert "referrals/new" not in saved
    part = await client.post("/jobs/data-engineer/bookmark/removal", headers={"HX-Request-Type": "partial"})
    assert 'action="/jobs/data-engineer/bookmark"' in part.text
    assert 'aria-pressed="false"' in part.text
    assert "<h1" not in part.text
    assert titles((await client.get("/jobs?saved=yes")).text) == []


@LITE
async def test_who_may_not(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    await company()
    await opening("draft", state="draft")
    assert (await client.get("/jobs")).status_code == 303
    await as_person(client, await person())
    assert (await client.post("/jobs/nothing/bookmark")).status_code == 404
    assert (await client.post("/jobs/draft/bookmark")).status_code == 404
    assert (await client.get("/jobs/draft/bookmark")).status_code == 405
    async with browser(app) as other:
        await as_person(other, await person("new", joined=False))
        assert (await other.post("/jobs/draft/bookmark")).status_code == 403


@LITE
async def test_twenty_one_openings_make_two_pages(client: httpx2.AsyncClient) -> None:
    await company()
    for number in range(21):
        await opening(f"job-{chr(97 + number)}")
    await as_person(client, await person())
    first = (await client.get("/jobs")).text
    second = (await client.get("/jobs?page=2", headers={"HX-Request-Type": "partial"})).text
    assert 'hx-get="/jobs?page=2"' in first
    assert len({*titles(first), *titles(second)}) == 21

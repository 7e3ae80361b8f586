"""Openings go in once, follow their feed, close when they are gone and open when they are back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from server import clock
from server.database import rows
from server.openings.commands import publish_opening
from server.openings.gone import close_gone
from server.openings.import_reports import KEPT_AS_DRAFT, OVER, OpeningsReport
from server.openings.importing import import_openings
from server.openings.models import Opening, OpeningSource
from server.openings.queries import opening_by_slug
from server.openings.reading.postings import OpeningsRead, ReadOpening
from server.openings.source_commands import BOARDS, add_source, enqueue_due_boards, ensure_source, remove_source
from server.openings.source_jobs import fetch_board
from server.openings.source_queries import opening_sources
from server.web.problems import Refused
from tests.support.content import ALLOWED, Site, site
from tests.support.people import company, person

pytestmark = pytest.mark.usefixtures("db")
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def weaver(reference: str = "1", **more: Any) -> ReadOpening:
    values: dict[str, Any] = {
        "title": "Weaver", "place": "Roubaix", "country": "FR", "remote": "no", "contract": "permanent",
        "hours": "Full time", "pay_from": 2100, "pay_to": 2400, "pay_currency": "EUR", "pay_per": "month",
        "skills": ("linen",), "department": "Looms", "description": "You weave.", "language": "en",
        "posted_on": date(2026, 11, 2), "closes_on": date(2027, 1, 31), "url": "https://looms.example/1",
    }  # fmt: skip
    return ReadOpening(reference=reference, **{**values, **more})


def read(*openings: ReadOpening, **more: Any) -> OpeningsRead:
    usual = OpeningsRead("csv", "", openings, (), tuple(each.reference for each in openings), is_whole=True)
    return replace(usual, **more)


def figures(report: OpeningsReport) -> tuple[int, int, int, int]:
    return len(report.created), len(report.updated), len(report.unchanged), len(report.reopened)


async def test_importing_twice_changes_nothing_and_a_dry_run_writes_nothing() -> None:
    some = [weaver(), weaver("2", title="Dyer", remote="full", place="", skills=())]
    assert figures(await import_openings(None, some, True, dry_run=True)) == (2, 0, 0, 0)
    assert await Opening.all().count() == 0
    assert figures(await import_openings(None, some, True)) == (2, 0, 0, 0)
    before = await Opening.all().order_by("id").values()
    assert figures(await import_openings(None, some, True)) == (0, 0, 2, 0)
    assert await Opening.all().order_by("id").values() == before
    first = before[0]
    assert (first["slug"], first["state"], first["skills"], first["posted_on"]) == (
        "weaver", "open", ["linen"], date(2026, 11, 2),
    )  # fmt: skip
    assert first["published_at"] == first["created_at"]


async def test_the_feed_is_followed_and_what_the_company_chose_stays() -> None:
    await import_openings(None, [weaver()], False)
    recruiter = await person("rosa")
    chosen = {"is_hot": True, "recruiter_id": recruiter.id, "team_size": 4, "steps": [["Call", "Ten minutes"]]}
    await Opening.all().update(**chosen, description="Written by hand.")
    changed = weaver(title="Weaver of linen", description="", pay_from=None, pay_to=None, closes_on=None, skills=())
    assert figures(await import_openings(None, [changed], True)) == (0, 1, 0, 0)
    made = await Opening.get()
    assert (made.title, made.description, made.pay_from, made.skills) == (
        "Weaver of linen", "Written by hand.", 2100, ["linen"],
    )  # fmt: skip
    assert (made.closes_on, made.state, made.version) == (None, "draft", 2)
    assert {name: getattr(made, name) for name in chosen} == chosen


@only_sqlite
async def test_without_a_description_or_after_its_last_day_an_opening_stays_a_draft() -> None:
    late = weaver("2", closes_on=date(2026, 11, 23))
    report = await import_openings(None, [weaver(description=""), late, weaver("3", closes_on=None)], True)
    assert [note.reason for note in report.notes] == [KEPT_AS_DRAFT, OVER]
    assert [each.state for each in await Opening.all().order_by("reference")] == ["draft", "draft", "open"]


async def test_what_is_gone_is_closed_and_what_is_back_is_open() -> None:
    source = await ensure_source("https://looms.example/jobs.json", "Looms")
    weavers = [weaver(), weaver("2"), weaver("3")]
    await import_openings(source["id"], weavers, True)
    await Opening.filter(reference="3").update(state="draft", published_at=None)
    for not_gone in (read(is_whole=True), read(weavers[0], is_whole=False)):
        assert await close_gone(source["id"], source["url"], not_gone) == ()
    refused_row = read(weavers[0], references=("1", "3"))
    assert await close_gone(source["id"], source["url"], refused_row) == ("Weaver",)
    assert await close_gone(source["id"], source["url"], read(weavers[0])) == ("Weaver",)
    assert await close_gone(source["id"], source["url"], read(weavers[0])) == ()
    seen = await Opening.all().order_by("reference").values_list("state", "closed_because", "source_id")
    assert list(seen) == [("open", "", source["id"]), ("closed", "gone", None), ("closed", "gone", None)]
    slugs = await Opening.all().order_by("reference").values_list("slug", flat=True)
    public = [await opening_by_slug(str(slug)) is not None for slug in slugs]
    assert public == [True, True, False], "a draft that was put away was never public"
    assert figures(await import_openings(source["id"], weavers, True)) == (0, 0, 1, 2)
    seen = await Opening.all().order_by("reference").values_list("state", "closed_because", "source_id")
    assert list(seen) == [("open", "", source["id"]), ("open", "", source["id"]), ("draft", "", source["id"])]


@only_sqlite
async def test_whoever_opens_again_what_is_gone_is_not_contradicted() -> None:
    source = await ensure_source("https://looms.example/jobs.json", "Looms")
    await import_openings(source["id"], [weaver(), weaver("2")], True)
    await close_gone(source["id"], source["url"], read(weaver()))
    await publish_opening((await Opening.get(reference="2")).id, None)
    assert await close_gone(source["id"], source["url"], read(weaver())) == ()
    assert (await Opening.get(reference="2")).state == "open"
    await Opening.filter(reference="1").update(state="closed", closed_because="filled")
    assert figures(await import_openings(source["id"], [weaver()], True)) == (0, 0, 1, 0)
    assert (await Opening.get(reference="1")).state == "closed"


@only_sqlite
async def test_a_source_that_was_removed_and_added_again_finds_its_openings() -> None:
    await company()
    hanna = await person("hanna", role="hr")
    first = await ensure_source("https://looms.example/jobs.json", "Looms")
    await import_openings(first["id"], [weaver()], True)
    await remove_source(first["id"], hanna.id)
    assert (await Opening.get().values("source_id"))["source_id"] is None
    await add_source("https://looms.example/jobs.json", "Looms", True)
    with pytest.raises(Refused):
        await add_source("https://looms.example/jobs.json", "Looms", True)
    second = await OpeningSource.get()
    assert figures(await import_openings(second.id, [weaver()], True)) == (0, 1, 0, 0)
    assert (await Opening.get().values("source_id"))["source_id"] == second.id


def board(*titles: str, total: int | None = None) -> bytes:
    jobs = ",".join(
        f'{{"id": "{title}", "title": "{title}", "absolute_url": "https://looms.example/{title}",'
        f'"content": "You work.", "location": {{"name": "Roubaix"}}, "first_published": "2026-11-02"}}'
        for title in titles
    )
    return f'{{"jobs": [{jobs}], "meta": {{"total": {len(titles) if total is None else total}}}}}'.encode()


async def _states() -> dict[str, str]:
    return {row["title"]: row["state"] for row in await rows("SELECT title, state FROM opening ORDER BY title")}


@only_sqlite
async def test_a_board_is_read_when_it_is_due_and_lives_its_life() -> None:
    async with site() as there:
        source = await _source(there)
        there.body, there.headers = board("Dyer", "Weaver"), {"ETag": '"one"'}
        await _read(source)
        assert await _states() == {"Dyer": "open", "Weaver": "open"}
        there.status, there.body = 304, b""
        await _read(source)
        assert there.asked[-1]["if-none-match"] == '"one"'
        there.status = 200
        for part in (board("Weaver", total=2), board(), b"<html><title>Away</title></html>"):
            there.body = part
            await _read(source)
            assert await _states() == {"Dyer": "open", "Weaver": "open"}
        line = (await opening_sources())[0]
        assert (line.failures, line.openings) == (1, 2)
        assert "JobPosting" in line.problem
        there.body = board("Weaver")
        await _read(source)
        assert await _states() == {"Dyer": "closed", "Weaver": "open"}
        assert (await opening_sources())[0].problem == ""


async def _source(there: Site) -> str:
    source = await OpeningSource.create(
        url=f"{there.url}/jobs", title="Looms", publishes=True, created_at=clock.now(), next_fetch_at=clock.now()
    )
    return str(source.id)


async def _read(source: str) -> None:
    await fetch_board({"source": source}, ALLOWED)


async def test_due_sources_get_one_job_each_and_their_next_hour() -> None:
    due = await OpeningSource.create(
        url="https://a.example/", title="A", created_at=clock.now(), next_fetch_at=clock.now()
    )
    later = clock.now() + timedelta(hours=2)
    await OpeningSource.create(url="https://b.example/", title="B", created_at=clock.now(), next_fetch_at=later)
    for _ in range(2):
        await enqueue_due_boards()
    jobs = await rows("SELECT kind, dedupe_key FROM job")
    assert [(job["kind"], job["dedupe_key"]) for job in jobs] == [(BOARDS.job, f"openings:{due.id}")]

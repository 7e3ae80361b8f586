"""The worker reads sources and fetches pictures from somebody else's site, and lives with what that answers."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from server import clock
from server.content.jobs import fetch_feed, fetch_picture
from server.content.models import Article, Source
from server.content.source_commands import (
    add_source,
    enqueue_due_sources,
    note_failure,
)
from server.database import rows
from server.web.locale import speaking
from server.web.problems import Refused
from server.web.sources import jitter, said, wait_after
from tests.support.content import ALLOWED, Site, article, rss, site

pytestmark = pytest.mark.usefixtures("db")


async def _source(there: Site, **more: Any) -> Source:
    now = clock.now()
    return await Source.create(
        url=f"{there.url}/feed", title="The Quiet Stack", next_fetch_at=now, created_at=now, **more
    )


async def test_a_source_is_read_and_its_validators_are_kept() -> None:
    async with site() as there:
        there.body, there.headers = rss(("1", "One", "")), {"ETag": '"v1"', "Last-Modified": "Mon, 02 Mar 2026"}
        source = await _source(there, failures=3, problem='["x", {}]')
        await fetch_feed({"source": source.id}, ALLOWED)
        there.status, there.body = 304, b""
        await fetch_feed({"source": source.id}, ALLOWED)
    assert await Article.all().count() == 1
    assert there.asked[1]["if-none-match"] == '"v1"'
    await source.refresh_from_db()
    assert (source.failures, source.problem) == (0, None)
    assert source.next_fetch_at is not None
    wait = source.next_fetch_at - clock.now()
    assert timedelta(minutes=54) < wait < timedelta(minutes=66)


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (500, b"", "answered with an error: 500"),
        (404, b"", "answered with an error: 404"),
        (200, b"<html>", "this is a web page"),
    ],
)
async def test_a_failure_is_kept_in_words_and_waits_longer(status: int, body: bytes, words: str) -> None:
    async with site() as there:
        there.status, there.body = status, body
        source = await _source(there)
        for _ in range(2):
            await fetch_feed({"source": source.id}, ALLOWED)
    await source.refresh_from_db()
    with speaking("en"):
        assert words in said(source.problem)
    assert source.failures == 2
    assert source.next_fetch_at is not None
    assert source.next_fetch_at - clock.now() > timedelta(hours=3, minutes=54)


async def test_a_private_address_is_refused_in_the_words_of_a_dead_one() -> None:
    async with site() as there:
        source = await _source(there)
        await fetch_feed({"source": source.id})
    await source.refresh_from_db()
    with speaking("en"):
        assert said(source.problem) == "This address cannot be reached from our server."
    assert there.asked == []


def test_the_wait_doubles_up_to_a_day() -> None:
    assert [wait_after(failures) // timedelta(hours=1) for failures in (1, 2, 3, 4, 5, 60)] == [2, 4, 8, 16, 24, 24]


def test_each_source_has_its_own_minute() -> None:
    minutes = {jitter(f"source-{number}") for number in range(50)}
    assert len(minutes) > 30
    assert max(abs(each) for each in minutes) <= timedelta(minutes=5)
    assert jitter("a") == jitter("a")


async def test_a_long_problem_still_fits() -> None:
    source = await Source.create(title="S", created_at=clock.now())
    await note_failure(source.id, 0, "“{url}” is not a web address.", {"url": "x" * 5000})
    await source.refresh_from_db()
    assert said(source.problem).endswith("is not a web address.")


async def test_due_sources_get_one_job_each() -> None:
    due = await Source.create(
        url="https://a.example/", title="A", created_at=clock.now(), next_fetch_at=clock.now() - timedelta(hours=1)
    )
    await Source.create(
        url="https://b.example/", title="B", created_at=clock.now(), next_fetch_at=clock.now() + timedelta(hours=1)
    )
    for _ in range(2):
        await enqueue_due_sources()
    jobs = await rows("SELECT kind, dedupe_key FROM job")
    assert [(job["kind"], job["dedupe_key"]) for job in jobs] == [("content.feed", f"feed:{due.id}")]


async def test_the_same_address_is_added_once() -> None:
    await add_source("https://a.example/feed", "A", None, True)
    with pytest.raises(Refused):
        await add_source("https://a.example/feed", "B", None, True)


def _png() -> bytes:
    picture = BytesIO()
    Image.new("RGB", (1200, 600), "teal").save(picture, "PNG")
    return picture.getvalue()


async def test_a_picture_becomes_a_small_webp_named_by_what_it_holds(tmp_path: Path) -> None:
    one, two = await article("One"), await article("Two")
    async with site() as there:
        there.body = _png()
        for each in (one, two):
            await fetch_picture(tmp_path / "media", {"article": each.id, "url": f"{there.url}/p.png"}, ALLOWED)
    await one.refresh_from_db()
    await two.refresh_from_db()
    assert one.image == two.image
    (file,) = (tmp_path / "media").iterdir()
    assert file.name == one.image
    with Image.open(file) as kept:
        assert (kept.format, kept.width) == ("WEBP", 640)


@pytest.mark.parametrize(("status", "tries", "jobs"), [(200, 1, 0), (503, 1, 1), (503, 4, 0)])
async def test_a_picture_that_fails_leaves_the_cover(tmp_path: Path, status: int, tries: int, jobs: int) -> None:
    one = await article("One")
    async with site() as there:
        there.status, there.body = status, b"<svg/>"
        await fetch_picture(tmp_path / "media", {"article": one.id, "url": there.url, "tries": tries}, ALLOWED)
    await one.refresh_from_db()
    assert one.image is None
    assert len(await rows("SELECT id FROM job")) == jobs

"""Feeds and pages become articles: once each, whoever imports them, and a bad one says why and where."""

import asyncio
from pathlib import Path

import pytest

from server.content.command_line import import_article_file, import_feed_file
from server.content.importing import import_article, import_feed
from server.content.models import Article, Source
from server.content.reports import sentence
from server.database import rows
from server.web.locale import speaking
from tests.support.content import rss, topic

pytestmark = pytest.mark.usefixtures("db")
PAGE = b"""<!doctype html><html lang="fr"><head><title>T</title><meta property="og:title" content="Un titre">
<meta property="og:description" content="Un extrait."><link rel="canonical" href="https://a.example/un">
<meta property="og:image" content="https://a.example/i.png"></head>
<body><p>Le texte entier de la page.</p></body></html>"""


async def test_a_feed_is_kept_once() -> None:
    veille = await topic()
    body = rss(("1", "One", ""), ("2", "Two", "https://quiet.example/2.png"))
    first = await import_feed(body, "https://quiet.example/feed", "veille")
    again = await import_feed(body, "https://quiet.example/feed", "veille")
    assert [each.title for each in first.kept] == ["One", "Two"]
    assert (again.kept, again.known) == ((), 2)
    stored = await Article.get(title="Two")
    assert (stored.state, stored.language, stored.site_name) == ("published", "en", "The Quiet Stack")
    assert stored.topic_id == veille.id  # type: ignore[attr-defined]
    assert stored.url == "https://quiet.example/2"
    assert stored.slug.startswith("two-")
    assert [job["kind"] for job in await rows("SELECT kind FROM job")] == ["content.picture"]
    assert await Source.all().count() == 1


async def test_two_workers_keep_each_article_once() -> None:
    body = rss(*((str(number), f"Title {number}", "") for number in range(90)))
    reports = await asyncio.gather(*(import_feed(body, "https://quiet.example/feed") for _ in range(2)))
    assert sum(len(report.kept) for report in reports) == 90
    assert sum(report.known for report in reports) == 90
    assert await Article.all().count() == 90
    assert await Source.all().count() == 1


async def test_a_dry_run_writes_nothing() -> None:
    report = await import_feed(rss(("1", "One", "")), "https://quiet.example/feed", dry_run=True)
    assert [each.title for each in report.kept] == ["One"]
    assert await Article.all().count() == await Source.all().count() == 0


async def test_a_source_that_proposes_makes_drafts() -> None:
    await import_feed(rss(("1", "One", "")), "a.xml", source={"id": None, "publishes": False, "title": "Q"})
    assert (await Article.get(title="One")).state == "draft"


async def test_the_date_of_an_article_is_never_ahead_of_us() -> None:
    body = rss(("1", "One", "")).replace(b"2026", b"2088").replace(b"Mon, 02", b"Tue, 02")
    await import_feed(body, "a.xml")
    article = await Article.get(title="One")
    assert article.published_at == article.created_at


async def test_an_excerpt_ends_at_500_characters() -> None:
    body = rss(("1", "One", "")).replace(b"About One.", b"word " * 400)
    await import_feed(body, "a.xml")
    assert 400 < len((await Article.get(title="One")).excerpt) <= 500


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"<html><body>Hello", "Line 1: this is a web page"),
        (b"\n\n<not-a-feed/>", "Line 3: this is not an RSS or Atom feed"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]>\n<rss>&a;</rss>', "Line 1: this feed declares its own entities"),
    ],
)
async def test_what_is_no_feed_is_refused_with_its_line(body: bytes, words: str) -> None:
    report = await import_feed(body, "a.xml")
    with speaking("en"):
        assert words in sentence(report.refused[0])
        assert sentence(report.refused[0]).startswith("Line ")
    assert report.is_refused
    assert await Source.all().count() == 0


async def test_an_unknown_topic_is_named() -> None:
    await topic()
    report = await import_feed(rss(("1", "One", "")), "a.xml", "cuisine")
    with speaking("en"):
        assert "no topic “cuisine”. Topics: veille" in sentence(report.refused[0])


async def test_a_page_is_kept_once_without_its_text() -> None:
    first = await import_article(PAGE, "https://a.example/un?utm=1")
    again = await import_article(PAGE, None)
    assert ([each.title for each in first.kept], again.kept, again.known) == (["Un titre"], (), 1)
    stored = await Article.get(title="Un titre")
    assert (stored.url, stored.excerpt, stored.body, stored.language) == (
        "https://a.example/un", "Un extrait.", "", "fr",
    )  # fmt: skip


async def test_a_page_without_an_address_is_refused() -> None:
    report = await import_article(PAGE.replace(b"canonical", b"none"), None)
    with speaking("en"):
        assert sentence(report.refused[0]).startswith("Line 1: This page does not say its own address")


async def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for report in (
        await import_feed_file(str(tmp_path / "no.xml")),
        await import_article_file(str(tmp_path)),
        await import_feed_file("http://127.0.0.1/feed"),
    ):
        assert report.is_refused


async def test_real_feeds_and_pages_are_kept_or_refused_with_a_line(corpus: Path) -> None:
    feeds = sorted((corpus / "feeds").glob("*.xml"))
    pages = sorted((corpus / "articles").glob("*.html"))
    assert feeds
    assert pages
    for file in feeds:
        await _kept_or_said(await import_feed_file(str(file)), file)
    for file in pages:
        await _kept_or_said(await import_article_file(str(file), url=f"https://corpus.example/{file.name}"), file)
    for file in (*feeds[:2], *pages[:2]):  # each as what it is not
        wrong = import_article_file if file.suffix == ".xml" else import_feed_file
        await wrong(str(file))
    longest = await rows("SELECT max(length(excerpt)) AS n FROM article")
    assert 0 < longest[0]["n"] <= 500


async def _kept_or_said(report: object, file: Path) -> None:
    from server.content.reports import ImportReport

    assert isinstance(report, ImportReport)
    with speaking("en"):
        said = [sentence(each) for each in report.refused]
    assert report.kept or said, file.name
    assert all("line" in each.lower() or "Only the first" in each for each in said), said

"""What the demo reads: articles with everything they need, topics, and feeds that a parser accepts."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import feedparser
import pytest
from defusedxml.ElementTree import fromstring

from server.demo.articles import DemoArticle, articles, parse_article
from server.demo.feeds import FEEDS, DemoFeed, feed_bytes
from server.demo.people import people
from server.demo.topics import TOPICS

WRITTEN = [article for article in articles() if article.author]
FOUND = [article for article in articles() if article.source]
FIELDS = "slug: a\ntitle: B\ntopic: veille\nlanguage: fr\ndays: 1\nangle: c\nquestion: d\nexcerpt: e\n"
HEAD = f"---\n{FIELDS}{{}}---\n{{}}"


def test_there_are_thirty_six_articles_each_its_own() -> None:
    assert len(articles()) == 36 == len({article.slug for article in articles()})
    assert len({article.title for article in articles()}) == 36
    assert Counter(article.language for article in articles()) == {"fr": 28, "en": 8}
    assert (len(WRITTEN), len(FOUND)) == (24, 12)


def test_the_feed_opens_as_drawn() -> None:
    first, second = articles()[:2]
    assert (first.title, first.source) == (
        "Pourquoi vos pipelines gagnent à rester ennuyeux",
        "La Revue des données",
    )
    assert second.title == "Six mois à Nantes : ce que j'ai appris en changeant d'équipe"
    assert second.author == "Inès Belkacem"


def test_every_topic_is_written_about_and_drawn_with_an_icon() -> None:
    used = Counter(article.topic for article in articles())
    assert set(used) == {topic.slug for topic in TOPICS}
    assert min(used.values()) >= 4
    assert len(TOPICS) == 6 == len({topic.icon for topic in TOPICS})


@pytest.mark.parametrize("article", WRITTEN, ids=lambda article: article.slug)
def test_what_is_written_here_has_a_known_author_and_a_body_to_read(article: DemoArticle) -> None:
    assert article.author in {person.name for person in people()}
    assert 250 <= len(article.body.split()) <= 500


@pytest.mark.parametrize("article", FOUND, ids=lambda article: article.slug)
def test_what_comes_from_elsewhere_is_an_excerpt_with_an_example_address(article: DemoArticle) -> None:
    assert re.fullmatch(r"https://[a-z-]+\.example/\S+", str(article.source_url))
    assert article.body == ""


def test_texts_fit_their_fields_and_stay_calm() -> None:
    for article in articles():
        assert len(article.excerpt) <= 500
        assert len(article.angle) <= 500
        assert len(article.question) <= 300
        assert article.question.endswith("?")
        assert "!" not in article.title + article.excerpt + article.body


def test_publication_counts_back_from_the_end_early_in_paris() -> None:
    article = articles()[0]
    assert article.days == 2
    assert article.published_at(date(2026, 5, 31)) == datetime(2026, 5, 29, 5, 30, tzinfo=UTC)
    assert sum(each.days < 91 for each in articles()) >= 20


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("title: B\n", "no front matter"),
        (HEAD.format("author: F\n", ""), "either author and body"),
        (HEAD.format("", "body"), "either author and body"),
        (HEAD.format("source: S\nsource_url: https://s.example/\n", "body"), "either author and body"),
        (HEAD.format("author: F\ncolour: red\n", "body"), "colour"),
        (HEAD.replace("topic: veille\n", "").format("author: F\n", "body"), "topic"),
        (HEAD.replace("language: fr", "language: de").format("author: F\n", "body"), "language"),
        (HEAD.format("author\n", "body"), "key: value"),
    ],
)
def test_a_page_with_a_fault_is_refused_by_name(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault) as refused:
        parse_article(text, "01-a.md")
    assert str(refused.value).startswith("01-a.md")


def test_a_value_may_hold_a_colon_and_a_body_a_rule() -> None:
    article = parse_article(HEAD.replace("title: B", "title: B: c").format("author: F\n", "one\n\n---\n\ntwo\n"), "a")
    assert article.title == "B: c"
    assert article.body == "one\n\n---\n\ntwo"


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.file)
def test_a_feed_is_well_formed_and_ends_with_the_season(feed: DemoFeed) -> None:
    season_end = date(2027, 1, 3)
    content = feed_bytes(feed, season_end)
    fromstring(content)
    read = feedparser.parse(content)
    days = [date(*entry.published_parsed[:3]) for entry in read.entries]
    assert not read.bozo
    assert read.feed.title == feed.title
    assert len(read.entries) == 12 == len({entry.link for entry in read.entries})
    assert all(entry.id and entry.title and entry.summary and entry.author for entry in read.entries)
    assert days == sorted(days, reverse=True)
    assert season_end - timedelta(days=3) <= days[0] < season_end
    assert feed.topic in {topic.slug for topic in TOPICS}


def test_both_kinds_of_feed_are_there() -> None:
    assert {feedparser.parse(feed_bytes(feed, date(2026, 5, 28))).version for feed in FEEDS} == {
        "rss20",
        "atom10",
    }


def test_no_file_of_the_demo_names_an_address_outside_example() -> None:
    allowed = re.compile(r"([a-z0-9-]+\.)*example|www\.w3\.org|purl\.org")
    folder = Path(str(files("server.demo")))
    pages = [*folder.glob("articles/*.md"), *folder.glob("feeds/*.xml"), *folder.glob("*.toml")]
    hosts = {host for page in pages for host in re.findall(r"https?://([^/\s\"<]+)", page.read_text("utf-8"))}
    assert len(pages) == 42
    assert hosts
    assert all(allowed.fullmatch(host) for host in hosts)

"""Feeds as they are found in the wild, those that want to harm, and anything at all."""

import json
import os
import tracemalloc
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.content.feed_reading import (
    ITEM_CUT_SHORT,
    ITEM_REPEATED,
    ITEM_WITHOUT_LINK,
    ITEM_WITHOUT_TITLE,
    ITEMS_LEFT_OUT,
    FeedRead,
    FeedRefused,
    read_feed,
)
from server.content.feed_xml import (
    EMPTY,
    ENTITIES,
    IS_A_PAGE,
    NOT_A_FEED,
    NOT_XML,
    TOO_DEEP,
    TOO_LARGE,
    TOO_MANY_ATTRIBUTES,
    TOO_MANY_ITEMS,
    TOO_MUCH,
)

FIXTURES = Path(__file__).parents[2] / "fixtures" / "feeds"
CORPUS = os.environ.get("RICOCHE_CORPUS")


def fixture(name: str) -> FeedRead:
    return read_feed((FIXTURES / name).read_bytes(), None, "https://riviere.example/feeds/all.xml")


def rss(items: str, title: str = "Title") -> bytes:
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def item(inside: str = "", link: str = "https://riviere.example/1") -> str:
    return f"<item><title>One</title><link>{link}</link>{inside}</item>"


def refusal(body: bytes, content_type: str | None = None) -> FeedRefused:
    with pytest.raises(FeedRefused) as caught:
        read_feed(body, content_type)
    return caught.value


def test_blank_lines_before_the_declaration_atom_html_titles_and_relative_links() -> None:
    feed = fixture("blank_line_first.atom.xml")
    (one,) = feed.items
    assert (feed.title, feed.language) == ("Atelier Rivière", "fr")
    assert one.title == "Nos ptits pas & les vôtres\xa0!"
    assert one.url == "https://riviere.example/journal/petits-pas"
    assert (one.guid, one.author) == ("tag:riviere.example,2026:1", "Camille Aubert")
    assert one.excerpt == "Premier paragraphe. Second."
    assert one.published_at == datetime(2026, 2, 10, 7, 30, tzinfo=UTC)
    assert one.image_url == "https://riviere.example/images/pas.jpg"
    assert one.categories == ("Climat", "Équipe")


@pytest.mark.parametrize("name", ["cp1252_called_utf8.rss.xml", "utf8_called_latin1.rss.xml"])
def test_feeds_that_lie_about_their_charset(name: str) -> None:
    feed = fixture(name)
    assert feed.title == "Échos d’atelier"
    assert feed.items[0].title == "L’été à l’usine — 30 € d’économies"


def test_utf16() -> None:
    assert fixture("utf16.rss.xml").items[0].title == "L’été à l’usine"


def test_the_charset_of_the_header_counts_when_nothing_else_fits() -> None:
    body = '<rss version="2.0"><channel><title>Łódź</title></channel></rss>'.encode("iso-8859-2")
    assert read_feed(body, "application/rss+xml; charset=ISO-8859-2").title == "Łódź"


def test_control_characters_and_mark_are_taken_out() -> None:
    body = b"\xef\xbb\xbf" + rss(item("<description>a\x00\x08b\x1f</description>"), title="T\x0bx")
    feed = read_feed(body, None)
    assert (feed.title, feed.items[0].excerpt) == ("Tx", "ab")


def test_rss_10() -> None:
    feed = fixture("rss10.rdf")
    (one,) = feed.items
    assert (feed.title, feed.language) == ("Carnets", "en")
    assert (one.title, one.excerpt, one.author) == ("One < two", "Short & sweet.", "Noa Lind")
    assert one.published_at == datetime(2026, 1, 5, 10, tzinfo=UTC)


def test_a_bare_doctype_of_old_is_harmless() -> None:
    feed = fixture("rss091_doctype.xml")
    assert [one.title for one in feed.items] == ["First"]
    assert [(no.item, no.line, no.reason) for no in feed.refused] == [(2, 6, ITEM_WITHOUT_LINK)]


def test_pictures_wherever_publishers_put_them() -> None:
    pictures = {one.title: one.image_url for one in fixture("media.rss.xml").items}
    assert pictures == {
        "Widest": "https://riviere.example/460.jpg",
        "Enclosed": "https://riviere.example/cover.png",
        "Inside the text": "https://riviere.example/pictures/3.webp",
        "Original link": None,
        "Thumbnail": "https://cdn.riviere.example/5.jpg",
    }


def test_encoded_content_and_the_original_link() -> None:
    by_title = {one.title: one for one in fixture("media.rss.xml").items}
    assert by_title["Inside the text"].excerpt == "Words écrits."
    assert (by_title["Original link"].url, by_title["Original link"].guid) == (
        "https://riviere.example/4",
        "four",
    )


def test_loose_ampersands_are_mended_outside_cdata() -> None:
    feed = fixture("loose_ampersands.rss.xml")
    (one,) = feed.items
    assert (feed.title, one.title) == ("Café & compagnie", "R&D – début")
    assert (one.url, one.excerpt) == ("https://riviere.example/a?x=1&y=2", "Kept é as it is")


def test_prefixes_that_are_used_without_being_declared() -> None:
    (one,) = read_feed(
        rss(item('<media:thumbnail url="https://riviere.example/a.jpg"/><odd:x odd:y="1"/>')), None
    ).items
    assert one.image_url == "https://riviere.example/a.jpg"


def test_a_feed_cut_short_keeps_its_whole_items() -> None:
    feed = fixture("cut_short.rss.xml")
    assert [one.title for one in feed.items] == ["Whole"]
    assert [(no.item, no.line, no.reason) for no in feed.refused] == [(2, 4, ITEM_CUT_SHORT)]


def test_items_that_cannot_be_used_name_their_line() -> None:
    feed = fixture("items_without.rss.xml")
    assert [one.title for one in feed.items] == ["Good"]
    assert [(no.item, no.line, no.reason) for no in feed.refused] == [
        (1, 3, ITEM_WITHOUT_TITLE),
        (2, 4, ITEM_WITHOUT_LINK),
        (3, 5, ITEM_WITHOUT_LINK),
        (5, 7, ITEM_REPEATED),
    ]
    said = feed.refused[1].reason.format(**feed.refused[1].values)
    assert said == "Item 2, line 4: “Script” has no web link."


def test_five_hundred_items_and_no_more() -> None:
    items = "".join(item(link=f"https://riviere.example/{number}") for number in range(501))
    feed = read_feed(rss(items), None)
    assert len(feed.items) == 500
    assert [(no.reason, no.values) for no in feed.refused] == [(ITEMS_LEFT_OUT, {"limit": 500, "total": 501})]


def test_an_excerpt_ends_at_a_word() -> None:
    words = "mot " * 400
    (one,) = read_feed(rss(item(f"<description>{words}</description>")), None).items
    assert 490 < len(one.excerpt) <= 500
    assert one.excerpt.endswith("mot…")


@pytest.mark.parametrize("moment", ["", "yesterday", "Mon, 40 Foo 2026", "0001-01-01T00:00:00+23:00", "9999-12-31"])
def test_a_moment_that_is_none(moment: str) -> None:
    (one,) = read_feed(rss(item(f"<pubDate>{moment}</pubDate>")), None).items
    assert one.published_at is None


LAUGHS = (FIXTURES / "laughs.rss.xml").read_bytes()
EXTERNAL = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("&x;")
QUADRATIC = b'<!DOCTYPE rss [<!ENTITY x "' + b"x" * 50_000 + b'">]>' + rss("&x;" * 5_000)
HIDDEN = b'\n<!DOCTYPE rss [<!ENTITY x "y">]>' + rss("&x; & <broken")


@pytest.mark.parametrize(("body", "line"), [(LAUGHS, 2), (EXTERNAL, 1), (QUADRATIC, 1), (HIDDEN, 2)])
def test_entities_are_refused_by_name_before_they_cost_anything(body: bytes, line: int) -> None:
    tracemalloc.start()
    refused = refusal(body)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (refused.reason, refused.line) == (ENTITIES, line)
    assert peak < 5 * 1024 * 1024


@pytest.mark.parametrize(
    ("body", "reason", "line"),
    [
        (b"", EMPTY, None),
        (b"\xef\xbb\xbf \n", EMPTY, None),
        (b"x" * (2 * 1024 * 1024 + 1), TOO_LARGE, None),
        (b"\n<!doctype html><html><body>Hi</body></html>", IS_A_PAGE, 2),
        (b"<!-- a --><!-- b -->\n<HTML><body>", IS_A_PAGE, 1),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"/>', IS_A_PAGE, 2),
        (b"<opml><body/></opml>", NOT_A_FEED, 1),
        (b"bonjour", NOT_A_FEED, 1),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', NOT_A_FEED, 1),
        (b"<rss><channel>\n<a:b:c/></channel></rss>", NOT_XML, 2),
        (b"<rss>" + b"<a>" * 200_000, TOO_DEEP, 1),
        (rss("<item/>" * 5001), TOO_MANY_ITEMS, None),
        (rss("<a/>" * 60_001), TOO_MUCH, 1),
        (rss(item("<author>" + "a." * 5000 + "</author>")), TOO_MUCH, 1),
        (rss(item("<author>" + "a.a.a.a.<b/>" * 1000 + "</author>")), TOO_MUCH, 1),
        (rss("<item " + " ".join(f'a{n}="1"' for n in range(300)) + "/>"), TOO_MANY_ATTRIBUTES, 1),
        (b"<!-- -->" * 100_000, NOT_A_FEED, 1),
    ],
)
def test_files_that_are_no_feed_say_so_in_one_sentence(body: bytes, reason: str, line: int | None) -> None:
    refused = refusal(body)
    assert (refused.reason, refused.line) == (reason, line)
    assert refused.reason.format(**refused.values)


def test_two_million_loose_ampersands_are_not_mended_one_by_one() -> None:
    assert read_feed(rss("&" * 2_000_000), None).items == ()


@pytest.mark.parametrize("link", ["/etc/passwd", "feed.xml", "https://riviere.example/"])
def test_a_body_that_looks_like_an_address_is_never_opened(link: str) -> None:
    assert refusal(link.encode()).reason == NOT_A_FEED


def test_text_of_others_stays_text() -> None:
    inside = "<description>&lt;img src=x onerror=alert(1)&gt;&lt;script&gt;x&lt;/script&gt;Words&#x202e;</description>"
    (one,) = read_feed(rss(item(inside)), None).items
    assert one.excerpt == "Words"


TAGS = st.sampled_from(["<item>", "</item>", "<title>", "</title>", "<link>", "&amp;", "&", "<![CDATA[", "]]>", "<"])
FEED_LIKE = st.lists(st.one_of(TAGS, st.text(max_size=8)), max_size=30).map(lambda parts: rss("".join(parts)))


@given(st.one_of(st.binary(max_size=300), st.text().map(lambda text: text.encode(errors="replace")), FEED_LIKE))
@example(b"<rss>\xff\xfe")
@example(b"<?xml version='1.0' encoding='utf-7'?><rss/>")
@example(b"<?xml version='1.0' encoding='zip'?><rss/>\xff")
@example(b"<rss xmlns:a='a' a:b='c'><a:b/></rss>")
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        feed = read_feed(body, "text/xml; charset=x\n")
    except FeedRefused as refused:
        said = refused.reason.format(**refused.values)
    else:
        said = " ".join(no.reason.format(**no.values) for no in feed.refused)
        assert all(one.title and one.url.startswith("http") for one in feed.items)
    assert "{" not in said


def references() -> list[dict[str, object]]:
    if CORPUS is None:
        return []
    return list(json.loads((Path(CORPUS) / "feeds" / "_reference.json").read_text()))


@pytest.mark.skipif(CORPUS is None, reason="RICOCHE_CORPUS is unset: real feeds are not read")
def test_every_real_feed_is_read_whole() -> None:
    for known in references():
        feed = read_feed((Path(str(CORPUS)) / "feeds" / str(known["file"])).read_bytes(), None)
        assert feed.title == " ".join(str(known["title"]).split()), known["file"]
        assert (len(feed.items), feed.refused) == (known["entries"], ()), known["file"]
        titles = [unescape(str(entry["title"])) for entry in known["first_entries"]]  # type: ignore[attr-defined]
        assert [one.title for one in feed.items[:5]] == [" ".join(title.split(" ")).strip() for title in titles]
        assert all(len(one.excerpt) <= 500 and "<" not in one.excerpt[:1] for one in feed.items)
        assert "feedproxy" not in " ".join(one.url for one in feed.items)

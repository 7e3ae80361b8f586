"""What pages say of themselves, in their own words or not at all."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.content.page_reading import NOT_A_PAGE, NOTHING_USABLE, TOO_LARGE, PageRead, PageRefused, read_page

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pages"
HERE = "https://riviere.example/somewhere"
CORPUS = os.environ.get("RICOCHE_CORPUS")


def fixture(name: str) -> PageRead:
    return read_page((FIXTURES / name).read_bytes(), "text/html", HERE)


def read(head: str, content_type: str | None = "text/html; charset=utf-8") -> PageRead:
    return read_page(f"<title>Title</title>{head}".encode(), content_type, HERE)


def test_open_graph_escaped_twice_and_relative_to_the_base() -> None:
    assert fixture("open_graph.html") == PageRead(
        title="Chantier & ouvert",
        excerpt="On répare, on mesure.",
        image_url="https://riviere.example/journal/images/chantier.jpg?w=750&q=80",
        site_name="Atelier Rivière",
        author="Camille Aubert",
        language="fr",
        published_at=datetime(2026, 2, 10, 7, 30, tzinfo=UTC),
        canonical_url="https://riviere.example/journal/chantier",
    )


def test_json_ld_inside_a_graph_with_a_slip_of_the_pen() -> None:
    page = fixture("json_ld.html")
    assert (page.title, page.excerpt) == ("Structured headline", "From the graph.")
    assert (page.author, page.site_name, page.language) == ("Noa Lind, Eli Moreau", "The Weekly", "en")
    assert page.image_url == "https://weekly.example/a.png"
    assert page.published_at == datetime(2026, 1, 5, tzinfo=UTC)
    assert page.canonical_url == HERE


def test_a_bare_page_in_an_undeclared_charset() -> None:
    page = fixture("bare_cp1252.html")
    assert page.title == "L’été à l’usine – 30 €"
    assert page.excerpt.startswith("Cet été, l’atelier a divisé")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<title>Łódź</title>".encode("iso-8859-2"), "text/html; charset=iso-8859-2"),
        ("<meta charset=iso-8859-2><title>Łódź</title>".encode("iso-8859-2"), None),
        ("<title>Łódź</title>".encode("utf-16"), None),
        ("<title>Łódź</title>".encode("utf-8-sig"), "text/html; charset=iso-8859-1"),
        ("<meta charset=iso-8859-1><title>Łódź</title>".encode(), None),
    ],
)
def test_charsets(body: bytes, content_type: str | None) -> None:
    assert read_page(body, content_type, HERE).title == "Łódź"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:image/png;base64,AA", "file:///etc/passwd", "https://a@b.example/x", ""]
)
def test_only_web_links_are_kept(link: str) -> None:
    page = read(f'<meta property="og:image" content="{link}"><link rel="canonical" href="{link}">')
    assert (page.image_url, page.canonical_url) == (None, HERE)


def test_a_second_picture_is_taken_when_the_first_is_none() -> None:
    page = read('<meta property="og:image" content="data:x"><meta name="twitter:image" content="/b.png">')
    assert page.image_url == "https://riviere.example/b.png"


def test_long_words_are_cut_at_a_word() -> None:
    page = read(f'<meta name="description" content="{"mot " * 300}"><meta name="author" content="{"Li " * 99}">')
    assert len(page.excerpt) <= 500
    assert page.excerpt.endswith("mot…")
    assert page.author is not None
    assert len(page.author) <= 200


@pytest.mark.parametrize("moment", ["2016-05-04@15:56:14 UTC", "soon", "9" * 50, "0000-00-00", "2026-13-01"])
def test_a_moment_that_is_none(moment: str) -> None:
    assert read(f'<meta property="article:published_time" content="{moment}">').published_at is None


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", NOTHING_USABLE),
        (b"<html><head></head><body><p>Words</p></body></html>", None, NOTHING_USABLE),
        (b"<title> \xc2\xa0 </title>", None, NOTHING_USABLE),
        (b"%PDF-1.7", "application/pdf", NOT_A_PAGE),
        (b"x" * (2 * 1024 * 1024 + 1), "text/html", TOO_LARGE),
    ],
)
def test_pages_nothing_can_be_made_of(body: bytes, content_type: str | None, reason: str) -> None:
    with pytest.raises(PageRefused) as caught:
        read_page(body, content_type, HERE)
    assert caught.value.reason == reason
    assert caught.value.reason.format(**caught.value.values)


@pytest.mark.parametrize("inside", ["<div>" * 100_000, "<svg>" * 100_000, "<article><p>" * 50_000, "<a " * 100_000])
def test_pages_built_to_exhaust_are_read_as_any_other(inside: str) -> None:
    assert read(inside).title == "Title"


def test_deep_json_is_left_alone() -> None:
    assert read(f'<script type="application/ld+json">{"[" * 100_000}</script>').title == "Title"


PARTS = st.sampled_from(["<title>", "</title>", '<meta property="og:title" content="', '">', "&", "<p>", "\ufeff", "é"])
SCRIPT = '<script type="application/ld+json">'
JSON = st.recursive(
    st.one_of(st.none(), st.floats(), st.text(max_size=5), st.just("NewsArticle")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["@type", "@graph", "author", "image", "headline", "name", "url"]), inner),
    ),
    max_leaves=12,
)


@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(PARTS, max_size=20).map(lambda parts: "".join(parts).encode()),
        JSON.map(lambda known: f"<title>t</title>{SCRIPT}{json.dumps(known)}</script>".encode()),
    )
)
@example(b"<title>\xed\xa0\x80</title>")
@example(b"<!DOCTYPE html [<!ENTITY a 'b'>]><title>&a;</title>")
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        page = read_page(body, "text/html; charset=\x00", HERE)
    except PageRefused as refused:
        said = refused.reason
    else:
        said = page.title
        assert page.title.encode()
        assert page.canonical_url.startswith("http")
    assert said


@pytest.mark.skipif(CORPUS is None, reason="RICOCHE_CORPUS is unset: real pages are not read")
def test_every_real_page_says_what_it_is_about() -> None:
    folder = Path(str(CORPUS)) / "articles"
    for known in json.loads((folder / "_reference.json").read_text()):
        page, meta = read_page((folder / known["file"]).read_bytes(), None, HERE), known["meta"]
        assert page.title == meta["og:title"][0].strip(), known["file"]
        assert page.image_url == meta["og:image"][0].replace("&amp;", "&"), known["file"]
        assert page.canonical_url == next(iter(known["canonical"]), HERE), known["file"]
        assert page.language == (known["html_lang"] or "")[:2] or page.language is None
        described = (meta.get("og:description") or [""])[0].strip()
        assert page.excerpt[:80] == described[:80] or not described, known["file"]
        assert page.excerpt, known["file"]
        dated = meta.get("article:published_time")
        assert page.published_at or not dated, known["file"]

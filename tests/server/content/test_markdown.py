"""Markdown of our own people: safe, readable, counted."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.content.markdown import excerpt, plain_text, reading_minutes, render_markdown

TEXT = "# Chantier\n\nDeux **mots** et [un lien](https://riviere.example 'Ici').\n\n- un\n- deux\n"


def test_renders_what_writers_use() -> None:
    html = render_markdown(TEXT)
    assert "<h2>Chantier</h2>" in html
    assert "<strong>mots</strong>" in html
    assert "<li>un</li>" in html
    assert '<a href="https://riviere.example" title="Ici" rel="noopener nofollow ugc">un lien</a>' in html


def test_headings_stay_below_the_pages_own() -> None:
    assert re.findall(r"<h\d>", render_markdown("# a\n\n## b\n\n### c\n\n###### d\n")) == [
        "<h2>",
        "<h3>",
        "<h4>",
        "<h4>",
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://riviere.example/pixel.gif)",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "<a href='javascript:x'>x</a>",
        "<div hx-get='/x' style='x' id='y' class='z'>x</div>",
        "`<script>`",
    ],
)
def test_nothing_hostile_becomes_markup(hostile: str) -> None:
    html = render_markdown(hostile)
    tags = re.findall(r"<[^>]*>", html)
    assert set(tags) <= {"<p>", "</p>", "<code>", "</code>"}, tags


@given(st.text(st.sampled_from("<>&[]()*_`#!-= \n\"'axhref:/"), max_size=80))
def test_only_known_tags_come_out(text: str) -> None:
    allowed = {"a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong", "ul"}
    for tag, attributes in re.findall(r"</?([a-z0-9]+)([^>]*)>", render_markdown(text)):
        assert tag in allowed
        assert set(re.findall(r"([a-z-]+)=\"", attributes)) <= {"href", "title", "rel", "start"}


def test_plain_text_is_the_words_alone() -> None:
    assert plain_text(TEXT) == "Chantier Deux mots et un lien. un deux"
    assert plain_text("*a*b &amp; `c`\n<b>d</b> ![alt](x.png)") == "ab & c <b>d</b>"


def test_excerpt_ends_at_a_word() -> None:
    assert excerpt("**Court.**") == "Court."
    long = excerpt("mot " * 400)
    assert len(long) <= 500
    assert long.endswith("mot…")


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (220, 1), (221, 2), (440, 2), (441, 3)])
def test_reading_minutes(words: int, minutes: int) -> None:
    assert reading_minutes("mot " * words) == minutes

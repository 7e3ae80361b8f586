"""Text and links of others, made harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.content.plain_text import cut_at_word, html_to_text, instant, language_code, one_line, web_url


@given(st.text(), st.integers(2, 60))
def test_a_cut_text_fits_and_begins_the_same(text: str, limit: int) -> None:
    cut = cut_at_word(text, limit)
    assert len(cut) <= limit
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [("un deux trois", 13, "un deux trois"), ("un deux trois", 8, "un deux…"), ("un deux, trois", 10, "un deux…")],
)
def test_cut_at_word(text: str, limit: int, expected: str) -> None:
    assert cut_at_word(text, limit) == expected


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_one_line_can_always_be_stored(text: str) -> None:
    line = one_line(text)
    assert line.encode().decode() == line
    assert not {"\0", "\n"} & set(line)


def test_french_spaces_stay() -> None:
    assert one_line(" Vraiment\u202f?\n Oui\u00a0! ") == "Vraiment\u202f? Oui\u00a0!"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("a < b & c", "a < b & c"),
        ("<p>un</p><p>de<b>ux</b></p>", "un deux"),
        ("x<script>bad()</script>y<style>b</style>z", "xyz"),
        ("R&amp;D &lt;3 &#233;", "R&D <3 é"),
        ("<!-- hidden -->seen", "seen"),
        ("<p>", ""),
    ],
)
def test_html_to_text(html: str, text: str) -> None:
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/a b", "https://riviere.example/a%20b"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("HTTP://Site.example/x", "http://Site.example/x"),
        ("java\nscript:alert(1)", None),
        ("https://me@site.example/", None),
        ("https://good.example\\@evil.example/", None),
        ("http://[::1", None),
        ("http://site.example:port/", None),
        ("https://site.example/" + "x" * 2000, None),
        (None, None),
        (7, None),
    ],
)
def test_web_url(link: object, expected: str | None) -> None:
    assert web_url(link, "https://riviere.example/journal") == expected


@given(st.text(max_size=60))
def test_any_link_gets_an_answer(link: str) -> None:
    found = web_url(link, "https://riviere.example/")
    assert found is None or found.startswith(("http://", "https://"))


@given(st.text(max_size=60))
def test_any_moment_and_language_get_an_answer(text: str) -> None:
    moment = instant(text)
    assert moment is None or moment.utcoffset() is not None
    code = language_code(text)
    assert code is None or code.isascii()


@pytest.mark.parametrize(
    ("text", "code"), [("fr-FR", "fr"), ("en_US", "en"), (" DE ", "de"), ("français", None), ("", None), (None, None)]
)
def test_language_code(text: object, code: str | None) -> None:
    assert language_code(text) == code

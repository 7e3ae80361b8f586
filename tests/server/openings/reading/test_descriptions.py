"""Descriptions become Markdown that shows what was written, and nothing that could run."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.content.markdown import plain_text, render_markdown
from server.openings.reading.descriptions import LENGTH, escaped, to_markdown


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("<h1>A</h1><h2>B</h2><h3>C</h3><p>D</p>", "## A\n\n## B\n\n### C\n\nD"),
        ("<p>one<br>two</p>", "one\n\ntwo"),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>", "- a\n  - b\n- c"),
        ("<p>very <b>bold </b>and <i>soft</i>, half<b>way</b></p>", "very **bold** and *soft*, halfway"),
        ('<a href="https://a.example/x">a</a> <a href="javascript:alert(1)">b</a>', "[a](https://a.example/x) b"),
        ("&lt;p&gt;R&amp;amp;D&lt;/p&gt;", "R&D"),
        ("plain\n\n• one\n• two\n* three &eacute;", "plain\n\n- one\n- two\n- three é"),
        ("<p>• one</p><p>- two</p>", "- one\n- two"),
        ("<script>x</script><style>y</style><p>z</p><iframe>w</iframe>", "z"),
        ("", ""),
    ],
)
def test_html_and_text_become_markdown(source: str, markdown: str) -> None:
    assert to_markdown(source) == markdown


@given(st.text(max_size=80))
@example("1. not a list")
@example("# not a heading")
@example("*a* _b_ `c` [d](e) <b>f</b> &amp; \\g")
@example("---")
@example(">0")
@example("+ a")
def test_markdown_shows_the_words_as_they_are(words: str) -> None:
    one = " ".join(words.split())
    shown = re.sub(r"<[^>]*>", "", str(render_markdown(escaped(one))))
    assert " ".join(unescape(shown).split()) == " ".join(one.replace("\0", "\ufffd").split())


@given(st.text(alphabet="<>/abpiul&;#x*_[]() \n-", max_size=120))
def test_nothing_runs_and_nothing_raises(source: str) -> None:
    html = str(render_markdown(to_markdown(source)))
    assert not re.search(r"<(?!/?(?:p|h[2-4]|ul|ol|li|strong|em|a|br|blockquote|hr|code|pre)\b)[a-z]", html)


def test_a_very_long_text_ends_at_a_word() -> None:
    made = to_markdown("<p>" + "word " * 50 + "</p>\n" + "<p>more words here</p>" * 5000)
    assert LENGTH - 100 < len(made) <= LENGTH + 60
    assert plain_text(made).endswith(("here", "…"))

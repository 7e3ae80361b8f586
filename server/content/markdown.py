"""Markdown typed by HR becomes safe HTML, plain text, an excerpt and a reading time."""

from collections.abc import Iterator

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from server.content.plain_text import EXCERPT_LENGTH, cut_at_word, one_line

WORDS_PER_MINUTE = 220
_TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "ul",
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_LINK_REL = "noopener nofollow ugc"
_reader = MarkdownIt("commonmark", {"html": False})


def render_markdown(text: str) -> Markup:
    """Safe HTML. Headings start at h2, below the page's own; no pictures; raw HTML stays text."""
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 1, 4)}"
    return _clean(_reader.renderer.render(tokens, _reader.options, {}))


def _clean(html: str) -> Markup:
    safe = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=_LINK_REL,
    )
    return Markup(safe)  # noqa: S704 - nh3 has just let through the tags above and nothing else


def plain_text(markdown: str) -> str:
    """The words alone, on one line."""
    return one_line("".join(_words(_reader.parse(markdown))))


def _words(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "image":
            continue
        if token.children:
            yield from _words(token.children)
        elif token.type in {"text", "code_inline", "fence", "code_block"}:
            yield token.content
        elif token.type not in {
            "em_open",
            "em_close",
            "strong_open",
            "strong_close",
            "link_open",
            "link_close",
        }:
            yield " "


def excerpt(markdown: str, limit: int = EXCERPT_LENGTH) -> str:
    """The first words, at most `limit` characters."""
    return cut_at_word(plain_text(markdown), limit)


def reading_minutes(text: str) -> int:
    """Minutes to read it, rounded up, at 220 words a minute; at least one."""
    return max(1, -(-len(text.split()) // WORDS_PER_MINUTE))

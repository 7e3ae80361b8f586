"""What a posting says at length becomes Markdown: headings, paragraphs, lists, emphasis, links, and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from lxml import etree

from server.content.plain_text import cut_at_word, html_root, one_line, web_url

LENGTH = 30_000
MOST_HTML = 200_000
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_ESCAPED_TAG = re.compile(r"&(?:amp;)?lt;/?[a-zA-Z][^&<>]*(?:&(?:amp;)?[a-z]+;[^&<>]*)*?&(?:amp;)?gt;")
_BULLET = re.compile(r"^[-*•·‣▪◦–—]\s+(?=\S)")
_MARKS = re.compile(r"([\\`*\[\]<])|(?<!\w)(_)|(_)(?!\w)|(&)(?=#?\w{1,31};)")
_LEADING = re.compile(r"^(?:(>|(?:#{1,6}|[+-])(?=\s|$))|(\d{1,9})([.)])(?=\s|$)|(=+|-{2,}|~{3,})(?=\s*$))")
_HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "### ", "h5": "### ", "h6": "### "}
_BLOCKS = frozenset({"p", "div", "section", "article", "header", "footer", "table", "tr", "td", "th", "dl", "dt", "dd",
                     "blockquote", "pre", "figure", "figcaption", "main", "aside", "ul", "ol", "li", "br", "hr",
                     *_HEADINGS})  # fmt: skip
_SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head", "form"})
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em"})


def to_markdown(source: str) -> str:
    """The text as Markdown; HTML that was escaped on its way is unescaped first. Never raises."""
    html = source[:MOST_HTML].replace("\0", "")
    for _ in range(2):
        if _TAG.search(html) or not _ESCAPED_TAG.search(html):
            break
        html = unescape(html)
    blocks = _of_html(html) if _TAG.search(html) else _of_lines(unescape(html))
    return _joined(blocks)


def _of_lines(plain: str) -> list[str]:
    return [block for line in plain.splitlines() if (block := _line(one_line(line)))]


def _line(line: str, lead: str = "") -> str:
    """One line as a block of its own; a line that begins with a bullet is an item."""
    bullet = _BULLET.match(line)
    if bullet and not lead:
        return "- " + escaped(line[bullet.end() :])
    return lead + escaped(line) if line else ""


def escaped(words: str) -> str:
    """The words so that Markdown shows them as they are."""
    return _LEADING.sub(_escape_lead, _MARKS.sub(lambda sign: "\\" + sign.group(), words))


def _escape_lead(found: re.Match[str]) -> str:
    return f"{found[2]}\\{found[3]}" if found[2] else "\\" + found.group()


@dataclass(slots=True)
class _Writer:
    """Collects the pieces of a block until it ends."""

    blocks: list[str] = field(default_factory=list)
    pieces: list[tuple[str, str, str]] = field(default_factory=list)
    lead: str = ""
    bold: int = 0
    italic: int = 0
    lists: int = 0
    link: str = ""

    def opens(self, tag: str, element: etree._Element) -> None:
        """What an element's start means."""
        self.bold += tag in _BOLD
        self.italic += tag in _ITALIC
        self.lists += tag in {"ul", "ol"}
        if tag == "a":
            self.link = web_url(element.get("href")) or ""
        if tag in _BLOCKS:
            self.ends_block()
        if tag == "li":
            self.lead = "  " * min(max(self.lists - 1, 0), 3) + "- "
        elif tag in _HEADINGS:
            self.lead = _HEADINGS[tag]

    def closes(self, tag: str) -> None:
        """What an element's end means."""
        if tag in _BLOCKS:
            self.ends_block()
        if tag == "li" or tag in _HEADINGS:
            self.lead = ""
        self.bold -= tag in _BOLD
        self.italic -= tag in _ITALIC
        self.lists -= tag in {"ul", "ol"}
        if tag == "a":
            self.link = ""

    def says(self, words: str) -> None:
        """Some words in the emphasis of here."""
        style = "" if self.lead.startswith("#") else "**" if self.bold else "*" if self.italic else ""
        if self.pieces and self.pieces[-1][1:] == (style, self.link):
            words = self.pieces.pop()[0] + words
        self.pieces.append((words, style, self.link))

    def ends_block(self) -> None:
        """Write down what was said since the last block."""
        pieces, self.pieces = self.pieces, []
        plain = one_line("".join(words for words, _, _ in pieces))
        if not plain:
            return
        if any(style or link for _, style, link in pieces):
            body = one_line("".join(_dressed(*piece) for piece in _apart(pieces)))
            self.blocks.append(self.lead + _LEADING.sub(_escape_lead, body))
        else:
            self.blocks.append(_line(plain, self.lead))
        self.lead = "" if self.lead.startswith("#") else self.lead and " " * len(self.lead)


def _apart(pieces: list[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """The pieces; emphasis that touches a letter on either side is dropped, Markdown would show its stars."""
    for place, (words, style, link) in enumerate(pieces):
        before = pieces[place - 1][0][-1:] if place else ""
        after = pieces[place + 1][0][:1] if place + 1 < len(pieces) else ""
        touches = (before.isalnum() and not words[:1].isspace()) or (after.isalnum() and not words[-1:].isspace())
        yield words, "" if touches else style, link


def _dressed(words: str, style: str, link: str) -> str:
    """Emphasis and link around the words, never around the spaces beside them."""
    core = one_line(words)
    if not core:
        return " " if words else ""
    before, after = " " * words[:1].isspace(), " " * words[-1:].isspace()
    said = _MARKS.sub(lambda sign: "\\" + sign.group(), core)
    if link and not re.search(r"[()<>\s]", link):
        said = f"[{said}]({link})"
    return f"{before}{style}{said}{style}{after}"


def _of_html(html: str) -> list[str]:
    try:
        root = html_root(html)
    except ValueError:
        return _of_lines(unescape(_TAG.sub(" ", html)))
    writer = _Writer()
    for kind, tag, element in _walk(root):
        if kind == "text":
            writer.says(tag)
        elif kind == "open":
            writer.opens(tag, element)
        else:
            writer.closes(tag)
    writer.ends_block()
    return writer.blocks


def _walk(root: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    """Texts, starts and ends in their order; libxml2 itself never nests deeper than 256."""
    tag = root.tag.lower() if isinstance(root.tag, str) else ""
    if tag in _SILENT or not tag:
        return
    yield "open", tag, root
    if root.text:
        yield "text", root.text, root
    for child in root:
        yield from _walk(child)
        if child.tail:
            yield "text", child.tail, root
    yield "close", tag, root


def _joined(blocks: list[str]) -> str:
    """Items of one list follow each other, everything else stands apart."""
    said: list[str] = []
    length = 0
    for block in blocks:
        apart = "\n" if said and _is_item(said[-1]) and _is_item(block) else "\n\n" if said else ""
        length += len(block) + len(apart)
        if length > LENGTH:
            said.append(apart + cut_at_word(block, max(40, LENGTH - length + len(block))))
            break
        said.append(apart + block)
    return "".join(said)


def _is_item(block: str) -> bool:
    return re.match(r"\s*- ", block) is not None

"""What a page declares about itself, by name: meta tags, links, JSON-LD, and its first paragraph."""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from server.content.plain_text import text_of

MAX_META = 500
MAX_JSON = 200_000
MAX_NODES = 500
_PARAGRAPH_LENGTH = 80
_ARTICLES = ("Article", "BlogPosting", "NewsArticle", "Report", "TechArticle", "WebPage", "VideoObject")


@dataclass(frozen=True, slots=True)
class Facts:
    """Declared values by lower-case name, in the order of the page; JSON-LD's begin with `ld:`."""

    values: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, value: object) -> None:
        """Keep a value that says something."""
        if isinstance(value, str) and value.strip():
            self.values.setdefault(name, []).append(value)

    def first(self, name: str) -> str | None:
        """The first value of this name."""
        return next(iter(self.values.get(name, ())), None)

    def every(self, names: Iterable[str]) -> Iterator[str]:
        """All values of these names, in order of trust."""
        return (value for name in names for value in self.values.get(name, ()))


def gather(root: etree._Element) -> Facts:
    """Everything a page declares."""
    facts = Facts()
    facts.add("lang", root.get("lang") or root.get("xml:lang"))
    for meta in islice(root.iter("meta"), MAX_META):
        _add_meta(facts, meta)
    _add_links(facts, root)
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            _add_json(facts, script.text or "")
    _add_visible(facts, root)
    return facts


def _add_meta(facts: Facts, meta: etree._Element) -> None:
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        for name in (meta.get(attribute) or "").lower().split():
            facts.add(name, meta.get("content") or meta.get("value"))


def _add_links(facts: Facts, root: etree._Element) -> None:
    for base in root.iter("base"):
        facts.add("base", base.get("href"))
    for link in islice(root.iter("link"), MAX_META):
        if "canonical" in (link.get("rel") or "").lower().split():
            facts.add("canonical", link.get("href"))


def _add_visible(facts: Facts, root: etree._Element) -> None:
    for name in ("title", "h1"):
        element = next(root.iter(name), None)
        if element is not None:
            facts.add(name, text_of(element, 1000))
    # An article's own opening beats the first words of a banner.
    for place in (*islice(root.iter("article"), 3), *islice(root.iter("main"), 1), root):
        if paragraph := _first_paragraph(place):
            facts.add("paragraph", paragraph)
            return


def _first_paragraph(place: etree._Element) -> str | None:
    texts = (text_of(element, 1000) for element in islice(place.iter("p"), 200))
    return next((text for text in texts if len(text) >= _PARAGRAPH_LENGTH), None)


def _add_json(facts: Facts, text: str) -> None:
    """JSON-LD of an article, written by hand often enough to be forgiven a trailing semicolon."""
    try:
        known = json.loads(text[:MAX_JSON].strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return
    nodes = sorted((node for node in _nodes(known) if _kind(node)), key=_is_only_page)
    for node in nodes:
        for key, name in (
            ("headline", "headline"),
            ("description", "description"),
            ("inLanguage", "language"),
        ):
            facts.add(f"ld:{name}", node.get(key))
        facts.add("ld:published", node.get("datePublished"))
        facts.add("ld:author", ", ".join(_names(node.get("author"))))
        facts.add("ld:publisher", next(iter(_names(node.get("publisher"))), None))
        for link in _names(node.get("image"), "url"):
            facts.add("ld:image", link)


def _nodes(known: object) -> list[dict[str, object]]:
    """The objects at the top, in lists and in `@graph`; no deeper, and not endlessly many."""
    found: list[dict[str, object]] = []
    waiting = deque([known])
    while waiting and len(found) < MAX_NODES:
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extend(node[:MAX_NODES])
        elif isinstance(node, dict):
            found.append(node)
            waiting.append(node.get("@graph"))
    return found


def _kind(node: dict[str, object]) -> str:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return next((kind for kind in _ARTICLES for name in listed if str(name).endswith(kind)), "")


def _is_only_page(node: dict[str, object]) -> bool:
    return _kind(node) in {"WebPage", "VideoObject"}


def _names(value: object, key: str = "name") -> list[str]:
    """Names (or addresses) of a value that may be a text, an object, or a list of either."""
    if isinstance(value, dict):
        value = value.get(key)
    if isinstance(value, list):
        parts = [part.get(key) if isinstance(part, dict) else part for part in value[:20]]
        return [part for part in parts if isinstance(part, str)]
    return [value] if isinstance(value, str) else []

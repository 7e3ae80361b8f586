"""An XML file of jobs becomes a tree: repaired where the wild needs it, refused where it is dangerous."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from server.content.feed_repair import is_cut_short, mended, recovered, without_clutter
from server.messages import N_
from server.openings.reading.postings import OpeningsRefused

MAX_DEPTH = 60
MAX_ELEMENTS = 300_000
ENTITIES = N_("This file declares its own entities, which is refused because they can hide a bomb.")
TOO_DEEP = N_("This file is nested more than {limit} levels deep.")
TOO_MUCH = N_("This file is too intricate to be read safely.")
NOT_XML = N_("Line {line}: this file is not well-formed XML and could not be repaired.")
_DANGEROUS = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.I)


class _Bounded(TreeBuilder):
    """Builds the tree while it counts, so that a bomb never becomes one."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.elements = 0

    def start(self, tag: str, attrs: Any, /) -> Element:
        """Count what opens here."""
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH:
            raise OpeningsRefused(TOO_DEEP, limit=MAX_DEPTH)
        if self.elements > MAX_ELEMENTS:
            raise OpeningsRefused(TOO_MUCH)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """One level up."""
        self.depth -= 1
        return super().end(tag)


def xml_tree(source: str) -> tuple[Element, bool]:
    """The root, and whether the file was whole. Raises OpeningsRefused."""
    text = without_clutter(source)
    try:
        return _parsed(text), True
    except ParseError as broken:
        line = broken.position[0]
    if _DANGEROUS.search(text):
        raise OpeningsRefused(ENTITIES)
    better = text
    for repair in (mended, recovered):
        try:
            return _parsed(better := repair(better)), not _is_cut_short(text)
        except (ParseError, ValueError):
            continue
    raise OpeningsRefused(NOT_XML, line)


def _is_cut_short(text: str) -> bool:
    root = re.search(r"<([A-Za-z_][\w.:-]*)", text)
    return is_cut_short(text) or root is None or f"</{root[1]}" not in text[-2000:]


def _parsed(text: str) -> Element:
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True)
    try:
        parser.feed(text)
        root: Element = parser.close()
    except DefusedXmlException:
        raise OpeningsRefused(ENTITIES) from None
    return root


def name_of(element: Element) -> str:
    """An element's name alone: no namespace, case, dash or underscore."""
    return re.sub(r"[-_.]", "", str(element.tag).rpartition("}")[2]).lower()


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of these names."""
    return (child for child in element if name_of(child) in names)


def said(element: Element | None) -> str:
    """What an element says, with the mark-up inside it."""
    if element is None:
        return ""
    if len(element) == 0:
        return (element.text or "").strip()
    return (element.text or "") + "".join(tostring(child, encoding="unicode") for child in element)


def value(element: Element, *names: str) -> str:
    """What the first child of these names says, the first name first."""
    by_name = {name: child for child in reversed(list(element)) for name in [name_of(child)]}
    return next((words for name in names if (words := said(by_name.get(name)))), "")

"""Covers are the same for the same content, light, and safe to serve."""

import gzip
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.drawing.covers import cover_svg

KINDS = ("halftone", "strata", "interference", "cairn")


@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.text(max_size=40))
@settings(max_examples=25, deadline=None)
def test_a_cover_is_a_light_document(kind: str, seed: str) -> None:
    """Well formed, 640 x 300, at most 6 KB, nothing that a strict policy refuses."""
    drawn = cover_svg(seed, kind)
    root = ElementTree.fromstring(drawn)
    assert root.get("viewBox") == "0 0 640 300"
    assert len(gzip.compress(drawn.encode())) <= 6 * 1024
    assert not {"style", "script"} & {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not [name for element in root.iter() for name in element.attrib if name.startswith(("on", "style"))]


@pytest.mark.parametrize("kind", KINDS)
def test_a_cover_belongs_to_its_content(kind: str) -> None:
    """The same seed draws the same cover, in another process too; another seed another one."""
    first = cover_svg("0193-a", kind)
    cover_svg.cache_clear()
    assert cover_svg("0193-a", kind) == first
    assert cover_svg("0193-b", kind) != first


def test_the_seed_chooses_where_the_kind_is_unknown() -> None:
    """Every drawing comes up."""
    first = {kind: {cover_svg(str(n), kind) for n in range(40)} for kind in KINDS}
    chosen = {cover_svg(str(n), "") for n in range(40)}
    assert all(chosen & drawn for drawn in first.values())
    assert chosen <= set().union(*first.values())

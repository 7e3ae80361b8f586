"""The drawings of gifts: light documents of one size, the same everywhere, with nothing from outside."""

import gzip
from xml.etree import ElementTree

import pytest

from server.drawing.gifts import GIFT_ART, GiftArt, gift_svg

SVG = "{http://www.w3.org/2000/svg}"
each = pytest.mark.parametrize("name", GIFT_ART)


@each
def test_a_drawing_is_a_light_document_that_a_strict_policy_lets_through(name: GiftArt) -> None:
    """320 x 200, at most 3 KB, shapes alone: no script, no style, no address, no identifier that another could take."""
    drawn = gift_svg(name)
    root = ElementTree.fromstring(drawn)
    assert root.get("viewBox") == "0 0 320 200"
    assert len(gzip.compress(drawn.encode())) <= 3 * 1024
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
    }
    names = {attribute for element in root.iter() for attribute in element.attrib}
    assert not [each for each in names if each.startswith("on") or "href" in each or each in ("style", "id")]
    assert "url(" not in drawn
    assert "//" not in drawn.replace(SVG[1:-1], "")


@each
def test_a_drawing_is_the_same_in_every_process(name: GiftArt) -> None:
    first = gift_svg(name)
    gift_svg.cache_clear()
    assert gift_svg(name) == first


def test_no_two_gifts_look_alike() -> None:
    """Each has its own object; there are eight hues for their grounds."""
    assert len({gift_svg(name) for name in GIFT_ART}) == len(GIFT_ART) == 9
    assert len({gift_svg(name).partition("/>")[0] for name in GIFT_ART}) == 8

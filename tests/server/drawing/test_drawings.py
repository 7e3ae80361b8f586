"""Scenes, streaks, rings, podiums, codes and badges."""

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from gamification.badges import BADGES
from server import drawing

STATIC = Path(__file__).resolve().parents[3] / "static"
DRAWN = {
    "sign-in": (drawing.sign_in_scene(), 2000),
    "offline": (drawing.offline_scene(), 3000),
    "pool": (drawing.pool_svg(), 4000),
    "campaign": (drawing.campaign_svg(), 2500),
    "streak": (drawing.streak_svg(6), 800),
    "level": (drawing.level_ring_svg(505, 1000), 700),
    "podium": (drawing.podium_svg(1, 1), 2000),
    "code": (drawing.qr_svg("https://ricoche.example/s/7KQ2M9TD", "Votre lien"), 1200),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_markup_that_a_strict_policy_lets_through(name: str) -> None:
    """Attributes only, well formed, light."""
    drawn, limit = DRAWN[name]
    assert isinstance(drawn, Markup)
    root = ElementTree.fromstring(f"<all>{drawn}</all>")
    attributes = {attribute for element in root.iter() for attribute in element.attrib}
    assert not [attribute for attribute in attributes if attribute == "style" or attribute.startswith("on")]
    assert len(gzip.compress(drawn.encode())) <= limit
    assert not re.search(r"\d\.\d{3}", drawn)


def test_the_scenes_show_day_and_night() -> None:
    """Two drawings, of which the stylesheet shows one."""
    for scene in (drawing.sign_in_scene(), drawing.offline_scene()):
        assert re.findall(r'<svg class="(\w+)"', scene) == ["day", "night"]
        ids = re.findall(r'id="([^"]+)"', scene)
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("done", "total"), [(0, 8), (6, 8), (8, 8), (12, 8)])
def test_a_streak_has_an_arc_a_week(done: int, total: int) -> None:
    """Done weeks are drawn through, those to come in dots."""
    drawn = drawing.streak_svg(done, total)
    weeks = max(done, total)
    assert drawn.count("Q") == weeks
    assert drawn.count("stroke-dasharray") == weeks - done
    assert drawn.count("var(--sun)") == 1


def test_a_paused_week_lies_flat() -> None:
    """A pause neither counts nor breaks: it is a line on the water."""
    drawn = drawing.streak_svg(4, 6, paused={1, 2})
    assert drawn.count("Q") == 4
    assert drawn.count("h36") == 2


@pytest.mark.parametrize(
    ("value", "target", "dashes"),
    [(0, 100, None), (25, 100, "25 100"), (1, 3, "33.3 100"), (250, 100, "100 100"), (7, 0, "100 100")],
)
def test_the_level_ring_shows_the_share(value: int, target: int, dashes: str | None) -> None:
    """Nothing at the start, full at the last level, never more."""
    found = re.search(r'stroke-dasharray="([^"]+)"', drawing.level_ring_svg(value, target))
    assert (found and found[1]) == dashes


def test_a_higher_place_has_more_stones() -> None:
    """Three, two, one; ids differ so that the three stand on one page."""
    podium = [drawing.podium_svg(place, place) for place in (1, 2, 3)]
    assert [drawn.count("<clipPath") for drawn in podium] == [3, 2, 1]
    ids = re.findall(r'id="([^"]+)"', "".join(podium))
    assert len(ids) == len(set(ids))


def test_a_code_says_what_it_is() -> None:
    """The title is escaped; another address is another code; the finder stands in its corner."""
    drawn = drawing.qr_svg("https://ricoche.example/s/a", "Lien <de> Camille")
    assert "<title>Lien &lt;de&gt; Camille</title>" in drawn
    assert 'role="img"' in drawn
    assert "M0 0h7v1h-7z" in drawn
    assert drawn != drawing.qr_svg("https://ricoche.example/s/b", "Lien <de> Camille")


@pytest.mark.parametrize("badge", BADGES, ids=lambda badge: badge.key)
def test_every_badge_of_the_rules_is_drawn(badge: object) -> None:
    """As drawn, locked, and once per tier; a tier has as many rings."""
    slug, tiers = badge.key, len(badge.thresholds)  # type: ignore[attr-defined]
    for path in (drawing.badge_path(slug), drawing.badge_path(slug, locked=True)):
        ElementTree.parse(STATIC / path)
    for tier in range(1, tiers + 1):
        drawn = (STATIC / drawing.badge_path(slug, tier=tier)).read_text(encoding="utf-8")
        ElementTree.fromstring(drawn)
        if tiers > 1:
            assert len(re.findall(r'fill-opacity="[^"]+" stroke="', drawn)) == tier


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Camille Renaud", "CR"), ("Thomas Le Goff", "TG"), ("Linh", "L"), ("cr", "CR"), ("", "")],
)
def test_initials(name: str, letters: str) -> None:
    """First and last word."""
    assert drawing.initials(name) == letters


def test_a_name_keeps_its_hue() -> None:
    """Always one of the stones, and not always the same one."""
    hues = {drawing.hue_of(f"Person {n}") for n in range(60)}
    assert hues == {"lagune", "ocre", "terre", "mousse", "ardoise", "prune", "rose", "ciel"}
    assert drawing.hue_of("Camille") == drawing.hue_of("Camille")

"""A theme from any colour stays readable, and the stylesheet holds the default one."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.drawing.colour import contrast, oklch, to_oklch
from server.drawing.contrast import CONTROL, TEXT, audit
from server.drawing.palette import WHITE, meanings, neutrals
from server.drawing.theme import DEFAULT_ACCENT, by_day, by_night, is_accent, theme_css

TOKENS = Path(__file__).resolve().parents[3] / "static" / "css" / "tokens.css"
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours)
@example("#000000")
@example("#ffffff")
@example("#ffff00")
@example("#00ff00")
@example("#ff0000")
@example("#0000ff")
@example("#ff00ff")
@example("#00ffff")
@example("#808080")
@settings(max_examples=300, deadline=None)
def test_no_accent_makes_a_page_hard_to_read(accent: str) -> None:
    """Every pair of both themes has the contrast it needs."""
    pairs = audit(accent)
    assert len(pairs) == 108
    assert [pair for pair in pairs if pair.fails] == []


def test_the_audit_can_fail() -> None:
    """A pair below its need is reported."""
    weakest = min(audit(DEFAULT_ACCENT), key=lambda pair: pair.ratio / pair.needed)
    assert {pair.needed for pair in audit(DEFAULT_ACCENT)} == {TEXT, CONTROL}
    assert not weakest.fails
    assert type(weakest)("day", "ink", "paper", 4.4, TEXT).fails


@pytest.mark.parametrize("night", [False, True])
def test_the_stylesheet_holds_the_default_theme(night: bool) -> None:
    """Tokens and solver never part."""
    accent = by_night(DEFAULT_ACCENT) if night else by_day(DEFAULT_ACCENT)
    roles = {**neutrals(night=night), **meanings(night=night), **accent}
    blocks = TOKENS.read_text(encoding="utf-8").split(":root")
    for block in [b for b in blocks if "--paper" in b and (("color-scheme: dark;" in b) is night)]:
        declared = dict(re.findall(r"--([\w-]+): (#\w{6});", block))
        assert {role: declared[role] for role in roles} == roles


def test_both_dark_blocks_are_the_same() -> None:
    """The theme chosen by the system and the one chosen by hand look alike."""
    dark = [b for b in TOKENS.read_text(encoding="utf-8").split(":root") if "color-scheme: dark;" in b]
    first, second = (re.findall(r"--[\w-]+: [^;]+;", block) for block in dark)
    assert first == second


def test_the_theme_has_no_more_than_the_accent() -> None:
    """Light once, dark for the system and by hand; nothing but accent roles."""
    css = theme_css("#c8102e")
    assert css.count("--accent:") == 3
    assert css.count("{") == css.count("}") == 4
    assert set(re.findall(r"--([\w-]+):", css)) == set(by_day("#c8102e"))
    assert "--accent:#c8102e" in css


@pytest.mark.parametrize("value", ["", "red", "#fff", "#12345g", "#1234567", "#123456;", "#123456\n", "123456"])
def test_what_is_no_accent_is_refused(value: str) -> None:
    """Nothing but six digits reaches the stylesheet."""
    assert not is_accent(value)
    with pytest.raises(ValueError, match=f"^{re.escape(value)}$"):
        theme_css(value)


@given(colours)
def test_a_colour_survives_the_round_trip(colour: str) -> None:
    """OKLCH and back is the same colour, give or take one step of rounding."""
    back = oklch(*to_oklch(colour))
    steps = [abs(int(colour[i : i + 2], 16) - int(back[i : i + 2], 16)) for i in (1, 3, 5)]
    assert max(steps) <= 1


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21, a colour on itself 1, and the order does not matter."""
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)
    assert contrast("#0f6b78", "#0f6b78") == 1
    assert contrast(WHITE, "#767676") == contrast("#767676", WHITE)

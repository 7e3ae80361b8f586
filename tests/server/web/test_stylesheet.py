"""The stylesheets: whole, in order, light, and nothing a strict policy refuses."""

import gzip
import re
from pathlib import Path

import pytest

from server.web.stylesheet import CANDIDATE, CONSOLE, CSS_FOLDER, ORDER, compact, stylesheet

ROOT = Path(__file__).resolve().parents[3]
CSS = stylesheet().decode()
CONSOLE_CSS = stylesheet("console").decode() + stylesheet("candidate").decode()  # what comes beside it


def test_every_file_is_served_once() -> None:
    """A new file that nobody put in the order is noticed."""
    assert sorted((*ORDER, *CONSOLE, *CANDIDATE)) == sorted(
        str(path.relative_to(CSS_FOLDER)) for path in CSS_FOLDER.rglob("*.css")
    )


def test_it_weighs_no_more_than_agreed() -> None:
    """14 KB compressed for everybody, 8 more for those at a desk, 3 for a candidate."""
    assert len(gzip.compress(stylesheet(), 9)) <= 14 * 1024
    assert len(gzip.compress(stylesheet("console"), 9)) <= 8 * 1024
    assert len(gzip.compress(stylesheet("candidate"), 9)) <= 3 * 1024


def test_it_is_well_formed() -> None:
    """As many braces open as close, the order of layers first, no comment left."""
    assert CSS.count("{") == CSS.count("}")
    assert CONSOLE_CSS.count("{") == CONSOLE_CSS.count("}")
    assert CSS.startswith("@layer reset,tokens,base,layout,components,screens,utilities,preferences;")
    assert "/*" not in CSS + CONSOLE_CSS
    assert "url(" not in CONSOLE_CSS


def test_its_addresses_are_files_of_ours() -> None:
    """No data: address, no other host."""
    addresses = re.findall(r"url\(([^)]*)\)", CSS)
    assert addresses
    for address in addresses:
        assert re.fullmatch(r'"/static/fonts/[\w-]+\.woff2"', address)
        assert (ROOT / address.strip('"/')).is_file()


def test_every_variable_is_declared() -> None:
    """A typing error in a name is noticed."""
    declared = set(re.findall(r"(--[\w-]+):", CSS + CONSOLE_CSS))
    used = set(re.findall(r"var\((--[\w-]+)", CSS + CONSOLE_CSS))
    assert used <= declared


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a  {\n color: red ;\n}", "a{color:red}"),
        ("/* x */a:hover > b { margin: 0 -1px; }", "a:hover > b{margin:0 -1px}"),
        ("nav :is(a, b) { top: calc(1px + 2px); }", "nav :is(a,b){top:calc(1px + 2px)}"),
        ('@media (min-width: 1px) { a { content: ""; } }', '@media (min-width:1px){a{content:""}}'),
        ("a .b { x: y }\n\n.c { x: y }", "a .b{x:y}.c{x:y}"),
    ],
)
def test_compacting_keeps_the_meaning(css: str, expected: str) -> None:
    """Spaces that separate something stay."""
    assert compact(css) == expected

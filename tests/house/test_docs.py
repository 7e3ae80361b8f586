"""The documents name what there is: every variable, every command, every file they point to."""

import re
from pathlib import Path

import pytest

from server.command_line.commands import COMMANDS
from server.settings import ROOT

README, OPERATING = ROOT / "README.md", ROOT / "docs" / "operating.md"
PAGES = [README, OPERATING, *(ROOT / name for name in ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"))]
READ_ELSEWHERE = {"RICOCHE_LANG", "RICOCHE_CORPUS"}
MADE_LATER = {"docs/screens/feed-390-light-fr.png"}


def read_by_the_code() -> set[str]:
    text = (ROOT / "server" / "settings.py").read_text(encoding="utf-8")
    return {f"RICOCHE_{name}" for name in re.findall(r'_value\(environment, "(\w+)"\)', text)}


def test_the_table_of_variables_is_what_the_code_reads() -> None:
    table = set(re.findall(r"^\| `(RICOCHE_\w+)`", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert table == read_by_the_code()


def test_no_page_names_a_variable_that_nothing_reads() -> None:
    known = read_by_the_code() | READ_ELSEWHERE
    for page in [*PAGES, ROOT / "Dockerfile", ROOT / "compose.yaml", ROOT / "Makefile"]:
        named = set(re.findall(r"RICOCHE_[A-Z_]+", page.read_text(encoding="utf-8")))
        assert {name.removesuffix("_FILE") for name in named} <= known, page.name


def test_every_command_and_option_is_explained() -> None:
    text = OPERATING.read_text(encoding="utf-8")
    for command in COMMANDS:
        line = next((line for line in text.splitlines() if line.startswith(f"| `ricoche {command.name}")), None)
        assert line is not None, command.name
        for option in command.options:
            assert not option.names[0].startswith("--") or option.names[0] in line, (command.name, option.names)


def test_every_target_of_make_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"`?make ([a-z-]+)\b(?=[ `\n,])", page.read_text(encoding="utf-8"))) <= targets, page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        target = (page.parent / link).resolve()
        assert target.exists() or target.relative_to(ROOT).as_posix() in MADE_LATER, link


def test_every_test_that_shows_an_invariant_exists() -> None:
    text = (ROOT / "docs" / "invariants.md").read_text(encoding="utf-8")
    assert [int(number) for number in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)] == list(range(1, 38))
    for name in set(re.findall(r"`((?:gamification|server)/[\w/]+\.py)`", text)):
        assert (ROOT / "tests" / name).is_file(), name

"""The project speaks of itself alone: no machine, no to-do, no address that could be somebody's."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from server.settings import ROOT

BINARY = {".woff2", ".png", ".webp", ".ico", ".jpg", ".gz"}
MACHINE = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/\w|(?<![\w.{}])/tmp/\w|[A-Z]:\\Users")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
REGISTRY = re.compile(r"pypi\.org|pythonhosted|npmjs\.org|registry\.npm|files\.python")
SESSIONS = re.compile(r"\b(?:chatgpt|copilot|claude|openai|anthropic)\b", re.IGNORECASE)
ADDRESS = re.compile(r"(?<![\w.+/:-])[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")  # not the credentials of a URL
RESERVED = re.compile(r"(?:^|\.)(?:example|localhost|invalid|test)$|(?:^|\.)example\.(?:com|org|net)$")
OWN_RULES = {"tests/house/test_words.py"}
LICENCES = re.compile(r"(?:^|/)(?:LICENSE|OFL|NOTICE)|vendor/|\.LICENSE\.")


def texts() -> Iterator[tuple[str, str]]:
    """Every committed text file of ours."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in BINARY or name in OWN_RULES or LICENCES.search(name) or not path.is_file():
            continue
        yield name, path.read_bytes().decode("utf-8", "replace")


def found(pattern: re.Pattern[str], *, ends: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{name}: {match[0]}" for name, text in texts() for match in pattern.finditer(text)
        if not ends or name.endswith(ends)
    ]  # fmt: skip


def test_nothing_names_a_machine() -> None:
    assert found(MACHINE) == []


def test_nothing_is_left_to_do() -> None:
    assert found(UNFINISHED) == []


def test_no_registry_is_named() -> None:
    assert found(REGISTRY) == []


def test_nothing_tells_who_typed_it() -> None:
    assert found(SESSIONS) == []


def test_addresses_are_reserved_ones() -> None:
    strangers = [
        f"{name}: {match[0]}" for name, text in texts() for match in ADDRESS.finditer(text)
        if name.startswith(("server/", "templates/", "docs/", "tests/")) and not RESERVED.search(match[1].lower())
    ]  # fmt: skip
    assert strangers == []


def test_what_is_not_text_is_where_it_belongs() -> None:
    binary = {name for name in _listed() if Path(name).suffix in BINARY}
    assert all(name.startswith(("static/", "docs/", "tests/fixtures/")) for name in binary)


def _listed() -> list[str]:
    said = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return said.stdout.splitlines()

"""Files and functions stay small enough to be read at one sight."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from server.settings import ROOT

PYTHON = ("gamification", "server", "tests", "benchmarks", "docs")
TABLES = {  # one entry after another: longer is not harder to read
    "server/routes.py:routes", "gamification/__init__.py", "static/css/tokens.css",
}  # fmt: skip
MOST = {".html": 150, ".css": 200, ".js": 150, ".mjs": 150}
MOST_IN_MODULE, MOST_IN_TEST_MODULE, MOST_IN_FUNCTION = 300, 450, 40


def files(suffixes: Iterable[str], *folders: str) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix in suffixes and "vendor" not in name and "/." not in name and name not in TABLES:
                yield name, path


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_modules_are_short() -> None:
    long = {
        name: lines(path) for name, path in files([".py"], *PYTHON)
        if lines(path) > (MOST_IN_TEST_MODULE if name.startswith("tests/") else MOST_IN_MODULE)
        and "migrations" not in name
    }  # fmt: skip
    assert long == {}


def test_functions_are_short() -> None:
    long = {}
    for name, path in files([".py"], *PYTHON):
        if "migrations" in name:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
                length = node.end_lineno - node.lineno + 1
                if length > MOST_IN_FUNCTION and f"{name}:{node.name}" not in TABLES:
                    long[f"{name}:{node.name}"] = length
    assert long == {}


@pytest.mark.parametrize("suffix", MOST)
def test_templates_styles_and_scripts_are_short(suffix: str) -> None:
    found = list(files([suffix], "templates", "static", "service_worker", "tests/javascript"))
    assert found
    assert {name: lines(path) for name, path in found if lines(path) > MOST[suffix]} == {}

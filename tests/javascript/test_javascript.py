"""Runs the scripts' own tests, and weighs what pages have to load."""

import gzip
import os
import re
import subprocess
from pathlib import Path

import playwright
import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
NODE = Path(playwright.__file__).parent / "driver" / "node"
PAGE_SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
SCRIPTS = [*PAGE_SCRIPTS, *sorted((ROOT / "service_worker").glob("*.js"))]


@pytest.mark.parametrize("test", sorted(HERE.glob("*.test.mjs")), ids=lambda path: path.name)
def test_script_tests_pass(test: Path) -> None:
    command = [str(NODE), "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test", str(test)]
    environment = {"PATH": os.environ["PATH"], "NO_COLOR": "1"}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"pass [1-9]", run.stdout), "no test ran"


def test_page_scripts_stay_light() -> None:
    weights = {path.name: len(gzip.compress(path.read_bytes())) for path in PAGE_SCRIPTS}
    assert sum(weights.values()) <= 12 * 1024, weights


def test_scripts_stay_short() -> None:
    lengths = sorted(len(path.read_text().splitlines()) for path in SCRIPTS)
    assert lengths[int(len(lengths) * 0.9)] <= 110
    assert lengths[-1] <= 150


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_checked_explained_and_safe_under_the_policy(script: Path) -> None:
    text = script.read_text()
    assert text.startswith("// @ts-check\n/**"), "starts with what it is for"
    for forbidden in (
        "eval(",
        "new Function",
        "innerHTML",
        "outerHTML",
        "document.write",
        "http://",
        "https://",
    ):
        assert forbidden not in text


def test_every_behaviour_is_started() -> None:
    entry = (ROOT / "static" / "js" / "app.js").read_text()
    imported = set(re.findall(r'from "\./([\w-]+\.js)"', entry))
    behaviours = {path.name for path in PAGE_SCRIPTS if "export function start(" in path.read_text()}
    behaviours |= {path.name for path in PAGE_SCRIPTS if "export async function start(" in path.read_text()}
    assert imported == behaviours

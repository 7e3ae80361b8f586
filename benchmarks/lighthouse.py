"""Lighthouse on a phone's terms, from the package registry, with a Node that is new enough."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.table import CannotMeasure
from server.settings import read_settings

PACKAGE = "lighthouse@13"
OLDEST_NODE = (22, 19)
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PATIENCE = 180


def report(address: str, cookie: str = "", tries: int = 3) -> dict[str, Any]:
    """Everything Lighthouse says of a page; a run in which it lost its own trace is run again."""
    for _ in range(tries - 1):
        try:
            return _once(address, cookie)
        except CannotMeasure as lost:
            print(f"again: {lost}", file=sys.stderr)
    return _once(address, cookie)


def _once(address: str, cookie: str) -> dict[str, Any]:
    command = [
        node(), installed(), address, "--output=json", "--output-path=stdout", "--quiet", f"--chrome-flags={FLAGS}",
        f"--only-categories={','.join(CATEGORIES)}",
    ]  # fmt: skip
    if cookie:
        command.append(f"--extra-headers={json.dumps({'Cookie': cookie})}")
    said = subprocess.run(command, env=_environment(), capture_output=True, text=True, timeout=PATIENCE, check=False)
    if said.returncode:
        raise CannotMeasure(f"Lighthouse on {address}: {said.stderr.strip()[-400:]}")
    found: dict[str, Any] = json.loads(said.stdout)
    if problem := found.get("runtimeError"):
        raise CannotMeasure(f"Lighthouse on {address}: {problem['message']}")
    if found["finalDisplayedUrl"] != address:
        raise CannotMeasure(f"Lighthouse asked for {address} and was shown {found['finalDisplayedUrl']}.")
    return found


def scores(found: Mapping[str, Any]) -> dict[str, float]:
    """Points out of a hundred by category."""
    return {name: round(100 * float(found["categories"][name]["score"] or 0)) for name in CATEGORIES}


def complaints(found: Mapping[str, Any]) -> list[str]:
    """What costs points, heaviest first."""
    audits, lost = found["audits"], []
    for name in CATEGORIES:
        for each in found["categories"][name]["auditRefs"]:
            score = audits[each["id"]]["score"]
            if each["weight"] and score is not None and score < 1:
                value = audits[each["id"]].get("displayValue", "")
                lost.append((each["weight"] * (1 - score), f"{name}: {audits[each['id']]['title']} {value}".strip()))
    return [said for _, said in sorted(lost, reverse=True)]


def node() -> str:
    """A Node that Lighthouse runs on: the system's, or the one inside Playwright's wheel."""
    system = shutil.which("node")
    if system and _version(system) >= OLDEST_NODE:
        return system
    import playwright

    bundled = Path(playwright.__file__).parent / "driver" / "node"
    if not bundled.is_file():
        raise CannotMeasure(f"No Node of at least {'.'.join(map(str, OLDEST_NODE))} here.")
    return str(bundled)


def _version(path: str) -> tuple[int, ...]:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", said)[:2])


def installed() -> str:
    """Lighthouse's command in a folder beside the data; npm brings it the first time, running none of its scripts."""
    folder = read_settings().data_dir / ".cache" / "lighthouse"
    command = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not command.is_file():
        npm = shutil.which("npm")
        if npm is None:
            raise CannotMeasure("npm is not here, and Lighthouse comes by it.")
        folder.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--prefix", str(folder), "--no-save", "--ignore-scripts", "--silent", PACKAGE]
        if subprocess.run(install, cwd=folder, check=False).returncode:
            raise CannotMeasure("npm could not bring Lighthouse.")
    return str(command)


def _environment() -> dict[str, str]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    if not chromium:
        raise CannotMeasure("No Chromium here: tests/install-chromium brings one.")
    return {**os.environ, "CHROME_PATH": os.environ.get("CHROME_PATH", chromium)}

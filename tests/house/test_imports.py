"""Imports run one way: what import-linter cannot say with wildcards is said here, and it is run here too."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from server.settings import ROOT

KNOWS_STARLETTE = re.compile(
    r"server\.(app|((recruiting|reward|rulebook)_)?routes)$|server\.(web|pwa)\.|"  # where requests come in
    r"\.(\w+_)?(handlers|asking|showing)$|"  # read them, answer them
    r"server\.people\.(sessions|sign_in\.browser|sign_in\.entering)$|"  # cookies and who is asking
    r"server\.sharing\.redirects$"  # answers links before the application
)
HEADERS_OF_HTMX = re.compile(r"""["'](?i:HX-)""")
STANDARD = sys.stdlib_module_names | {"gamification"}


def modules(*packages: str) -> Iterator[tuple[str, Path]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


def test_the_contracts_of_pyproject_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    said = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


def test_the_rules_of_the_game_import_the_standard_library_only() -> None:
    foreign = [
        (name, each) for name, path in modules("gamification") for each in imported(path)
        if each.partition(".")[0] not in STANDARD
    ]  # fmt: skip
    assert foreign == []


def test_only_what_answers_requests_knows_starlette() -> None:
    knowing = {
        name for name, path in modules("server") for each in imported(path)
        if each.partition(".")[0] in ("starlette", "starlette_compress") and not KNOWS_STARLETTE.search(name)
    }  # fmt: skip
    assert knowing == set()


def test_only_one_module_writes_or_reads_the_headers_of_htmx() -> None:
    touching = {name for name, path in modules("server") if HEADERS_OF_HTMX.search(path.read_text(encoding="utf-8"))}
    assert touching == {"server.web.htmx"}


def test_nobody_asks_the_machine_for_the_time_but_the_clock() -> None:
    asking = re.compile(r"datetime\.now\(|date\.today\(|datetime\.utcnow\(|\btime\.time\(")
    found = {
        name for name, path in modules("server", "gamification")
        if name not in ("server.clock", "server.notifications.webpush")  # push services judge signatures by real time
        and asking.search(path.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert found == set()


def test_only_one_module_opens_what_a_person_typed() -> None:
    opening = {
        name for name, path in modules("server") for each in imported(path)
        if each.partition(".")[0] in ("aiohttp", "httpx", "urllib3", "requests") or each == "urllib.request"
    }  # fmt: skip
    push = {name for name in opening if name.startswith("server.notifications.")}
    outbound = {f"server.web.outbound{part}" for part in ("", "_body", "_guard", "_connector")}
    assert opening - push <= outbound

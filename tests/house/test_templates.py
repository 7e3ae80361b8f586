"""Every template: nothing a strict policy refuses, only variables that its page declares, blocks that stand alone."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import httpx2
import pytest
from jinja2 import meta, nodes
from starlette.types import ASGIApp

import server.app  # noqa: F401  every feature's pages, and the errors'
from server.settings import ROOT
from server.web.rendering import Page, environment
from tests.conftest import browser
from tests.support.openings import opening
from tests.support.people import company, welcomed
from tests.support.rewards import a_reward, ordered
from tests.support.sharing import article, shared
from tests.support.signing_in import as_person, hidden

TEMPLATES = ROOT / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*"))
WEB = [name for name in NAMES if name.endswith(".html") and not name.startswith("emails/")]
FORBIDDEN = {
    "inline style": r"<[^>]*\sstyle\s*=",
    "inline handler": r"<[^>]*\son[a-z]+\s*=",
    "inline script": r"<script(?![^>]*\ssrc=)",
    "style element": r"<style\b",
    "unescaped": r"\|\s*safe\b|autoescape\s+false|Markup\(",
    "script in htmx": r"hx-on\b|[\"']js:|javascript:|hx-vals\s*=\s*[\"']js",
    "filter in htmx": r"hx-trigger\s*=\s*\"[^\"]*\[",
    "other host": r"(?:src|href|action)\s*=\s*\"https?://",
}


def source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def parsed(name: str) -> nodes.Template:
    return environment().parse(source(name))


def family(name: str) -> Iterator[str]:
    """A template, what it extends, and what it includes."""
    yield name
    for node in parsed(name).find_all((nodes.Extends, nodes.Include)):
        assert isinstance(node, (nodes.Extends, nodes.Include))
        assert isinstance(node.template, nodes.Const), f"{name} chooses a template at run time"
        yield from family(str(node.template.value))


def pages() -> list[type[Page]]:
    found: dict[str, type[Page]] = {}

    def walk(kind: type[Page]) -> None:
        for each in kind.__subclasses__():
            found[f"{each.__module__}.{each.__qualname__}"] = each  # slots make a class twice: the last one is used
            walk(each)

    walk(Page)
    return [found[name] for name in sorted(found) if found[name].__module__.startswith("server.")]


PAGES = pages()


def test_pages_were_found() -> None:
    assert len(PAGES) > 25


@pytest.mark.parametrize("reason", FORBIDDEN)
def test_no_template_needs_what_the_policy_refuses(reason: str) -> None:
    pattern = re.compile(FORBIDDEN[reason], re.IGNORECASE)
    assert {name: match[0] for name in WEB if (match := pattern.search(source(name)))} == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_page_declares_what_its_template_reads_and_no_more(page: type[Page]) -> None:
    assert (TEMPLATES / page.template).is_file()
    used: set[str] = set()
    for name in set(family(page.template)):
        macros = {macro.name for macro in parsed(name).body if isinstance(macro, nodes.Macro)}
        used |= meta.find_undeclared_variables(parsed(name)) - macros
    declared = {field.name for field in fields(page)}
    assert used - declared - {"shell"} - set(environment().globals) == set(), "read and not declared"
    assert declared - used == set(), "declared and not read"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_page_has_a_title_of_its_own(page: type[Page]) -> None:
    titled = [
        block for name in family(page.template) if name != "layouts/base.html"
        for block in parsed(name).find_all(nodes.Block) if block.name == "title" and block.body
    ]  # fmt: skip
    fragments = {  # only ever a part of another page
        "sharing/handoff.html", "content/bookmark.html", "rulebook/editor_fields.html", "rulebook/editor_live.html",
            "rulebook/simulation.html",
    }  # fmt: skip
    assert titled or page.template in fragments


def test_every_template_belongs_to_a_page() -> None:
    used = {name for page in PAGES for name in family(page.template)}
    letters = {name for name in NAMES if name.startswith("emails/")}
    static = {"errors/500.html", "errors/busy.html"}  # read as they are, when nothing else works
    components = {name for name in NAMES if name.startswith("components/")}
    assert set(NAMES) - used - letters - static - components == set()


def test_scripts_know_a_person_by_one_key_on_every_page() -> None:
    """Another key would make the push subscription look like somebody else's, and it would be dropped."""
    said = {name: re.findall(r'data-person="([^"]*)"', source(name)) for name in WEB}
    assert {key for keys in said.values() for key in keys} == {"{{ shell.person_key }}"}
    assert all("data-push-key" in source(name) for name, keys in said.items() if keys)


def alone() -> set[tuple[str, str]]:
    """What handlers render without the page around it: module and block."""
    found = set()
    for path in sorted((ROOT / "server").rglob("*handlers.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= {
                    (_module(path), str(word.value.value)) for word in node.keywords
                    if word.arg == "block" and isinstance(word.value, ast.Constant) and word.value.value
                }  # fmt: skip
    return found


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


ALONE = {
    ("server.me.handlers", "lines"): "GET /me/ledger",
    ("server.content.handlers", "cards"): "GET /feed",
    ("server.content.handlers", "reading"): "POST /posts/{article}/read",
    ("server.content.handlers", "mark"): "POST /posts/{article}/bookmark",
    ("server.standings.handlers", "board"): "GET /leaderboard?scope=people",
    ("server.challenges.handlers", "progress"): "GET /challenges",
    ("server.sharing.handlers", "sheet"): "GET /posts/{withdrawn}/share",
    ("server.sharing.handlers", "points"): "POST /posts/{article}/share/preview",
    ("server.openings.handlers", "cards"): "GET /jobs",
    ("server.openings.handlers", "mark"): "POST /jobs/data-engineer/bookmark",
    ("server.rewards.catalogue.handlers", "sheet"): "GET /gifts/flask",
    ("server.rewards.own.pot_handlers", "sheet"): "GET /gifts/lunch",
    ("server.rewards.own.handlers", "rows"): "GET /gifts/orders",
}


def test_every_block_that_is_rendered_alone_is_tried_below() -> None:
    assert alone() == set(ALONE)


def test_blocks_rendered_alone_exist() -> None:
    blocks = {block.name for name in WEB for block in parsed(name).find_all(nodes.Block)}
    assert {block for _, block in ALONE} <= blocks
    assert {importlib.import_module(module).__name__ for module, _ in ALONE} == {module for module, _ in ALONE}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_blocks_stand_alone(app: ASGIApp) -> None:
    await company()
    alice = await welcomed()
    await opening()
    await a_reward(slug="lunch", kind="team_pot")
    await a_reward(slug="flask")
    await ordered(await a_reward(slug="pen", cost=5), alice)
    about, gone = await article(), await article("gone", state="withdrawn")
    await shared(alice, about)
    async with await as_person(browser(app), alice) as client:
        sheet = await _part(client, "GET", f"/posts/{about.id}/share")
        filled = {
            "form_key": hidden(sheet.text, "form_key"), "article": about.id, "channel": "linkedin",
            "words": "Half a sentence", "mention": "on",
        }  # fmt: skip
        answers = {"share sheet": sheet}
        for (module, block), what in ALONE.items():
            method, _, path = what.partition(" ")
            address = path.format(article=about.id, withdrawn=gone.id)
            answers[f"{module} {block}"] = await _part(client, method, address, filled if method == "POST" else None)
        answers["hand-over"] = await _part(client, "POST", "/shares", filled)
        for said, answer in answers.items():
            assert answer.status_code in (200, 410), f"{said}: {answer.status_code}"
            assert answer.text.strip(), f"{said} is empty"
            assert "<html" not in answer.text, f"{said} came with the page around it"
            assert "<main" not in answer.text, f"{said} came with the page around it"


async def _part(
    client: httpx2.AsyncClient, method: str, path: str, data: dict[str, str] | None = None
) -> httpx2.Response:
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    return await client.request(method, path, data=data, headers=headers)

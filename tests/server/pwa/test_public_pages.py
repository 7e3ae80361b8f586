"""Manifest, worker and offline page: public, the same for everybody, and nothing they name is missing."""

import json
import re

import httpx2
import pytest
import pytest_asyncio
from starlette.types import ASGIApp

from server.people.queries import forget_company
from server.pwa.worker_script import precache
from server.web.assets import IMMUTABLE
from tests.conftest import browser
from tests.support import people
from tests.support.signing_in import as_person


@pytest_asyncio.fixture(autouse=True)
async def company(app: ASGIApp) -> None:
    await people.company()


def config_of(module: str) -> dict[str, object]:
    found = re.fullmatch(r'import \{ start \} from "(/service_worker/\w+/main\.js)";\nstart\((.*)\);\n', module, re.S)
    assert found
    config: dict[str, object] = json.loads(found[2])
    return config | {"main": found[1]}


async def test_the_worker_brings_in_what_is_there_by_the_addresses_pages_use(
    client: httpx2.AsyncClient,
) -> None:
    answer = await client.get("/service-worker.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert "worker-src 'self'" in answer.headers["content-security-policy"]
    config = config_of(answer.text)
    wanted = [*config["precache"], config["main"], config["icon"], config["badge"]]  # type: ignore[misc]
    for address in map(str, wanted):
        found = await client.get(address)
        assert found.status_code == 200, address
        if address != "/offline":
            assert found.headers["cache-control"] == IMMUTABLE, address
    page = (await client.get("/offline")).text
    used = set(re.findall(r'(?:href|src)="(/(?:static|theme)[^"#]*)', page.replace("&amp;", "&")))
    assert used - set(map(str, wanted)) <= {address for address in used if "apple-touch-icon" in address}


async def test_every_module_the_entry_imports_is_brought_in(client: httpx2.AsyncClient) -> None:
    kept = set(config_of((await client.get("/service-worker.js")).text)["precache"])  # type: ignore[call-overload]
    entry = next(address for address in kept if address.endswith("/js/app.js"))
    imported = re.findall(r'from "\./([\w-]+\.js)"', (await client.get(entry)).text)
    assert imported
    assert {entry.replace("app.js", name) for name in imported} <= kept


async def test_another_accent_is_another_release(client: httpx2.AsyncClient, app: ASGIApp) -> None:
    before = config_of((await client.get("/service-worker.js")).text)
    from server.people.models import Company

    await Company.filter(id=1).update(accent="#aa3300")
    forget_company()
    after = config_of((await client.get("/service-worker.js")).text)
    assert before["version"] != after["version"]
    assert before["main"] == after["main"]


@pytest.mark.parametrize("path", ["/manifest.webmanifest?lang=fr", "/service-worker.js", "/offline?lang=en"])
async def test_a_session_changes_not_a_byte(client: httpx2.AsyncClient, app: ASGIApp, path: str) -> None:
    person = await people.person("alice")
    async with browser(app) as made:
        signed_in = await as_person(made, person)
        one, other = await client.get(path), await signed_in.get(path)
    assert (one.status_code, one.content) == (200, other.content)
    assert "x-session-tag" not in other.headers
    assert "set-cookie" not in other.headers
    assert (await client.post(path)).status_code == 405


async def test_the_manifest_is_the_company_s_in_the_language_asked_for(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/manifest.webmanifest?lang=en")
    assert answer.headers["content-type"] == "application/manifest+json"
    found = answer.json()
    assert (found["name"], found["short_name"], found["lang"]) == ("Ricoche at Orvane", "Ricoche", "en")
    assert found["theme_color"] == "#0f6b78"
    for icon in found["icons"]:
        assert (await client.get(icon["src"])).headers["content-type"] == "image/png"
    french = (await client.get("/manifest.webmanifest?lang=fr")).json()
    assert (french["lang"], french["id"]) == ("fr", found["id"])


async def test_the_offline_page_keeps_what_the_script_fills(client: httpx2.AsyncClient) -> None:
    page = (await client.get("/offline?lang=en")).text
    for markup in ('id="saved-pages"', 'id="saved"', 'template id="saved-page"', 'href=""', "<h1"):
        assert markup in page
    assert "data-person" not in page


def test_the_list_names_each_file_once() -> None:
    found = precache("/theme.css?v=1")
    assert len(found) == len(set(found))

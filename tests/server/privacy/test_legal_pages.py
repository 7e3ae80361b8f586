"""Legal pages: the same for everybody, true to the product, HR's own wording with optimistic locking."""

import httpx2
import pytest
from starlette.types import ASGIApp

from server.privacy.texts import PAGES, shipped_text
from server.web.models import AuditEntry
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.signing_in import as_person, hidden

LEGAL = "/console/settings/legal"


@pytest.mark.parametrize("path", ["/privacy", "/legal"])
@pytest.mark.parametrize(("language", "word"), [("fr", "données"), ("en", "data")])
async def test_anybody_may_read_it_without_a_cookie(
    app: ASGIApp, client: httpx2.AsyncClient, path: str, language: str, word: str
) -> None:
    await company()
    stranger = await client.get(path, params={"lang": language})
    assert stranger.status_code == 200
    assert "set-cookie" not in stranger.headers
    assert "Orvane" in stranger.text
    assert "{company}" not in stranger.text
    assert f'<html lang="{language}"' in stranger.text
    assert word in stranger.text or path == "/legal"
    hr = await as_person(browser(app), await person("hr", role="hr"))
    assert (await hr.get(path, params={"lang": language})).text == stranger.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_shipped_texts_say_how_long_and_where_the_source_is(language: str) -> None:
    privacy = shipped_text("privacy", language)
    assert all(figure in privacy for figure in ("48 ", "7 ", "24 ", "90 ", "{company}"))
    assert "AGPL" in shipped_text("legal", language)


def test_an_unknown_language_gets_the_first_one() -> None:
    assert [shipped_text(page, "de") for page in PAGES] == [shipped_text(page, "fr") for page in PAGES]


@pytest.mark.parametrize("path", ["/privacy", "/legal"])
async def test_only_get(client: httpx2.AsyncClient, path: str) -> None:
    assert (await client.post(path)).status_code == 405


async def hr_of(app: ASGIApp) -> httpx2.AsyncClient:
    await company()
    return await as_person(browser(app), await person("hr", role="hr"), stepped_up=True)


async def test_hr_writes_their_own_text_and_brings_ours_back(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    hr = await hr_of(app)
    asked = {
        "page": "legal",
        "language": "en",
        "body": "# Ours\n\n**Orvane** <script>alert(1)</script>",
        "version": "0",
    }
    assert (await hr.post(LEGAL, data=asked)).status_code == 303
    text = (await client.get("/legal?lang=en")).text
    assert "<strong>Orvane</strong>" in text
    assert "<script>alert" not in text
    page = (await hr.get(LEGAL, params={"page": "legal", "language": "en"})).text
    back = {**asked, "version": hidden(page, "version"), "restore": "on"}
    assert (await hr.post(LEGAL, data=back)).status_code == 303
    assert "Affero" in (await client.get("/legal?lang=en")).text
    assert [entry.action for entry in await AuditEntry.all().order_by("at")] == ["legal.edit", "legal.restore"]


async def test_a_stale_text_is_shown_beside_the_newer_one(app: ASGIApp) -> None:
    hr = await hr_of(app)
    asked = {"page": "privacy", "language": "fr", "version": "0"}
    await hr.post(LEGAL, data={**asked, "body": "Le premier"})
    answer = await hr.post(LEGAL, data={**asked, "body": "Le second"})
    assert answer.status_code == 409
    assert "Le premier" in answer.text
    assert "Le second" in answer.text
    again = {**asked, "body": "Le second", "version": hidden(answer.text, "version")}
    assert (await hr.post(LEGAL, data=again)).status_code == 303


async def test_an_empty_text_is_refused(app: ASGIApp) -> None:
    hr = await hr_of(app)
    answer = await hr.post(LEGAL, data={"page": "legal", "language": "en", "version": "0"})
    assert answer.status_code == 422
    assert "Write the text" in answer.text

"""Origin, headers, languages, assets and errors, through the running application."""

import httpx2
import pytest
from starlette.types import ASGIApp

from server.web.assets import asset, integrity, version
from server.web.locale import negotiate, say, say_many, speaking, typography
from tests.conftest import browser

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@ONE_DATABASE
@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "", "Origin": "http://localhost:8000"}, True),
        ({"Sec-Fetch-Site": "", "Origin": "http://evil.example"}, False),
        ({"Sec-Fetch-Site": "", "Origin": "null"}, False),
        ({"Sec-Fetch-Site": "", "Cookie": "ricoche=x"}, False),
        ({"Sec-Fetch-Site": ""}, True),
    ],
)
async def test_another_site_cannot_post(app: ASGIApp, headers: dict[str, str], allowed: bool) -> None:
    async with browser(app, **headers) as client:
        response = await client.post("/sign-in", data={})
    assert (response.status_code != 403) is allowed


@ONE_DATABASE
@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/healthz", "/theme.css?accent=0f6b78"])
async def test_every_answer_carries_the_security_headers(client: httpx2.AsyncClient, path: str) -> None:
    response = await client.get(path)
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cross-origin-opener-policy"] == "same-origin"
    assert "permissions-policy" in response.headers


@ONE_DATABASE
async def test_a_bug_of_ours_is_a_page_with_a_number_and_no_detail(
    app: ASGIApp, client: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(person: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(app.app.state, "frame", fail)  # type: ignore[attr-defined]
    response = await client.get("/sign-in")
    assert response.status_code == 500
    assert "secret detail" not in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]


@ONE_DATABASE
async def test_unknown_addresses_and_wrong_methods_answer_in_words(client: httpx2.AsyncClient) -> None:
    missing = await client.get("/nowhere", headers={"Accept-Language": "fr"})
    assert missing.status_code == 404
    assert '<html lang="fr">' in missing.text
    wrong = await client.post("/healthz")
    assert wrong.status_code == 405


@ONE_DATABASE
async def test_static_files_are_immutable_at_their_version_and_only_there(client: httpx2.AsyncClient) -> None:
    now = await client.get(asset("icons/icons.svg"))
    assert now.headers["cache-control"] == "public, max-age=31536000, immutable"
    before = await client.get(asset("icons/icons.svg").replace(version(), "000000000000"))
    assert (before.status_code, before.headers["cache-control"]) == (200, "no-cache")
    outside = await client.get(f"/static/{version()}/../pyproject.toml")
    assert outside.status_code == 404
    style = await client.get(asset("ricoche.css"))
    assert "text/css" in style.headers["content-type"]
    assert "/static/fonts/" not in style.text
    assert integrity("vendor/htmx.min.js").startswith("sha384-")


@pytest.mark.parametrize(
    ("chosen", "accept", "language"),
    [
        (None, "", "fr"), (None, "de", "fr"), (None, "en-US,en;q=0.9,fr;q=0.8", "en"), (None, "fr-CH, en;q=0.9", "fr"),
        ("en", "fr", "en"), ("xx", "en", "en"), (None, "en;q=0, fr", "fr"), (None, ";;q=a,,", "fr"),
    ],
)  # fmt: skip
def test_the_language_is_asked_for_or_negotiated(chosen: str | None, accept: str, language: str) -> None:
    assert negotiate(chosen, accept) == language


def test_french_spaces_are_put_once() -> None:
    with speaking("fr"):
        said = typography("« L'eau » : prêt ?")
        assert said == "«\u00a0L’eau\u00a0»\u00a0: prêt\u202f?"
        assert typography(said) == said
    with speaking("en"):
        assert typography("What's up ?") == "What's up ?"


def test_numbers_and_plurals_follow_the_language() -> None:
    with speaking("en"):
        assert say("{n} jobs ran.", {"n": 1240}) == "1,240 jobs ran."
        assert say_many("{n} point", "{n} points", 1) == "1 point"

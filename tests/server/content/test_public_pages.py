"""Public pages, pictures and covers: the same bytes for everybody, no cookie, no session read."""

from pathlib import Path

import httpx2
import pytest
from starlette.types import ASGIApp

from server.settings import Settings
from tests.conftest import browser
from tests.support.content import article, topic
from tests.support.people import company, person
from tests.support.signing_in import as_person


async def test_the_same_bytes_for_everybody(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    await company()
    await article("Six months in Nantes", topic=await topic(), author=await person("ines"))
    alice = await as_person(browser(app), await person())
    anonymous, colleague = await client.get("/a/six-months-in-nantes"), await alice.get("/a/six-months-in-nantes")
    assert anonymous.status_code == 200
    assert anonymous.content == colleague.content
    for answer in (anonymous, colleague):
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "public, max-age=300"
        assert "Accept-Language" in answer.headers["vary"]
        assert "X-Session-Tag" not in answer.headers


async def test_it_presents_itself(client: httpx2.AsyncClient) -> None:
    await company()
    await article("Six <months> in Nantes", slug="six", excerpt='Say "hello" & more', image="0" * 32 + ".webp")
    page = (await client.get("/a/six")).text
    for words in (
        '<link rel="canonical" href="http://localhost:8000/a/six">',
        'hreflang="fr" href="http://localhost:8000/a/six?lang=fr"',
        '<meta property="og:title" content="Six &lt;months&gt; in Nantes">',
        'content="Say &#34;hello&#34; &amp; more"',
        f'<meta property="og:image" content="http://localhost:8000/media/{"0" * 32}.webp">',
        "<em>removed</em>",
    ):
        assert words in page
    assert "noindex" not in page
    assert "<script" not in page


async def test_it_speaks_both_languages(client: httpx2.AsyncClient) -> None:
    await company()
    await article("One")
    for asked, spoken in (("?lang=fr", "fr"), ("?lang=en", "en"), ("", "en")):
        answer = await client.get(f"/a/one{asked}")
        assert answer.headers["content-language"] == spoken
        assert f'<html lang="{spoken}">' in answer.text


async def test_a_withdrawn_one_says_so_and_leads_on(client: httpx2.AsyncClient) -> None:
    await company()
    await article("Gone", state="withdrawn")
    await article("Gone elsewhere", state="withdrawn", url="https://a.example/")
    await article("Still here")
    for slug in ("gone", "gone-elsewhere"):
        answer = await client.get(f"/a/{slug}")
        assert answer.status_code == 410
        assert 'href="/a/still-here' in answer.text
        assert "noindex" in answer.text
        assert "removed</em>" not in answer.text


async def test_what_has_no_public_page(client: httpx2.AsyncClient) -> None:
    await company()
    await article("Elsewhere", url="https://a.example/")
    await article("Draft", state="draft", published_at=None)
    for slug in ("elsewhere", "draft", "nothing", "%00", "x" * 500):
        assert (await client.get(f"/a/{slug}")).status_code == 404
    assert (await client.post("/a/draft")).status_code == 405


async def test_pictures_are_served_for_ever_and_nothing_else_is(client: httpx2.AsyncClient, settings: Settings) -> None:
    name = "ab" * 16 + ".webp"
    settings.media_dir.mkdir(parents=True)
    (settings.media_dir / name).write_bytes(b"RIFF")
    (settings.media_dir / "notes.txt").write_text("private")
    (Path(settings.media_dir).parent / "secret-key").exists()
    answer = await client.get(f"/media/{name}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert "immutable" in answer.headers["cache-control"]
    for wrong in ("notes.txt", "..%2fsecret-key", "%2e%2e%2fsecret-key", "ab.webp", "CD" * 16 + ".webp"):
        assert (await client.get(f"/media/{wrong}")).status_code == 404


@pytest.mark.parametrize("kind", ["halftone", "strata", "interference", "cairn", ""])
async def test_covers(client: httpx2.AsyncClient, kind: str) -> None:
    answer = await client.get(f"/covers/some-article.svg?kind={kind}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.text.startswith("<svg")
    assert (await client.get("/covers/a.svg?kind=unknown")).status_code == 404
    assert (await client.get(f"/covers/{'a' * 65}.svg")).status_code == 404


@pytest.mark.parametrize("body", ["# One\n\nx\n\n## Two", "## One\n\nx\n\n### Two"])
async def test_headings_begin_below_the_title(client: httpx2.AsyncClient, body: str) -> None:
    await company()
    await article("Headed", body=body)
    page = (await client.get("/a/headed")).text
    assert "<h2>One</h2>" in page
    assert "<h3>Two</h3>" in page


async def test_french_text_is_set_in_french_and_code_is_left_alone(client: httpx2.AsyncClient) -> None:
    await company()
    await article("Set", language="fr", body="J'ai lu : `l'eau ?` et fini !")
    page = (await client.get("/a/set?lang=en")).text
    assert "J’ai lu\u00a0: <code>l'eau ?</code> et fini\u202f!" in page

"""Static texts travel small to those who can read them so, and whole to the others."""

import brotli
import httpx2
import pytest

from server.settings import ROOT
from server.web.assets import asset, stylesheet_address
from server.web.compressed import takes_brotli

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SCRIPT = (ROOT / "static" / "js" / "app.js").read_bytes()


async def raw(client: httpx2.AsyncClient, path: str, **headers: str) -> tuple[httpx2.Response, bytes]:
    async with client.stream("GET", path, headers=headers) as response:
        return response, b"".join([part async for part in response.aiter_raw()])


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("br", True), ("gzip, deflate, br, zstd", True), ("gzip, br;q=0.5", True), ("br;q=0", False),
        ("br;q=0.0", False), ("gzip", False), ("", False), ("brr", False), ("*", False),
    ],
)  # fmt: skip
def test_who_takes_it(accepted: str, takes: bool) -> None:
    assert takes_brotli(accepted) is takes


@ONE_DATABASE
async def test_a_script_small_and_whole(client: httpx2.AsyncClient) -> None:
    small, body = await raw(client, asset("js/app.js"), **{"Accept-Encoding": "gzip, br"})
    assert small.headers["content-encoding"] == "br"
    assert "accept-encoding" in small.headers["vary"].lower()
    assert small.headers["content-type"].startswith("text/javascript")
    assert small.headers["content-security-policy"] == "default-src 'none'"
    assert "immutable" in small.headers["cache-control"]
    assert brotli.decompress(body) == SCRIPT
    whole, body = await raw(client, asset("js/app.js"), **{"Accept-Encoding": "identity"})
    assert "content-encoding" not in whole.headers
    assert body == SCRIPT


@ONE_DATABASE
async def test_the_stylesheet_small_and_whole(client: httpx2.AsyncClient) -> None:
    small, body = await raw(client, stylesheet_address(), **{"Accept-Encoding": "br"})
    whole, plain = await raw(client, stylesheet_address(), **{"Accept-Encoding": "identity"})
    assert (small.status_code, whole.status_code) == (200, 200)
    assert brotli.decompress(body) == plain


@ONE_DATABASE
async def test_pictures_parts_and_old_addresses_are_left_alone(client: httpx2.AsyncClient) -> None:
    for path, headers, status in (
        (asset("icons/favicon-32.png"), {}, 200),
        (asset("js/app.js"), {"Range": "bytes=0-9"}, 206),
        ("/static/000000000000/js/app.js", {}, 200),
    ):
        answer, _ = await raw(client, path, **{"Accept-Encoding": "br", **headers})
        assert answer.status_code == status
        assert answer.headers.get("content-encoding") != "br" or "no-cache" in answer.headers["cache-control"]
    assert (await client.get(asset("js/nothing.js"))).status_code == 404

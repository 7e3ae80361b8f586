"""The outbound client against a real server on loopback: what it fetches, and all it refuses."""

import asyncio
import gzip
import ssl
import zlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server.web.outbound import (
    NOT_A_WEB_ADDRESS,
    TOO_LARGE,
    TOO_MANY_REDIRECTS,
    UNREACHABLE,
    UNREADABLE,
    Fetched,
    OutboundPolicy,
    OutboundRefused,
    checked_url,
    fetch,
)

FRIEND = "127.0.0.1"  # allowed by the tests' policy
PRIVATE = "127.0.0.2"  # loopback too, but not allowed: it stands for every private host


class Site:
    """A server on both loopback addresses, and a note of who asked for what."""

    def __init__(self) -> None:
        self.asked: list[web.Request] = []
        self.asked_in_private = 0
        self.port = 0
        self.answers: list[list[str]] = []
        self.resolved: list[str] = []

    async def resolve(self, host: str, port: int) -> list[str]:
        """Each question takes the next answer; the last one stays."""
        self.resolved.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    @property
    def policy(self) -> OutboundPolicy:
        return OutboundPolicy(
            ports=frozenset({80, 443, self.port}),
            also_allowed=(ip_network(FRIEND),),
            resolve=self.resolve,
            connect_seconds=1,
            total_seconds=2,
        )

    def url(self, path: str, host: str = "site.example") -> str:
        return f"http://{host}:{self.port}{path}"

    async def get(self, path: str, host: str = "site.example", **options: object) -> Fetched:
        return await fetch(self.url(path, host), accept="*/*", allow=self.policy, **options)  # type: ignore[arg-type]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.transport and request.transport.get_extra_info("sockname")[0] == PRIVATE:
            self.asked_in_private += 1
        self.asked.append(request)
        return await getattr(self, request.match_info["page"])(request)  # type: ignore[no-any-return]

    async def plain(self, request: web.Request) -> web.StreamResponse:
        headers = {"ETag": '"a"', "Set-Cookie": "who=you"}
        if request.headers.get("If-None-Match") == '"a"':
            return web.Response(status=304, headers=headers)
        return web.Response(text="bonjour", headers=headers)

    async def to(self, request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": request.query["url"], "Set-Cookie": "who=you"})

    async def loop(self, request: web.Request) -> web.StreamResponse:
        return web.Response(status=301, headers={"Location": "/loop"})

    async def packed(self, request: web.Request) -> web.StreamResponse:
        squeeze: dict[str, Callable[[bytes], bytes]] = {
            "gzip": gzip.compress,
            "deflate": zlib.compress,
            "br": bytes,
            "lie": bytes,
        }
        bare = zlib.compressobj(wbits=-15)
        kind = request.query["kind"]
        text = b"x" * int(request.query.get("size", 1000))
        body = bare.compress(text) + bare.flush() if kind == "bare" else squeeze[kind](text)
        named = {"bare": "deflate", "lie": "gzip"}.get(kind, kind)
        return web.Response(body=body, headers={"Content-Encoding": named})

    async def endless(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse()
        await stream.prepare(request)
        for _ in range(10_000):
            await stream.write(b"x" * 65536)
        return stream

    async def slow(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse()
        await stream.prepare(request)
        for _ in range(200):
            await stream.write(b"x")
            await asyncio.sleep(0.05)
        return stream


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    site.answers = [[FRIEND]]
    app = web.Application()
    app.router.add_get("/{page}", site.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    first = web.TCPSite(runner, FRIEND, 0)
    await first.start()
    site.port = runner.addresses[0][1]
    await web.TCPSite(runner, PRIVATE, site.port).start()
    yield site
    await runner.cleanup()


async def refusal(site: Site, path: str, host: str = "site.example", **options: object) -> OutboundRefused:
    with pytest.raises(OutboundRefused) as caught:
        await site.get(path, host, **options)
    return caught.value


async def test_fetches_with_status_headers_and_body(site: Site) -> None:
    fetched = await site.get("/plain")
    assert (fetched.status, fetched.body, fetched.headers["etag"]) == (200, b"bonjour", '"a"')
    assert fetched.url == site.url("/plain")
    assert site.asked[0].headers["Host"] == f"site.example:{site.port}"


async def test_asks_only_for_what_changed(site: Site) -> None:
    fetched = await site.get("/plain", etag='"a"', last_modified="Mon, 02 Mar 2026 10:00:00 GMT")
    assert (fetched.status, fetched.body) == (304, b"")
    assert site.asked[0].headers["If-Modified-Since"] == "Mon, 02 Mar 2026 10:00:00 GMT"


async def test_a_stored_etag_cannot_smuggle_a_header(site: Site) -> None:
    fetched = await site.get("/plain", etag='"a"\r\nX-Evil: 1')
    assert fetched.status == 200
    assert "X-Evil" not in site.asked[0].headers


async def test_missing_page_is_an_answer(site: Site) -> None:
    assert (await fetch(site.url("/"), accept="*/*", allow=site.policy)).status == 404


async def test_follows_redirects_without_cookies(site: Site) -> None:
    fetched = await site.get(f"/to?url={site.url('/plain')}")
    assert (fetched.body, fetched.url) == (b"bonjour", site.url("/plain"))
    assert "Cookie" not in site.asked[1].headers
    assert "set-cookie" not in fetched.headers


async def test_follows_a_relative_redirect(site: Site) -> None:
    assert (await site.get("/to?url=plain")).body == b"bonjour"


async def test_gives_up_on_a_redirect_loop(site: Site) -> None:
    refused = await refusal(site, "/loop")
    assert (refused.reason, refused.values) == (TOO_MANY_REDIRECTS, {"limit": 5})
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "target", [f"http://{PRIVATE}:{{port}}/plain", "http://169.254.169.254/", "http://[::1]:{port}/plain"]
)
async def test_redirect_to_a_private_host_is_not_followed(site: Site, target: str) -> None:
    refused = await refusal(site, "/to?url=" + target.format(port=site.port))
    assert refused.reason == UNREACHABLE
    assert site.asked_in_private == 0


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://site.example/", "http://me:pw@site.example/"])
async def test_redirect_to_another_kind_of_address_is_not_followed(site: Site, target: str) -> None:
    assert (await refusal(site, f"/to?url={target}")).reason == NOT_A_WEB_ADDRESS


async def test_redirect_to_another_port_is_not_followed(site: Site) -> None:
    assert (await refusal(site, "/to?url=http://site.example:22/")).reason == UNREACHABLE


async def test_private_and_dead_hosts_share_their_words(site: Site) -> None:
    private = await refusal(site, "/plain", PRIVATE)
    site.answers = [[PRIVATE]]
    hidden = await refusal(site, "/plain")
    site.answers = [[]]
    unknown = await refusal(site, "/plain")
    site.answers, site.port = [[FRIEND]], 1
    dead = await refusal(site, "/plain")
    assert {str(refused) for refused in (private, hidden, unknown, dead)} == {UNREACHABLE}
    assert all(refused.values == {} and refused.__cause__ is None for refused in (private, hidden, dead))
    assert site.asked == []


async def test_one_private_address_among_public_ones_is_enough(site: Site) -> None:
    site.answers = [[FRIEND, PRIVATE]]
    assert (await refusal(site, "/plain")).reason == UNREACHABLE
    assert site.asked == []


async def test_a_name_that_changes_its_mind_gains_nothing(site: Site) -> None:
    site.answers = [[FRIEND], [PRIVATE]]
    assert (await site.get("/plain")).body == b"bonjour"
    assert site.resolved == ["site.example"], "checked and connected from one single answer"
    site.answers = [[FRIEND], [PRIVATE]]
    assert (await refusal(site, "/to?url=/plain")).reason == UNREACHABLE
    assert site.asked_in_private == 0


async def test_resolver_that_fails_is_a_dead_host(site: Site) -> None:
    async def fail(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(OutboundRefused, match="cannot be reached"):
        await fetch(site.url("/"), accept="*/*", allow=replace(site.policy, resolve=fail))


@pytest.mark.parametrize("kind", ["gzip", "deflate", "bare"])
async def test_unpacks_what_servers_pack(site: Site, kind: str) -> None:
    assert (await site.get(f"/packed?kind={kind}")).body == b"x" * 1000


@pytest.mark.parametrize("kind", ["br", "lie"])
async def test_refuses_what_it_cannot_unpack(site: Site, kind: str) -> None:
    assert (await refusal(site, f"/packed?kind={kind}")).reason == UNREADABLE


@pytest.mark.parametrize("kind", ["gzip", "deflate", "bare"])
async def test_a_bomb_stops_at_the_limit(site: Site, kind: str) -> None:
    refused = await refusal(site, f"/packed?kind={kind}&size=30000000")
    assert (refused.reason, refused.values) == (TOO_LARGE, {"limit": 2048})


async def test_the_limit_is_the_last_byte_that_fits(site: Site) -> None:
    assert len((await site.get("/packed?kind=gzip&size=1000", max_bytes=1000)).body) == 1000
    assert (await refusal(site, "/packed?kind=gzip&size=1001", max_bytes=1000)).reason == TOO_LARGE
    assert len((await site.get("/plain", max_bytes=7)).body) == 7
    assert (await refusal(site, "/plain", max_bytes=6)).reason == TOO_LARGE


async def test_an_endless_body_is_cut_off(site: Site) -> None:
    assert (await refusal(site, "/endless", max_bytes=100_000)).reason == TOO_LARGE


async def test_a_slow_server_is_given_up(site: Site) -> None:
    with pytest.raises(OutboundRefused) as caught:
        await fetch(site.url("/slow"), accept="*/*", allow=replace(site.policy, total_seconds=0.3))
    assert caught.value.reason == UNREACHABLE


NO_WEB_ADDRESSES = [
    *(
        "",
        "bonjour",
        "ftp://site.example/",
        "javascript:alert(1)",
        "http://",
        "https:///x",
        "//site.example/x",
    ),
    *("http://me@site.example/", "http://me:pw@site.example/", "http://site.example:port/", "http://[::1/"),
    "https://site.example/" + "x" * 2000,
]


@pytest.mark.parametrize("url", NO_WEB_ADDRESSES)
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(OutboundRefused) as caught:
        checked_url(url)
    assert caught.value.reason == NOT_A_WEB_ADDRESS


@pytest.mark.parametrize("url", ["http://site.example:8080/", "http://127.0.0.1/", "http://2130706433/"])
def test_what_may_not_be_reached(url: str) -> None:
    with pytest.raises(OutboundRefused) as caught:
        checked_url(url)
    assert caught.value.reason == UNREACHABLE


def test_public_addresses_pass_and_lose_their_fragment() -> None:
    assert str(checked_url(" https://site.example/feed?x=1#top ")) == "https://site.example/feed?x=1"
    assert checked_url("https://bücher.example/").raw_host == "xn--bcher-kva.example"


async def test_the_certificate_must_be_the_hosts(tmp_path: Path) -> None:
    """The connection goes to the pinned address, the certificate is asked and checked for the name."""
    certificate, key = certificate_of("site.example", tmp_path)
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(certificate, key)
    names: list[str | None] = []
    serving.sni_callback = lambda _socket, name, _context: names.append(name)

    async def ok(request: web.Request) -> web.Response:
        return web.Response(text="bonjour")

    app = web.Application()
    app.router.add_get("/", ok)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, FRIEND, 0, ssl_context=serving).start()
    port = runner.addresses[0][1]

    async def resolve(host: str, port: int) -> list[str]:
        return [FRIEND]

    policy = OutboundPolicy(
        ports=frozenset({port}),
        also_allowed=(ip_network(FRIEND),),
        resolve=resolve,
        tls=ssl.create_default_context(cafile=str(certificate)),
    )
    fetched = await fetch(f"https://site.example:{port}/", accept="*/*", allow=policy)
    assert (fetched.body, names) == (b"bonjour", ["site.example"])
    with pytest.raises(OutboundRefused, match="cannot be reached"):
        await fetch(f"https://other.example:{port}/", accept="*/*", allow=policy)
    await runner.cleanup()


def certificate_of(host: str, folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(private)
    return folder / "certificate.pem", folder / "key.pem"

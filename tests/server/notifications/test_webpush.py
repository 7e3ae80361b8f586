"""The message a browser can read, the headers a push service wants, and what its answers mean."""

import asyncio
import json
import os
import stat
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import aiohttp
import http_ece
import jwt
import pytest
import time_machine
import webpush as library
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from server import clock
from server.notifications.outcomes import outcome
from server.notifications.vapid import FILE_NAME, VapidKeysUnusable
from server.notifications.webpush import (
    MAX_PAYLOAD,
    PayloadTooLarge,
    PushOutcome,
    PushRequest,
    PushSender,
    Subscription,
    endpoint_problem,
    generate_vapid_keys,
    keys_problem,
    load_vapid_keys,
    save_vapid_keys,
)

KEYS = generate_vapid_keys()
ENDPOINT = "https://fcm.googleapis.com/fcm/send/ABC%3adef:_-~"

# RFC 8291, appendix A: the browser's keys and the body it must be able to read.
RFC = {
    "private": "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
    "public": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    "server_private": "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
    "salt": "DGv6ra1nlYgDCS1FRnbzlw",
    "text": "When I grow up, I want to be a watermelon",
    "body": "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
}


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def private_key(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(raw(text)), ec.SECP256R1())


class Browser:
    """A subscribed browser: what it tells the server, and how it reads what comes."""

    def __init__(self, endpoint: str = ENDPOINT) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.subscription = Subscription(endpoint, b64(point), b64(self.auth))

    def read(self, body: bytes) -> bytes:
        plain: bytes = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        return plain


def sender() -> PushSender:
    return PushSender(KEYS, "push@ricoche.example", problem=lambda endpoint: None)


def claims(request: PushRequest) -> dict[str, Any]:
    token, _, key = request.headers["authorization"].removeprefix("vapid t=").partition(", k=")
    assert key == KEYS.public
    audience = jwt.decode(token, options={"verify_signature": False})["aud"]
    return jwt.decode(token, KEYS.public_pem, algorithms=["ES256"], audience=audience)


def corpus_vector() -> Any:
    corpus = os.environ.get("RICOCHE_CORPUS")
    if not corpus:
        return pytest.param({}, marks=pytest.mark.skip("RICOCHE_CORPUS is unset"))
    found = json.loads((Path(corpus) / "webpush" / "rfc8291.json").read_text())
    names = {"private": "ua_private", "public": "ua_public", "auth": "auth_secret", "salt": "salt"}
    names |= {"server_private": "as_private", "text": "plaintext", "body": "encrypted_body"}
    return {ours: found[theirs] for ours, theirs in names.items()}


@pytest.mark.parametrize("vector", [RFC, corpus_vector()])
def test_the_standards_own_example_comes_out_byte_for_byte(
    vector: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library.ec, "generate_private_key", lambda *_: private_key(vector["server_private"]))
    monkeypatch.setattr(library.os, "urandom", lambda size: raw(vector["salt"])[:size])
    subscription = Subscription(ENDPOINT, vector["public"], vector["auth"])
    request = sender().encrypt(subscription, vector["text"].encode(), ttl=60)
    assert b64(request.body) == vector["body"]
    key = private_key(vector["private"])
    plain = http_ece.decrypt(request.body, private_key=key, auth_secret=raw(vector["auth"]), version="aes128gcm")
    assert plain.decode() == vector["text"]


@given(st.binary(max_size=MAX_PAYLOAD))
def test_a_browser_reads_what_was_encrypted(payload: bytes) -> None:
    browser = Browser()
    request = sender().encrypt(browser.subscription, payload, ttl=60)
    assert browser.read(request.body) == payload
    assert len(request.body) <= 4096


def test_a_payload_that_no_service_takes_is_refused_before_it_is_sent() -> None:
    browser = Browser()
    assert len(sender().encrypt(browser.subscription, b"x" * MAX_PAYLOAD, ttl=0).body) == 4096
    with pytest.raises(PayloadTooLarge) as refused:
        sender().encrypt(browser.subscription, b"x" * (MAX_PAYLOAD + 1), ttl=0)
    assert refused.value.size == MAX_PAYLOAD + 1


def test_a_ttl_holds_for_its_own_call_only() -> None:
    ours, browser = sender(), Browser()
    ttls = [3600, 0, 86400, 0, 3600]
    sent = [ours.encrypt(browser.subscription, b"x", ttl=ttl).headers["ttl"] for ttl in ttls]
    assert sent == [str(ttl) for ttl in ttls]


def test_headers_say_how_urgent_and_about_what() -> None:
    browser = Browser()
    request = sender().encrypt(browser.subscription, b"x", ttl=60, urgency="very-low", topic="badge_-1")
    assert request.headers["urgency"] == "very-low"
    assert request.headers["topic"] == "badge_-1"
    assert request.headers["content-type"] == "application/octet-stream"
    assert request.headers["content-encoding"] == "aes128gcm"
    assert "topic" not in sender().encrypt(browser.subscription, b"x", ttl=60).headers


@pytest.mark.parametrize("topic", ["", "x" * 33, "a b", "é", "a\r\nX-Evil: 1"])
def test_a_topic_outside_the_standard_is_our_mistake(topic: str) -> None:
    with pytest.raises(ValueError, match="topic"):
        sender().encrypt(Browser().subscription, b"x", ttl=60, topic=topic)


@pytest.mark.parametrize(
    ("endpoint", "audience"),
    [
        ("https://fcm.googleapis.com/send/1", "https://fcm.googleapis.com"),
        ("https://fcm.googleapis.com:443/send/1", "https://fcm.googleapis.com"),
        ("https://push.example:8443/1", "https://push.example:8443"),
        ("http://127.0.0.1:9090/1", "http://127.0.0.1:9090"),
        ("http://[::1]:9090/1", "http://[::1]:9090"),
    ],
)
def test_the_signature_is_for_the_services_origin(endpoint: str, audience: str) -> None:
    request = sender().encrypt(Browser(endpoint).subscription, b"x", ttl=60)
    assert claims(request)["aud"] == audience
    assert claims(request)["sub"] == "mailto:push@ricoche.example"


def test_the_endpoint_is_used_as_the_browser_gave_it() -> None:
    odd = "https://Push.Services.example/%7Ewpush/v2/gAAA=%2f?a=%20b"
    assert sender().encrypt(Browser(odd).subscription, b"x", ttl=60).url == odd


def test_a_signature_serves_an_hour_and_one_service() -> None:
    ours = sender()
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False) as time:
        first = ours.encrypt(Browser().subscription, b"x", ttl=60).headers["authorization"]
        other = ours.encrypt(Browser("https://push.apple.com/1").subscription, b"x", ttl=60)
        time.shift(timedelta(minutes=59))
        assert ours.encrypt(Browser().subscription, b"x", ttl=0).headers["authorization"] == first
        time.shift(timedelta(minutes=2))
        renewed = ours.encrypt(Browser().subscription, b"x", ttl=60)
        assert renewed.headers["authorization"] != first
        assert claims(renewed)["exp"] == int(datetime.now(UTC).timestamp()) + 12 * 3600
        assert claims(other)["aud"] == "https://push.apple.com"


def test_keys_are_kept_for_the_owner_and_never_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    save_vapid_keys(KEYS, folder)
    assert load_vapid_keys(folder) == KEYS
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        save_vapid_keys(generate_vapid_keys(), folder)
    assert load_vapid_keys(folder) == KEYS
    assert "PRIVATE" not in repr(KEYS)
    assert len(raw(KEYS.public)) == 65


def test_a_missing_and_a_broken_key_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_vapid_keys(tmp_path)
    (tmp_path / FILE_NAME).write_text("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    with pytest.raises(VapidKeysUnusable):
        load_vapid_keys(tmp_path)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:APA91",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
        "https://web.push.apple.com/QGuQ",
        "https://wns2-par02p.notify.windows.com/w/?token=BQ%3d",
        "https://fcm.googleapis.com:443/x",
    ],
)
def test_known_services_are_let_through(endpoint: str) -> None:
    assert endpoint_problem(endpoint) is None


@pytest.mark.parametrize(
    ("endpoint", "problem"),
    [
        ("http://fcm.googleapis.com/x", "not_https"),
        ("//fcm.googleapis.com/x", "not_https"),
        ("https://fcm.googleapis.com:8443/x", "port"),
        ("https://fcm.googleapis.com:99999/x", "not_a_url"),
        ("https://me:secret@fcm.googleapis.com/x", "credentials"),
        ("https://fcm.googleapis.com@evil.example/x", "credentials"),
        ("https://evil.example\\@fcm.googleapis.com/x", "not_a_url"),
        ("https://evil.example/?fcm.googleapis.com", "unknown_host"),
        ("https://fcm.googleapis.com.evil.example/x", "unknown_host"),
        ("https://evilpush.apple.com.example/x", "unknown_host"),
        ("https://notpush.apple.com/x", "unknown_host"),
        ("https://.push.apple.com/x", "unknown_host"),
        ("https://fcm.googleapis.com./x", "unknown_host"),
        ("https://169.254.169.254/latest", "unknown_host"),
        ("https://[::1]/x", "unknown_host"),
        ("https://2130706433/x", "unknown_host"),
        ("https://localhost/x", "unknown_host"),
        ("https://fcm.googleapis.com/x\nHost: a", "not_a_url"),
        ("https://fcm。googleapis。com/x", "not_a_url"),
        ("https://[fcm.googleapis.com/x", "not_a_url"),
        ("", "not_a_url"),
        ("https://fcm.googleapis.com/" + "x" * 1000, "too_long"),
    ],
)
def test_anything_else_is_refused_with_its_reason(endpoint: str, problem: str) -> None:
    assert endpoint_problem(endpoint) == problem


def test_an_operator_may_know_more_services() -> None:
    assert endpoint_problem("https://eu.push.example/x", {"push.example"}) is None
    assert endpoint_problem("https://10.0.0.1/x", {"10.0.0.1"}) == "unknown_host"


@given(st.text(max_size=60))
def test_no_text_makes_the_endpoint_check_fail(text: str) -> None:
    assert endpoint_problem(text) is not None
    assert endpoint_problem("https://" + text) in (None, "not_a_url", "credentials", "port", "unknown_host")


@given(st.text(max_size=120), st.text(max_size=40))
def test_no_text_makes_the_key_check_fail(p256dh: str, auth: str) -> None:
    assert keys_problem(p256dh, auth) == "p256dh"


def test_keys_are_a_point_on_the_curve_and_sixteen_bytes() -> None:
    good = Browser().subscription
    off_curve = b64(b"\x04" + b"\x01" * 64)
    compressed = b64(private_key(RFC["private"]).public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint))
    assert keys_problem(good.p256dh, good.auth) is None
    assert keys_problem(good.p256dh + "=", good.auth + "==") is None
    assert keys_problem(off_curve, good.auth) == "p256dh"
    assert keys_problem(compressed, good.auth) == "p256dh"
    assert keys_problem(good.p256dh, b64(b"x" * 15)) == "auth"
    assert keys_problem(good.p256dh, "") == "auth"


class Service:
    """A push service on this machine: answers as told, keeps what it was sent."""

    def __init__(self) -> None:
        self.status, self.headers = 201, dict[str, str]()
        self.received: list[tuple[str, dict[str, str], bytes]] = []
        self.address = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.received.append(
            (
                request.raw_path,
                {name.lower(): value for name, value in request.headers.items()},
                await request.read(),
            )
        )
        return web.Response(status=self.status, headers=self.headers)


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    service = Service()
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", service.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    service.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield service
    await runner.cleanup()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_a_service_gets_the_message_as_it_was_made(service: Service, session: aiohttp.ClientSession) -> None:
    browser = Browser(f"{service.address}/send/a%2Fb=%7e:1")
    request = sender().encrypt(browser.subscription, b"Bonjour", ttl=60, urgency="high", topic="t1")
    assert await sender().send(session, request) == PushOutcome("ok", 201)
    [(path, headers, body)] = service.received
    assert path == "/send/a%2Fb=%7e:1"
    assert browser.read(body) == b"Bonjour"
    assert (headers["ttl"], headers["urgency"], headers["topic"]) == ("60", "high", "t1")
    assert headers["content-type"] == "application/octet-stream"
    assert claims(request)["aud"] == service.address


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (200, "ok"),
        (201, "ok"),
        (202, "ok"),
        (302, "failed"),
        (400, "failed"),
        (401, "failed"),
        (403, "failed"),
        (404, "gone"),
        (408, "retry"),
        (410, "gone"),
        (413, "too_big"),
        (429, "retry"),
        (500, "retry"),
        (503, "retry"),
    ],
)
async def test_what_a_services_answer_means(
    service: Service, session: aiohttp.ClientSession, status: int, kind: str
) -> None:
    service.status, service.headers = status, {"Location": f"{service.address}/elsewhere", "Retry-After": "7"}
    request = sender().encrypt(Browser(f"{service.address}/1").subscription, b"x", ttl=60)
    result = await sender().send(session, request)
    assert (result.kind, result.status) == (kind, status)
    assert result.after == (7 if kind == "retry" else None)
    assert len(service.received) == 1  # no redirect was followed


async def test_a_dead_service_is_tried_again_later(unused_tcp_port: int, session: aiohttp.ClientSession) -> None:
    request = sender().encrypt(Browser(f"http://127.0.0.1:{unused_tcp_port}/1").subscription, b"x", ttl=60)
    assert await sender().send(session, request) == PushOutcome("retry")


async def test_a_service_that_hangs_up_is_tried_again_later(session: aiohttp.ClientSession) -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        request = sender().encrypt(Browser(f"http://127.0.0.1:{port}/1").subscription, b"x", ttl=60)
        assert await sender().send(session, request) == PushOutcome("retry")


async def test_the_guard_stands_again_at_sending(service: Service, session: aiohttp.ClientSession) -> None:
    request = sender().encrypt(Browser(f"{service.address}/1").subscription, b"x", ttl=60)
    guarded = PushSender(KEYS, "push@ricoche.example")
    assert await guarded.send(session, request) == PushOutcome("failed")
    assert service.received == []


@pytest.mark.parametrize(
    ("retry_after", "after"),
    [("120", 120), (" 5 ", 5), ("999999999", 86400), ("-5", None), ("soon", None), ("", None), (None, None)],
)
def test_retry_after_in_seconds(retry_after: str | None, after: float | None) -> None:
    assert outcome(429, retry_after).after == after


def test_retry_after_as_a_date() -> None:
    with clock.moved() as time:
        time.set(now := datetime(2026, 11, 23, 9, tzinfo=UTC))
        assert outcome(503, format_datetime(now + timedelta(minutes=2), usegmt=True)).after == 120
        assert outcome(503, format_datetime(now - timedelta(minutes=2), usegmt=True)).after == 0
        assert outcome(503, format_datetime(now + timedelta(days=9), usegmt=True)).after == 86400


@given(st.text(max_size=40))
def test_no_retry_after_breaks_us(text: str) -> None:
    after = outcome(503, text).after
    assert after is None or 0 <= after <= 86400

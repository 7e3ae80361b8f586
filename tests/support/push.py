"""A push service on loopback, and a browser that can read what it is sent."""

import os
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Network
from typing import Any

import http_ece
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from server import clock
from server.notifications.commands import endpoint_hash
from server.notifications.models import PushSubscription
from server.web.outbound import OutboundPolicy

LOOPBACK = OutboundPolicy(also_allowed=(IPv4Network("127.0.0.0/8"),))


class SubscribedBrowser:
    """What a browser tells the server, and how it reads what comes."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint, self.auth = endpoint, os.urandom(16)
        self.key = ec.generate_private_key(ec.SECP256R1())

    @property
    def keys(self) -> dict[str, str]:
        """The keys of `toJSON()`."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": _text(point), "auth": _text(self.auth)}

    @property
    def json(self) -> dict[str, Any]:
        """`PushSubscription.toJSON()`."""
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": self.keys}

    def read(self, body: bytes) -> bytes:
        """The message inside an encrypted body."""
        plain: bytes = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        return plain


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class FakePushService:
    """Keeps what is posted to it, and answers with the next of `answers`, else 201."""

    address: str = ""
    answers: list[web.Response] = field(default_factory=list)
    received: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        """One message."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.received.append((request.raw_path, headers, await request.read()))
        return self.answers.pop(0) if self.answers else web.Response(status=201)


@asynccontextmanager
async def push_service() -> AsyncIterator[FakePushService]:
    """A running push service."""
    service, app = FakePushService(), web.Application()
    app.router.add_post("/{rest:.*}", service.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    service.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield service
    await runner.cleanup()


async def subscribed(person_id: str, session_hash: str, browser: SubscribedBrowser) -> PushSubscription:
    """A stored subscription, whatever its endpoint: the guard is what tests must get around."""
    keys: dict[str, Any] = browser.keys
    return await PushSubscription.create(
        person_id=person_id, session_id=session_hash, endpoint=browser.endpoint,
        endpoint_hash=endpoint_hash(browser.endpoint), created_at=clock.now(), seen_at=clock.now(), **keys,
    )  # fmt: skip

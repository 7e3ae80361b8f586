"""Encrypts a push message for one browser and posts it; the only module that knows the library."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Literal

import aiohttp
from pydantic import AnyHttpUrl
from webpush import WebPush, WebPushSubscription
from webpush.types import WebPushKeys
from webpush.vapid import VAPID
from yarl import URL

from server.notifications.endpoints import endpoint_problem, keys_problem
from server.notifications.outcomes import PushOutcome, outcome
from server.notifications.subscription import Subscription
from server.notifications.vapid import VapidKeys, generate_vapid_keys, load_vapid_keys, save_vapid_keys

__all__ = [
    "PayloadTooLarge",
    "PushOutcome",
    "PushRequest",
    "PushSender",
    "Subscription",
    "VapidKeys",
    "endpoint_problem",
    "generate_vapid_keys",
    "keys_problem",
    "load_vapid_keys",
    "save_vapid_keys",
]

MAX_PAYLOAD = 3993  # a body of 4 096 bytes, less 86 of header, 16 of tag and 1 of padding mark
SEND_SECONDS = 10
_HEADER_LIFE = 3600.0
_TOKEN_LIFE = 12 * 3600
_MOST_KEPT = 256

Urgency = Literal["very-low", "low", "normal", "high"]


class PayloadTooLarge(Exception):
    """Push services take 4 096 bytes of body; this message would not fit."""

    def __init__(self, size: int) -> None:
        super().__init__(f"push payload of {size} bytes, at most {MAX_PAYLOAD}")
        self.size = size


@dataclass(frozen=True, slots=True)
class PushRequest:
    """One POST to a push service."""

    url: str
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class PushSender:
    """Signs as one installation; safe to share between tasks."""

    def __init__(
        self, keys: VapidKeys, subscriber: str, problem: Callable[[str], str | None] = endpoint_problem
    ) -> None:
        self._keys = keys
        self._subscriber = subscriber
        self._problem = problem
        self._vapid = _OriginVapid(private_key=keys.private_pem, public_key=keys.public_pem)
        self._by_ttl: dict[int, WebPush] = {}

    def encrypt(
        self,
        subscription: Subscription,
        payload: bytes,
        *,
        ttl: int,
        urgency: Urgency = "normal",
        topic: str | None = None,
    ) -> PushRequest:
        """The request that delivers a payload; a later one of the same topic replaces it while it waits."""
        if len(payload) > MAX_PAYLOAD:
            raise PayloadTooLarge(len(payload))
        message = self._library(ttl).get(payload, _for_library(subscription))
        headers = dict(message.headers) | {"content-type": "application/octet-stream", "urgency": urgency}
        if topic is not None:
            headers["topic"] = _checked_topic(topic)
        # The library's own copy of the endpoint is rewritten by pydantic; services compare it byte for byte.
        return PushRequest(subscription.endpoint, headers, message.encrypted)

    async def send(self, session: aiohttp.ClientSession, request: PushRequest) -> PushOutcome:
        """Post it, without following redirects; never raises for what the network or the service does."""
        if self._problem(request.url) is not None:
            return PushOutcome("failed")
        try:
            async with session.post(
                URL(request.url, encoded=True),
                data=request.body,
                headers=request.headers,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=SEND_SECONDS),
            ) as response:
                return outcome(response.status, response.headers.get("Retry-After"))
        except (aiohttp.ClientError, TimeoutError):
            return PushOutcome("retry")

    def _library(self, ttl: int) -> WebPush:
        # One object for each TTL: one given to a single call sticks for all later calls, and 0 is ignored.
        if ttl not in self._by_ttl:
            if len(self._by_ttl) >= _MOST_KEPT:
                self._by_ttl.clear()
            keys = self._keys
            library = WebPush(keys.private_pem, keys.public_pem, self._subscriber, ttl, _TOKEN_LIFE)
            library.vapid = self._vapid
            self._by_ttl[ttl] = library
        return self._by_ttl[ttl]


class _OriginVapid(VAPID):  # type: ignore[misc]  # the library carries no types
    """The library's signature with the port kept in `aud`, made once an hour for each push service."""

    def __init__(self, private_key: bytes, public_key: bytes) -> None:
        super().__init__(private_key=private_key, public_key=public_key)
        self._headers: dict[tuple[str, str], tuple[float, str]] = {}

    def get_authorization_header(self, endpoint: AnyHttpUrl, subscriber: str, expiration: int) -> str:
        host = _host_and_port(endpoint)
        made, header = self._headers.get((host, subscriber), (0.0, ""))
        if header and 0 <= time.time() - made < _HEADER_LIFE:
            return header
        with_port = SimpleNamespace(scheme=endpoint.scheme, host=host)
        fresh: str = super().get_authorization_header(with_port, subscriber, expiration)
        if len(self._headers) >= _MOST_KEPT:
            self._headers.clear()
        self._headers[host, subscriber] = (time.time(), fresh)
        return fresh


def _host_and_port(endpoint: AnyHttpUrl) -> str:
    usual = {"https": 443, "http": 80}[endpoint.scheme]
    return f"{endpoint.host}" if endpoint.port in (None, usual) else f"{endpoint.host}:{endpoint.port}"


def _for_library(subscription: Subscription) -> WebPushSubscription:
    keys = WebPushKeys(auth=subscription.auth, p256dh=subscription.p256dh)
    return WebPushSubscription(endpoint=AnyHttpUrl(subscription.endpoint), keys=keys)


def _checked_topic(topic: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", topic):
        raise ValueError(f"not a push topic: {topic!r}")
    return topic

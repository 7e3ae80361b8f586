"""The one client for every address that a person typed: feeds, pages, pictures."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yarl import URL

from server.messages import N_
from server.web.addresses import is_public_url_host, literal_address
from server.web.outbound_body import BodyRefused, read_body
from server.web.outbound_guard import PUBLIC, OutboundPolicy, guarded_connector

if TYPE_CHECKING:
    import aiohttp

__all__ = [
    "PUBLIC",
    "Fetched",
    "OutboundPolicy",
    "OutboundRefused",
    "checked_url",
    "fetch",
    "guarded_connector",
    "is_public_url_host",
    "post",
]

MAX_BYTES = 2 * 1024 * 1024
MAX_REDIRECTS = 5
MAX_URL_LENGTH = 2000
USER_AGENT = "Ricoche"

NOT_A_WEB_ADDRESS = N_("“{url}” is not a web address: it starts with https:// and names a site.")
# Private, unknown, silent and dead hosts share these words, so that nobody can map our network with them.
UNREACHABLE = N_("This address cannot be reached from our server.")
TOO_MANY_REDIRECTS = N_("This address redirects more than {limit} times.")
TOO_LARGE = N_("What this address sends is larger than {limit} KB.")
UNREADABLE = N_("What this address sends is compressed in a way we cannot read.")


class OutboundRefused(Exception):
    """Nothing was fetched; the sentence says as much as may be said."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values: dict[str, object] = dict(values)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its status, the address after redirects, headers in lower case, the unpacked body."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes


async def fetch(
    url: str,
    *,
    accept: str,
    max_bytes: int = MAX_BYTES,
    etag: str | None = None,
    last_modified: str | None = None,
    allow: OutboundPolicy = PUBLIC,
) -> Fetched:
    """GET an address that a stranger chose, any status included. Raises `OutboundRefused` only."""
    from aiohttp import ClientError

    headers = _request_headers(accept, etag, last_modified)
    try:
        async with asyncio.timeout(allow.total_seconds), _session(allow) as session:
            return await _follow(session, url, headers, max_bytes, allow)
    except BodyRefused as refused:
        reason = TOO_LARGE if refused.too_large else UNREADABLE
        raise OutboundRefused(reason, limit=max_bytes // 1024) from None
    except (ClientError, TimeoutError, OSError, ValueError):
        # Without the cause: its text would tell a private host from a dead one.
        raise OutboundRefused(UNREACHABLE) from None


async def post(url: str, body: bytes, headers: Mapping[str, str], *, allow: OutboundPolicy = PUBLIC) -> int:
    """POST a message to an address that HR typed; the status of its answer, whose body nobody reads.

    A redirection is an answer like any other: what was signed for one address goes to no other. Raises
    `OutboundRefused` only.
    """
    from aiohttp import ClientError

    sent = {"User-Agent": USER_AGENT, **headers}
    try:
        async with asyncio.timeout(allow.total_seconds), _session(allow) as session:
            here = checked_url(url, allow)
            async with session.post(here, data=body, headers=sent, allow_redirects=False) as response:
                return response.status
    except (ClientError, TimeoutError, OSError, ValueError):
        raise OutboundRefused(UNREACHABLE) from None


def _request_headers(accept: str, etag: str | None, last_modified: str | None) -> dict[str, str]:
    headers = {"Accept": accept, "Accept-Encoding": "gzip, deflate", "User-Agent": USER_AGENT}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return {name: value for name, value in headers.items() if "\r" not in value and "\n" not in value}


def _session(allow: OutboundPolicy) -> "aiohttp.ClientSession":
    import aiohttp

    return aiohttp.ClientSession(
        connector=guarded_connector(allow),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(
            total=allow.total_seconds, connect=allow.connect_seconds, sock_connect=allow.connect_seconds
        ),
        auto_decompress=False,
        trust_env=False,
    )


async def _follow(
    session: "aiohttp.ClientSession", url: str, headers: dict[str, str], max_bytes: int, allow: OutboundPolicy
) -> Fetched:
    here = checked_url(url, allow)
    for _ in range(MAX_REDIRECTS + 1):
        async with session.get(here, headers=headers, allow_redirects=False) as response:
            target = response.headers.get("Location")
            if response.status not in {301, 302, 303, 307, 308} or not target:
                body = await read_body(response, max_bytes)
                return Fetched(response.status, str(here), _lower(response.headers), body)
        here = checked_url(str(here.join(URL(target))), allow)
    raise OutboundRefused(TOO_MANY_REDIRECTS, limit=MAX_REDIRECTS)


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items() if name.lower() != "set-cookie"}


def checked_url(url: str, allow: OutboundPolicy = PUBLIC) -> URL:
    """The address if it is http(s), on a usual port, without credentials, to a host that may be public."""
    try:
        known = URL(url.strip())
        host, port = known.raw_host or "", known.port
    except (ValueError, TypeError):
        raise OutboundRefused(NOT_A_WEB_ADDRESS, url=url[:200]) from None
    credentials = known.raw_user is not None or known.raw_password is not None
    if known.scheme not in {"http", "https"} or not host or credentials or len(url) > MAX_URL_LENGTH:
        raise OutboundRefused(NOT_A_WEB_ADDRESS, url=url[:200])
    if port not in allow.ports or not _may_be_public(host, allow):
        raise OutboundRefused(UNREACHABLE)
    return known.with_fragment(None)


def _may_be_public(host: str, allow: OutboundPolicy) -> bool:
    literal = literal_address(host)
    return allow.allows(literal) if literal is not None else is_public_url_host(host)

"""Refuses unsafe requests that another site made: by Sec-Fetch-Site, else by Origin, else only without a session.

The algorithm is that of Go's http.CrossOriginProtection, made stricter where neither header is sent.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from server.web.errors import problem
from server.web.problems import CrossOrigin
from server.web.sessions import COOKIE_NAMES

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class CrossOriginProtection:
    """Answers 403 before a handler runs."""

    def __init__(self, app: ASGIApp, public_host: str) -> None:
        self.app, self.public_host = app, public_host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer with the error page."""
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS or self.is_ours(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        response = await problem(Request(scope, receive), CrossOrigin())
        await response(scope, receive, send)

    def is_ours(self, headers: Headers) -> bool:
        """Whether a page of this site, or no page at all, made the request."""
        site = headers.get("sec-fetch-site")
        if site:
            return site in ("same-origin", "none")
        origin = headers.get("origin")
        if origin:
            return _host_of(origin) in (headers.get("host") or self.public_host, self.public_host)
        cookies = headers.get("cookie", "")
        return not any(f"{name}=" in cookies for name in COOKIE_NAMES)


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # half an IPv6 address
        return None

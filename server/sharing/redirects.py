"""Answers personal links before the middleware stack, which would double their cost."""

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server import clock
from server.settings import Settings
from server.sharing.arrivals import arrival, read_headers
from server.sharing.codes import is_link_code
from server.sharing.flood import MISSES_A_MINUTE, Flood
from server.sharing.link_cache import LinkAway, LinkCache
from server.sharing.queries import LinkTarget, link_target
from server.sharing.visit_commands import record_visits
from server.sharing.visitors import network_of
from server.sharing.visits import VisitWriter
from server.web.headers import HEADERS, HSTS
from server.web.sessions import cookie_name

PREFIX = "/s/"
METHODS = frozenset({"GET", "HEAD"})
ALWAYS = {
    **HEADERS,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # the source need not learn from which network a reader comes
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
AWAY = "Nous revenons dans un instant, rien n’est perdu. / Back in a moment, nothing is lost.\n".encode()


class Redirects:
    """Serves GET and HEAD of /s/{code}; everything else passes to the application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.links = LinkCache(self._load)
        self.visits = VisitWriter(record_visits)
        self._misses = Flood(MISSES_A_MINUTE)
        self._cookie = cookie_name(settings.uses_https)
        always = {**ALWAYS, **({"Strict-Transport-Security": HSTS} if settings.uses_https else {})}
        self._headers = [(name.lower().encode(), value.encode()) for name, value in always.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead on, note the visit, or pass on what is not a known link."""
        if scope["type"] == "http" and scope["path"].startswith(PREFIX) and scope["method"] in METHODS:
            try:
                link = await self._find(scope["path"][len(PREFIX) :])
            except LinkAway:
                await self._answer_away(send)
                return
            if link is not None:
                await self._lead_on(link, scope, send)
                return
            if not self._misses.has_room(network_of(_address(scope)), clock.now()):
                await _send(send, 429, [(b"retry-after", b"60"), (b"content-length", b"0"), *self._headers])
                return
        elif scope["type"] == "lifespan":
            receive = self._closing_first(receive)
        await self.app(scope, receive, send)

    async def _load(self, code: str) -> LinkTarget | None:
        return await link_target(code, self.settings.public_url)

    async def _find(self, code: str) -> LinkTarget | None:
        return await self.links.find(code) if is_link_code(code) else None

    async def _lead_on(self, link: LinkTarget, scope: Scope, send: Send) -> None:
        """The answer is sent once the visit is in the database: what was answered is never lost."""
        headers, query = read_headers(scope["headers"]), scope.get("query_string", b"")
        visit = arrival(link.link_id, link.person_id, scope["method"], headers, _address(scope), self._cookie, query)
        await self.visits.add(visit)
        location = (b"location", link.location)
        await _send(send, 302, [location, (b"content-length", b"0"), *self._headers])

    async def _answer_away(self, send: Send) -> None:
        kind = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"3")]
        await _send(send, 503, [*kind, (b"content-length", b"%d" % len(AWAY)), *self._headers], AWAY)

    def _closing_first(self, receive: Receive) -> Receive:
        async def receive_closing() -> Message:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await self.visits.close()
            return message

        return receive_closing


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


async def _send(send: Send, status: int, headers: Sequence[tuple[bytes, bytes]], body: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})

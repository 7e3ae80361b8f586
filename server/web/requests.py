"""Sets a request's language before anything is said: asked for by name, else by the browser."""

from starlette.datastructures import Headers, QueryParams
from starlette.types import ASGIApp, Receive, Scope, Send

from server.web.locale import negotiate, speak


class SpokenLanguage:
    """Pure ASGI, so that the choice reaches the handler's context."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose, then serve."""
        if scope["type"] == "http":
            asked = QueryParams(scope.get("query_string", b"")).get("lang")
            speak(negotiate(asked, Headers(scope=scope).get("accept-language", "")))
        await self.app(scope, receive, send)

"""Signed cookies beside the session's: what a browser carries for us and cannot forge."""

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.settings import Settings
from server.web.signing import sign, unsign


def set_signed_cookie(request: Request, response: Response, name: str, value: Any, lasts: timedelta) -> None:
    """Give the browser a value; `name` is also what it is signed for."""
    settings: Settings = request.app.state.settings
    response.set_cookie(
        _full_name(settings, name), sign(settings.secret_keys, f"cookie.{name}", value), path="/",
        max_age=int(lasts.total_seconds()), secure=settings.uses_https, httponly=True, samesite="lax",
    )  # fmt: skip


def signed_cookie(request: Request, name: str, lasts: timedelta) -> Any | None:
    """The value that the browser brings back, or nothing."""
    settings: Settings = request.app.state.settings
    text = request.cookies.get(_full_name(settings, name))
    return unsign(settings.secret_keys, f"cookie.{name}", text, lasts) if text else None


def drop_cookie(request: Request, response: Response, name: str) -> None:
    """Take it back."""
    settings: Settings = request.app.state.settings
    response.delete_cookie(
        _full_name(settings, name), path="/", secure=settings.uses_https, httponly=True, samesite="lax"
    )


def _full_name(settings: Settings, name: str) -> str:
    return f"__Host-ricoche-{name}" if settings.uses_https else f"ricoche-{name}"

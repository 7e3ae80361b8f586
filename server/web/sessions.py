"""Who is signed in: an opaque random id in a cookie, everything else in the database."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from server import clock
from server.web.problems import SignInNeeded

Role = Literal["employee", "lead", "editor", "hr", "admin"]
STEP_UP_LASTS = timedelta(minutes=30)
COOKIE_HTTPS, COOKIE_LOOPBACK = "__Host-ricoche", "ricoche"
COOKIE_NAMES = (COOKIE_HTTPS, COOKIE_LOOPBACK)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind a request, as their session row and person row say."""

    person_id: str
    given_name: str
    family_name: str
    role: Role
    language: str
    team_id: str | None
    has_joined: bool
    is_paused: bool
    opted_out: bool
    session_hash: str
    session_tag: str
    stepped_up_at: datetime | None

    @property
    def is_member(self) -> bool:
        """Whether they take part in the programme."""
        return self.has_joined and not self.opted_out

    @property
    def has_stepped_up(self) -> bool:
        """Whether a fresh code was given lately."""
        return self.stepped_up_at is not None and clock.now() - self.stepped_up_at < STEP_UP_LASTS


def new_session_id() -> str:
    """256 random bits for the cookie."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What the database keeps of a random secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def cookie_name(https: bool) -> str:
    """The `__Host-` name wants TLS; the plain one serves loopback only."""
    return COOKIE_HTTPS if https else COOKIE_LOOPBACK


def session_cookie(request: Request) -> str | None:
    """The session id that the browser sent."""
    return request.cookies.get(cookie_name(request.app.state.settings.uses_https))


def set_session_cookie(request: Request, response: Response, session_id: str, lasts: timedelta) -> None:
    """Give the browser its session."""
    https = request.app.state.settings.uses_https
    response.set_cookie(
        cookie_name(https), session_id, max_age=int(lasts.total_seconds()), path="/", secure=https, httponly=True,
        samesite="lax",
    )  # fmt: skip


def forget_session(request: Request, response: Response) -> None:
    """End the session in the browser: its cookie, its worker, every page kept for offline reading or for going back."""
    https = request.app.state.settings.uses_https
    response.delete_cookie(cookie_name(https), path="/", secure=https, httponly=True, samesite="lax")
    response.headers["Clear-Site-Data"] = '"storage"'
    response.headers["X-Offline"] = "purge"


def signed_in_or_none(request: Request) -> SignedIn | None:
    """The person behind this request, if any."""
    found: SignedIn | None = getattr(request.state, "signed_in", None)
    return found


def signed_in(request: Request) -> SignedIn:
    """The person behind this request; the route's policy has let them in."""
    found = signed_in_or_none(request)
    if found is None:
        raise SignInNeeded
    return found

"""What the signing-in browser itself carries: the request it waits on, and that it signed in before."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from server.people.sign_in.codes import CODE_LASTS
from server.settings import Settings
from server.web.cookies import drop_cookie, set_signed_cookie, signed_cookie

WAITING, KNOWN = "waiting", "known"
KNOWN_LASTS = timedelta(days=400)
KNOWN_PEOPLE = 5
WAITING_LASTS = CODE_LASTS * 2  # past the code's own end, so that the page can say that it is over


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request for a code: the browser's secret, the address it was for, where to go afterwards."""

    secret: str
    email: str
    next: str


def waiting(request: Request) -> Waiting | None:
    """The code this browser waits for."""
    found = signed_cookie(request, WAITING, WAITING_LASTS)
    return Waiting(*found) if found else None


def wait(request: Request, response: Response, asked: Waiting) -> None:
    """Tie the code to this browser."""
    set_signed_cookie(request, response, WAITING, [asked.secret, asked.email, asked.next], WAITING_LASTS)


def stop_waiting(request: Request, response: Response) -> None:
    """The code was used."""
    drop_cookie(request, response, WAITING)


def secret_for(request: Request, email: str, form_key: str) -> str:
    """The browser's secret: kept when a code is sent again, and the same for both taps of a double tap."""
    before = waiting(request)
    if before is not None and before.email == email:
        return before.secret
    settings: Settings = request.app.state.settings
    text = f"waiting {email} {form_key}"
    return hmac.new(settings.secret_keys[-1].encode(), text.encode(), hashlib.sha256).hexdigest()


def known_browser(request: Request, account: str) -> str | None:
    """This browser's name if it signed in to this account before."""
    found = signed_cookie(request, KNOWN, KNOWN_LASTS)
    return str(found[0]) if found and account in found[1] else None


def know(request: Request, response: Response, account: str) -> None:
    """Remember that this account signed in here."""
    name, accounts = signed_cookie(request, KNOWN, KNOWN_LASTS) or [secrets.token_urlsafe(12), []]
    latest = [account, *(other for other in accounts if other != account)][:KNOWN_PEOPLE]
    set_signed_cookie(request, response, KNOWN, [name, latest], KNOWN_LASTS)

"""Driving the running application with a real browser."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import BrowserContext, Page
from starlette.types import ASGIApp

from server.people.models import Person
from server.people.sessions import open_session
from server.web.sessions import COOKIE_LOOPBACK

# What a browser says about answers that a test asks for: they are no mistakes of the page.
EXPECTED = ("ERR_INTERNET_DISCONNECTED", "Failed to load resource")


@dataclass(frozen=True)
class RunningServer:
    """The application at an address; its database is open in this process too."""

    address: str
    app: ASGIApp


async def sign_in(context: BrowserContext, person: Person, address: str, *, stepped_up: bool = False) -> None:
    """Give a browser context a session of this person, without the letters."""
    session_id = await open_session(person.id, person.role, "Chrome/140.0 Android", stepped_up=stepped_up)
    await context.add_cookies(
        [{"name": COOKIE_LOOPBACK, "value": session_id, "url": address, "httpOnly": True, "sameSite": "Lax"}]
    )


def watch(context: BrowserContext) -> list[str]:
    """What pages of this context complain about from now on: policy violations, errors in scripts."""
    complaints: list[str] = []

    def note(said: Any) -> None:
        if said.type == "error" and not any(words in said.text for words in EXPECTED):
            complaints.append(f"{said.page.url if said.page else ''}: {said.text}")

    context.on("console", note)
    context.on("weberror", lambda error: complaints.append(f"{error.page.url if error.page else ''}: {error.error}"))
    return complaints


async def controlled(page: Page) -> None:
    """Wait until the service worker answers for this page."""
    await page.wait_for_function(
        "navigator.serviceWorker.ready"
        ".then(r => r.active.state === 'activated' && !!navigator.serviceWorker.controller)"
    )

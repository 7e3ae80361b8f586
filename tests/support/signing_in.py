"""Signing in as a person does: ask, read the letter, type the code."""

import re
from typing import Any

import httpx2
from starlette.types import ASGIApp

from server.jobs import claim, finish
from server.people.models import Person
from server.people.sessions import open_session
from server.web.sessions import COOKIE_LOOPBACK


async def letters() -> list[dict[str, Any]]:
    """What the outbox would send now, removed from it; letters to nobody are left out."""
    jobs = await claim(100)
    await finish([job["id"] for job in jobs])
    return [job["payload"] for job in jobs if job["kind"] == "mail.send" and job["payload"]["to"]]


async def code_in_the_mail() -> str:
    """The six digits of the only letter."""
    (letter,) = await letters()
    return code_of(letter)


def code_of(letter: dict[str, Any]) -> str:
    """The six digits of a letter."""
    found = re.search(r"\b\d{6}\b", letter["text"])
    assert found
    return found[0]


def link_of(letter: dict[str, Any]) -> str:
    """The path of a letter's link."""
    found = re.search(r"http://[^/\s]+(/sign-in/link/\S+)", letter["text"])
    assert found
    return found[1]


async def sign_in(browser: httpx2.AsyncClient, email: str) -> httpx2.Response:
    """The whole way, by code."""
    await browser.post("/sign-in", data={"email": email})
    return await browser.post("/sign-in/code", data={"code": await code_in_the_mail()})


async def as_person(browser: httpx2.AsyncClient, person: Person, *, stepped_up: bool = False) -> httpx2.AsyncClient:
    """The browser with a session of this person, without the way there."""
    session_id = await open_session(person.id, person.role, "Firefox Linux", stepped_up=stepped_up)
    browser.cookies.set(COOKIE_LOOPBACK, session_id, domain="localhost.local")
    return browser


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, f"no hidden field {name}"
    return found[1]


def has_session(app: ASGIApp, browser: httpx2.AsyncClient) -> bool:
    """Whether the browser holds a session cookie."""
    return COOKIE_LOOPBACK in browser.cookies

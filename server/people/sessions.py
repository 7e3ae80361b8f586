"""Opening, recognising and ending sessions."""

import re
import secrets
from datetime import timedelta

from starlette.requests import Request

from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.events import SessionSeen, announce
from server.people.models import Session
from server.people.queries import company, session_person
from server.web.locale import language, speak
from server.web.sessions import SignedIn, hash_of, new_session_id

LIFETIMES = {"admin": timedelta(days=1), "hr": timedelta(days=7), "editor": timedelta(days=30)}
OTHERWISE = timedelta(days=90)
SEEN_EVERY = timedelta(minutes=15)


def lifetime(role: str) -> timedelta:
    """How long a session of this role lasts."""
    return LIFETIMES.get(role, OTHERWISE)


async def open_session(person_id: str, role: str, user_agent: str, *, stepped_up: bool) -> str:
    """A new session; the id for the cookie. Called at each sign-in, so that no id survives one."""
    session_id, now = new_session_id(), clock.now()
    await Session.create(
        id_hash=hash_of(session_id),
        person_id=person_id,
        tag=secrets.token_urlsafe(12),
        device=device_name(user_agent),
        created_at=now,
        last_seen_at=now,
        expires_at=now + lifetime(role),
        stepped_up_at=now if stepped_up else None,
    )
    return session_id


async def load_session(session_id: str, request: Request) -> SignedIn | None:
    """The person behind a cookie. Notes now and then that the device was seen."""
    found = await session_person(session_id)
    if found is None:
        return None
    person, seen_at = found
    await _live_in_the_programmes_zone()
    if clock.now() - seen_at > SEEN_EVERY:
        await rows(
            "UPDATE session SET last_seen_at = $1 WHERE id_hash = $2 RETURNING id_hash",
            to_millis(clock.now()), person.session_hash,
        )  # fmt: skip
    if person.is_member and request.client:
        await announce(SessionSeen(person.person_id, request.client.host, request.headers.get("user-agent", "")))
    return person


async def _live_in_the_programmes_zone() -> None:
    profile = await company()
    if profile is not None:
        speak(language(), profile.zone)


async def end_session(id_hash: str, person_id: str) -> None:
    """Sign a device out; its push subscription goes with it."""
    await Session.filter(id_hash=id_hash, person_id=person_id).delete()


_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
_BROWSERS = (
    ("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("OPR", "Opera"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip


def device_name(user_agent: str) -> str:
    """Browser and system in two words: all that is kept of an agent."""
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    browser = next((name for mark, name in _BROWSERS if re.search(rf"\b{mark}", user_agent)), "")
    return " · ".join(filter(None, (browser, system))) or "?"

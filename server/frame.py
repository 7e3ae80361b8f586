"""What frames every page, gathered from the features that know it."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from server.notifications.queries import unread_count
from server.people.queries import company
from server.points.queries import available_points
from server.pwa.theme import theme_address
from server.settings import PRODUCT_NAME
from server.web.sessions import SignedIn

DEFAULT_ACCENT = "#0f6b78"


@dataclass(frozen=True, slots=True)
class Frame:
    """The company's name and colours, the person's points and news, and what scripts know both by."""

    company: str
    theme: str
    points: int
    unread: int
    person_key: str
    push_key: str


Framing = Callable[[SignedIn | None], Awaitable[Frame]]


def framing(push_key: str, secret: str) -> Framing:
    """How this installation frames a page; the secret hides who a person is from what runs in the page."""

    async def framed(person: SignedIn | None) -> Frame:
        return await frame(person, person_key(secret, person.person_id) if person else "", push_key)

    return framed


def person_key(secret: str, person_id: str) -> str:
    """Stands for a person on all their devices, and tells nothing of them."""
    digest = hmac.digest(secret.encode(), f"person-key:{person_id}".encode(), hashlib.sha256)
    return urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


async def frame(person: SignedIn | None, person_key: str, push_key: str) -> Frame:
    """The frame of a page for this person, or for a stranger."""
    profile = await company()
    return Frame(
        company=profile.name if profile else PRODUCT_NAME,
        theme=theme_address(profile.accent if profile else DEFAULT_ACCENT),
        points=await available_points(person.person_id) if person else 0,
        unread=await unread_count(person.person_id) if person else 0,
        person_key=person_key,
        push_key=push_key,
    )

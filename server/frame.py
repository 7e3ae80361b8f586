"""What frames every page, gathered from the features that know it."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from server.bonuses.console_queries import bonuses_waiting
from server.challenges.console_queries import challenges_waiting
from server.notifications.queries import unread_count
from server.people.queries import company
from server.points.queries import available_points, corrections_waiting
from server.pwa.theme import theme_address
from server.referrals.console.board_queries import referrals_waiting
from server.rewards.queries import orders_waiting
from server.rulebook.drafts import drafts_waiting
from server.settings import PRODUCT_NAME
from server.sharing.suspects.queries import holds_waiting
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
    waiting: Mapping[str, int]


Framing = Callable[[SignedIn | None, bool], Awaitable[Frame]]
AT_THE_DESK = frozenset({"hr", "admin"})
WAITING: Mapping[str, Callable[[], Awaitable[int]]] = {
    "challenges": challenges_waiting,
    "rules": drafts_waiting,
    "suspects": holds_waiting,
    "corrections": corrections_waiting,
    "referrals": referrals_waiting,
    "bonuses": bonuses_waiting,
    "gifts": orders_waiting,
}


def framing(push_key: str, secret: str) -> Framing:
    """How this installation frames a page; the secret hides who a person is from what runs in the page."""

    async def framed(person: SignedIn | None, in_console: bool) -> Frame:
        key = person_key(secret, person.person_id) if person else ""
        return await frame(person, key, push_key, in_console=in_console)

    return framed


def person_key(secret: str, person_id: str) -> str:
    """Stands for a person on all their devices, and tells nothing of them."""
    digest = hmac.digest(secret.encode(), f"person-key:{person_id}".encode(), hashlib.sha256)
    return urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


async def frame(person: SignedIn | None, person_key: str, push_key: str, *, in_console: bool = False) -> Frame:
    """The frame of a page for this person, or for a stranger; in the console, with what waits for HR in each room."""
    profile = await company()
    counts = in_console and person is not None and person.role in AT_THE_DESK
    return Frame(
        company=profile.name if profile else PRODUCT_NAME,
        theme=theme_address(profile.accent if profile else DEFAULT_ACCENT),
        points=await available_points(person.person_id) if person else 0,
        unread=await unread_count(person.person_id) if person else 0,
        person_key=person_key,
        push_key=push_key,
        waiting={room: await count() for room, count in WAITING.items()} if counts else {},
    )

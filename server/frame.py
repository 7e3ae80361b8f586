"""What frames every page, gathered from the features that know it."""

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
    """The company's name and colours, and the person's points and news."""

    company: str
    theme: str
    points: int
    unread: int


async def frame(person: SignedIn | None) -> Frame:
    """The frame of a page for this person, or for a stranger."""
    profile = await company()
    return Frame(
        company=profile.name if profile else PRODUCT_NAME,
        theme=theme_address(profile.accent if profile else DEFAULT_ACCENT),
        points=await available_points(person.person_id) if person else 0,
        unread=await unread_count(person.person_id) if person else 0,
    )

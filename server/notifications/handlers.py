"""The list behind the bell, and the settings of what reaches which device."""

import re

from starlette.requests import Request
from starlette.responses import Response

from gamification import BADGES
from server.badges.wording import badge_name
from server.notifications import payloads
from server.notifications.commands import drop_device, mark_all_read, mark_read
from server.notifications.forms import ReadForm
from server.notifications.pages import (
    NotificationSettingsPage,
    NotificationsPage,
    news_of,
    older_than,
)
from server.notifications.queries import receivers, told_to, unread_count
from server.notifications.wording import notices
from server.web.forms import blank, read_form
from server.web.idempotency import once
from server.web.locale import say
from server.web.rendering import show
from server.web.sessions import signed_in

LIST, SETTINGS = "/notifications", "/settings/notifications"


async def index(request: Request) -> Response:
    """What this person was told, the latest first."""
    person = signed_in(request)
    told = await told_to(person.person_id, _cursor(request))
    page = NotificationsPage(
        news=tuple(news_of(*each) for each in zip(told, await notices(told), strict=True)),
        older=older_than(told),
        unread=await unread_count(person.person_id),
        form=blank(ReadForm),
    )
    return await show(request, page)


def _cursor(request: Request) -> tuple[int, str] | None:
    found = re.fullmatch(r"([0-9]{1,15})\.([0-9a-f-]{36})", request.query_params.get("before", ""))
    return (int(found[1]), found[2]) if found else None


async def read_all(request: Request) -> Response:
    """Mark everything as read."""
    person_id = signed_in(request).person_id

    async def act() -> str:
        await mark_all_read(person_id)
        return LIST

    return await once(request, await read_form(request, ReadForm), act)


async def read_one(request: Request) -> Response:
    """Mark one notification as read."""
    person_id = signed_in(request).person_id

    async def act() -> str:
        await mark_read(person_id, request.path_params["id"])
        return LIST

    return await once(request, await read_form(request, ReadForm), act)


async def settings(request: Request) -> Response:
    """Push on this device, the devices that receive, and how to install."""
    person = signed_in(request)
    page = NotificationSettingsPage(
        example=await _example(person.person_id),
        devices=tuple(await receivers(person.person_id, person.session_hash)),
        form=blank(ReadForm),
    )
    return await show(request, page)


async def _example(person_id: str) -> tuple[str, str]:
    """The last thing this person was told; for a new person, the first that they may be."""
    told = await told_to(person_id, most=1)
    notice = (await notices(told))[0] if told else payloads.BadgeEarned(badge_name(BADGES[0].key), LIST)
    return notice.words(say)


async def drop(request: Request) -> Response:
    """Send nothing to one of this person's devices any more."""
    person_id = signed_in(request).person_id

    async def act() -> str:
        await drop_device(person_id, request.path_params["id"])
        return SETTINGS

    return await once(request, await read_form(request, ReadForm), act)

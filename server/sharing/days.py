"""The programme's calendar, for requests and tasks that no page frames."""

from datetime import datetime
from zoneinfo import ZoneInfo

from server import clock
from server.people.queries import company
from server.web.locale import zone


async def programme_zone() -> ZoneInfo:
    """The company's time zone; before set-up, the default one."""
    profile = await company()
    return ZoneInfo(profile.zone) if profile else zone()


async def today() -> str:
    """The present day of the programme, as 2026-11-22."""
    return day_of(clock.now(), await programme_zone())


def day_of(instant: datetime, zone: ZoneInfo) -> str:
    """The calendar day of an instant, as 2026-11-22."""
    return instant.astimezone(zone).date().isoformat()

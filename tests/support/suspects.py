"""Days of visits that look unlike people, for tests of what is held."""

from datetime import datetime, timedelta
from typing import Any

from starlette.types import ASGIApp

from server.clock import MovedClock
from server.database import rows
from server.sharing.jobs import settle_visits
from tests.support.sharing import visitor


async def robots_come(app: ASGIApp, time: MovedClock, code: str, count: int = 12) -> None:
    """As many visits as asked, one a minute, from one building and one kind of browser."""
    time.advance(timedelta(minutes=5))
    for number in range(count):
        time.advance(timedelta(minutes=1))
        assert (await visitor(app, f"203.0.113.{number}").get(f"/s/{code}")).status_code == 302


async def held(app: ASGIApp, time: MovedClock, code: str, count: int = 12) -> str:
    """The id of the hold that such a day becomes the next night."""
    await robots_come(app, time, code, count)
    await next_night(time)
    (hold,) = await holds("open")
    return str(hold["id"])


async def next_night(time: MovedClock) -> datetime:
    """A day later; what settles, settles."""
    time.advance(timedelta(days=1))
    await settle_visits()
    from server import clock

    return clock.now()


async def holds(state: str) -> list[Any]:
    """The holds in a state."""
    return await rows("SELECT * FROM visit_hold WHERE state = $1 ORDER BY held_at, id", state)

"""A form that succeeded answers the same again: the key is claimed in the transaction of the act itself."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.web.forms import Filled, T
from server.web.htmx import see_other
from server.web.problems import Doubled
from server.web.sessions import signed_in_or_none

Act = Callable[[], Awaitable[str]]


async def once(request: Request, form: Filled[T], act: Act) -> Response:
    """Run the act, which returns where to go, and go there; a replay goes there without acting."""
    person = signed_in_or_none(request)
    return see_other(request, await once_for(person.person_id if person else "", request.scope["path"], form, act))


async def once_for(actor: str, route: str, form: Filled[T], act: Act) -> str:
    """The act's location, now or as the first time. Nothing is stored when the act is refused."""
    async with transaction():
        if not await _claim(form.key, actor, route, form.body_hash):
            return await _first_answer(form.key, actor, route, form.body_hash)
        location = await act()
        await rows("UPDATE form_key SET location = $1 WHERE key = $2 RETURNING key", location, form.key)
        return location


async def _claim(key: str, actor: str, route: str, body_hash: str) -> bool:
    claimed = await rows(
        "INSERT INTO form_key (key, actor, route, body_hash, created_at) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (key) DO NOTHING RETURNING key",
        key, actor, route[:60], body_hash, to_millis(clock.now()),
    )  # fmt: skip
    return bool(claimed)


async def _first_answer(key: str, actor: str, route: str, body_hash: str) -> str:
    found = await rows("SELECT actor, route, body_hash, location FROM form_key WHERE key = $1", key)
    first = found[0] if found else {}
    if first.get("actor") != actor or first.get("route") != route[:60]:
        raise Doubled
    location = str(first["location"] or "/")
    if first["body_hash"] != body_hash:
        raise Doubled(location=location)
    return location

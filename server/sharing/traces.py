"""Notes from where people of the company browse today, so that their own visits earn nothing."""

from server.database import rows
from server.events import SessionSeen
from server.sharing.days import today
from server.sharing.salts import day_salt
from server.sharing.visitors import trace_hash
from server.web.logs import log

MOST = 100_000

_noted: set[tuple[str, str, str]] = set()


async def on_session_seen(event: SessionSeen) -> None:
    """Note the trace; a page never fails for it."""
    try:
        await note_trace(event.person_id, event.address, event.user_agent)
    except Exception as error:
        log.error("trace_not_noted", problem=type(error).__name__)


async def note_trace(person_id: str, address: str, user_agent: str) -> None:
    """Once per person, network and day: a phone that changes its network leaves a second trace."""
    day = await today()
    mark = trace_hash(await day_salt(day), address, user_agent).hex()
    if (day, mark, person_id) in _noted:
        return
    await rows(
        "INSERT INTO employee_trace (day, trace_hash, person_id) VALUES ($1, $2, $3) "
        "ON CONFLICT (day, trace_hash, person_id) DO NOTHING RETURNING id",
        day, mark, person_id,
    )  # fmt: skip
    if len(_noted) >= MOST:
        _noted.clear()
    _noted.add((day, mark, person_id))

"""What comes round: visits settle once a day is over, shares lapse, and what knows of visitors goes away."""

from collections.abc import Awaitable, Sequence
from datetime import timedelta

from server import clock
from server.database import rows, transaction
from server.database.fields import from_millis, to_millis
from server.database.outages import is_away
from server.events import ShareLapsed, announce
from server.sharing.days import day_of, programme_zone
from server.sharing.detectors import Notice
from server.sharing.evidence import DueDay, noticed
from server.sharing.salts import forget_salts
from server.sharing.settling import hold_day, settle_day
from server.sharing.suspects.commands import clear_by_delay
from server.sharing.suspects.held import IS_HELD
from server.web.locale import DEFAULT_LANGUAGE, speaking
from server.web.logs import log

GRACE = timedelta(minutes=10)  # for visits that waited for the database around midnight
ROWS_KEPT = 7
HASHES_KEPT = timedelta(hours=12)  # after their day: the oldest is then 36 hours old
UNDECIDED = timedelta(days=30)  # after which a held day counts
AT_ONCE = 1000  # rows a chore looks at; the next round takes the next ones
PORTION = 5000


async def settle_visits() -> None:
    """Chore: each link's finished day becomes one fact, once, or waits for HR where it looks unlike people."""
    zone = await programme_zone()
    today = day_of(clock.now() - GRACE, zone)
    await _close_quiet_days(today)
    due = await _due(today)
    found = await noticed(due)
    with speaking(DEFAULT_LANGUAGE, zone.key):
        for each in due:
            await _apart(_end(each.id, found[each.id]))


async def _due(today: str) -> list[DueDay]:
    found = await rows(
        "SELECT d.id, d.link_id, d.day, l.person_id, l.created_at FROM link_day d JOIN link l ON l.id = d.link_id "
        "WHERE d.settled_at IS NULL AND d.day < $1 ORDER BY d.day, d.id LIMIT $2",
        today, AT_ONCE,
    )  # fmt: skip
    return [DueDay(**{**row, "created_at": from_millis(row["created_at"])}) for row in found]


async def _end(link_day_id: int, found: Sequence[Notice]) -> None:
    if any(each.holds for each in found):
        await hold_day(link_day_id, found)
    else:
        await settle_day(link_day_id)


async def _close_quiet_days(today: str) -> None:
    await rows(
        "UPDATE link_day SET settled_at = $1 WHERE settled_at IS NULL AND valid = 0 AND day < $2",
        to_millis(clock.now()), today,
    )  # fmt: skip


async def _apart(act: Awaitable[None]) -> None:
    """One that fails is tried again next time, and keeps nobody else's from being done."""
    try:
        await act
    except Exception as error:
        if is_away(error):
            raise
        log.error("sharing_chore_failed", problem=type(error).__name__, exc_info=True)


async def lapse_shares() -> None:
    """Chore: fourteen days without a visit from outside, and what waited is void; a check by HR stops the delay."""
    due = await rows(
        f"SELECT id FROM share WHERE state = 'intended' AND lapses_at <= $1 AND NOT {IS_HELD} "
        "ORDER BY lapses_at LIMIT $2",
        to_millis(clock.now()), AT_ONCE,
    )  # fmt: skip
    for row in due:
        await _apart(_lapse(row["id"]))


async def _lapse(share_id: str) -> None:
    now = clock.now()
    async with transaction():
        done = await rows(
            "UPDATE share SET state = 'lapsed', closed_at = $1 "
            f"WHERE id = $2 AND state = 'intended' AND lapses_at <= $1 AND NOT {IS_HELD} RETURNING person_id",
            to_millis(now), share_id,
        )  # fmt: skip
        if done:
            await announce(ShareLapsed(share_id, done[0]["person_id"], now))


async def clear_old_holds() -> None:
    """Chore: what HR left undecided for thirty days counts."""
    due = await rows(
        "SELECT id FROM visit_hold WHERE state = 'open' AND held_at <= $1 ORDER BY held_at LIMIT $2",
        to_millis(clock.now() - UNDECIDED), AT_ONCE,
    )  # fmt: skip
    if due:
        with speaking(DEFAULT_LANGUAGE, (await programme_zone()).key):
            for row in due:
                await _apart(clear_by_delay(row["id"]))


async def purge_visits() -> None:
    """Chore: single visits go after seven days, all that could recognise a visitor within forty-eight hours."""
    zone, now = await programme_zone(), clock.now()
    await _purge("visit", day_of(now - timedelta(days=ROWS_KEPT), zone))
    finished = day_of(now - HASHES_KEPT, zone)
    await _purge("seen_visitor", finished)
    await _purge("employee_trace", finished)
    if await rows("DELETE FROM day_salt WHERE day < $1 RETURNING day", finished):
        forget_salts()


async def _purge(table: str, before: str) -> None:
    """In portions, so that nobody waits long for the database."""
    query = f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE day < $1 LIMIT {PORTION}) RETURNING id"
    while len(await rows(query, before)) == PORTION:
        pass

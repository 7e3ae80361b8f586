"""What comes round: visits settle once a day is over, shares lapse, and what knows of visitors goes away."""

from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Any

from gamification import Fact, PeriodKind, period_from_key
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.outages import is_away
from server.events import ShareLapsed, announce
from server.sharing.days import day_of, programme_zone
from server.sharing.salts import forget_salts
from server.web.locale import DEFAULT_LANGUAGE, speaking
from server.web.logs import log

GRACE = timedelta(minutes=10)  # for visits that waited for the database around midnight
ROWS_KEPT = 7
HASHES_KEPT = timedelta(hours=12)  # after their day: the oldest is then 36 hours old
AT_ONCE = 1000  # rows a chore looks at; the next round takes the next ones
PORTION = 5000


async def settle_visits() -> None:
    """Chore: each link's finished day becomes one fact, once, whoever settles."""
    zone = await programme_zone()
    today = day_of(clock.now() - GRACE, zone)
    await _close_quiet_days(today)
    due = await rows(
        "SELECT id, day FROM link_day WHERE settled_at IS NULL AND day < $1 ORDER BY day, id LIMIT $2", today, AT_ONCE
    )
    with speaking(DEFAULT_LANGUAGE, zone.key):
        for row in due:
            await _apart(_settle(row["id"], period_from_key(row["day"], PeriodKind.DAY, zone).ends_at))


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


async def _settle(link_day_id: int, day_ended: datetime) -> None:
    async with transaction():
        taken = await rows(
            "UPDATE link_day SET settled_at = $1 WHERE id = $2 AND settled_at IS NULL RETURNING link_id, day, valid",
            to_millis(clock.now()), link_day_id,
        )  # fmt: skip
        link = await _earning_link(taken[0]["link_id"]) if taken else None
        if link is not None:
            await announce(_settled(link, taken[0]["day"], taken[0]["valid"], day_ended))


async def _earning_link(link_id: str) -> dict[str, Any] | None:
    """The link, unless its person has left: then its visits are counted and earn nothing any more."""
    found = await rows(
        "SELECT l.id, l.person_id, l.article_id, l.channel FROM link l JOIN person p ON p.id = l.person_id "
        "WHERE l.id = $1 AND p.opted_out_at IS NULL AND p.left_company_at IS NULL",
        link_id,
    )
    return found[0] if found else None


def _settled(link: dict[str, Any], day: str, visitors: int, day_ended: datetime) -> Fact:
    values = {"article": link["article_id"], "channel": link["channel"], "link": link["id"], "visitors": visitors}
    # The day's last instant: its limits are those of the day and week in which people came.
    at = day_ended - timedelta(milliseconds=1)
    return Fact(f"visits:{link['id']}:{day}", "visits.settled", link["person_id"], at, "link", link["id"], values)


async def lapse_shares() -> None:
    """Chore: fourteen days without a visit from outside, and what waited is void."""
    due = await rows(
        "SELECT id FROM share WHERE state = 'intended' AND lapses_at <= $1 ORDER BY lapses_at LIMIT $2",
        to_millis(clock.now()), AT_ONCE,
    )  # fmt: skip
    for row in due:
        await _apart(_lapse(row["id"]))


async def _lapse(share_id: str) -> None:
    now = clock.now()
    async with transaction():
        done = await rows(
            "UPDATE share SET state = 'lapsed', closed_at = $1 "
            "WHERE id = $2 AND state = 'intended' AND lapses_at <= $1 RETURNING person_id",
            to_millis(now), share_id,
        )  # fmt: skip
        if done:
            await announce(ShareLapsed(share_id, done[0]["person_id"], now))


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

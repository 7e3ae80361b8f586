"""Confirms shares: somebody outside opened the link."""

from collections.abc import Mapping
from datetime import datetime

from gamification import Fact
from server.database import rows, transaction
from server.database.fields import from_millis, to_millis
from server.database.outages import is_away
from server.events import ShareSeen, announce
from server.sharing.suspects.held import IS_HELD
from server.web.logs import log

_WAITING = f"state = 'intended' AND recorded_at <= $1 AND (lapses_at > $1 OR {IS_HELD})"


async def confirm_shares(opened: Mapping[str, datetime]) -> None:
    """Links with the instant of a valid visit: their waiting shares become seen, once, in the caller's transaction."""
    for link_id, at in sorted(opened.items()):
        query = f"SELECT id FROM share WHERE {_WAITING} AND link_id = $2 ORDER BY id"
        for row in await rows(query, to_millis(at), link_id):
            await _confirm_apart(row["id"], at)


async def confirm_missed() -> None:
    """Chore: shares whose link was visited, and whose confirmation failed then."""
    found = await rows(
        "SELECT share.id, MIN(v.at) AS at FROM share JOIN visit v ON v.link_id = share.link_id "
        "WHERE share.state = 'intended' AND v.verdict = 'valid' AND v.at >= share.recorded_at "
        f"AND (v.at < share.lapses_at OR {IS_HELD}) GROUP BY share.id ORDER BY share.id LIMIT 100"
    )
    for row in found:
        await _confirm_apart(row["id"], from_millis(row["at"]))


async def _confirm_apart(share_id: str, at: datetime) -> None:
    """In a savepoint: a confirmation that fails takes no visit of others with it, and is tried again by the chore."""
    try:
        async with transaction():
            await _confirm(share_id, at)
    except Exception as error:
        if is_away(error):
            raise
        log.error("share_not_confirmed", share=share_id, problem=type(error).__name__, exc_info=True)


async def _confirm(share_id: str, at: datetime) -> None:
    found = await rows(
        f"UPDATE share SET state = 'seen', seen_at = $1 WHERE {_WAITING} AND id = $2 RETURNING person_id, article_id",
        to_millis(at), share_id,
    )  # fmt: skip
    if not found:
        return
    person_id, article_id = found[0]["person_id"], found[0]["article_id"]
    await announce(Fact(f"seen:{share_id}", "share.seen", person_id, at, "share", share_id, {"share": share_id}))
    await announce(ShareSeen(share_id, person_id, article_id, at))

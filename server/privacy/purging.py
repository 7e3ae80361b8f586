"""Chores: what has served its purpose goes, as the registry promises."""

from datetime import timedelta

from server import clock
from server.database import rows
from server.database.fields import to_millis

FORM_KEYS_KEPT = timedelta(days=7)
BUCKETS_KEPT = timedelta(days=2)
IMPORTS_KEPT = timedelta(hours=24)
NOTIFICATIONS_KEPT = timedelta(days=90)
SILENT_DEVICES_KEPT = timedelta(days=183)
DEAD_JOBS_KEPT = timedelta(days=7)
PORTION = 2000


async def purge_lapsed() -> None:
    """Chore: every promise of a number of days that no feature keeps itself."""
    await _purge("form_key", "key", "created_at <= $1", FORM_KEYS_KEPT)
    await _purge("rate_bucket", "key", "at_ms <= $1", BUCKETS_KEPT)
    await _purge("people_import", "id", "created_at <= $1", IMPORTS_KEPT)
    await _purge("reward_import", "id", "created_at <= $1", IMPORTS_KEPT)
    await _purge("notification", "id", "created_at <= $1", NOTIFICATIONS_KEPT)
    await _purge("push_subscription", "id", "seen_at <= $1", SILENT_DEVICES_KEPT)
    # A letter that could never be sent holds an address, and maybe a code.
    await _purge("job", "id", "dead AND due_ms <= $1", DEAD_JOBS_KEPT)


async def _purge(table: str, key: str, condition: str, kept: timedelta) -> None:
    """In portions, so that nobody waits long for the database."""
    before = to_millis(clock.now() - kept)
    query = f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {condition} LIMIT {PORTION}) RETURNING {key}"  # noqa: E501
    while len(await rows(query, before)) == PORTION:
        pass

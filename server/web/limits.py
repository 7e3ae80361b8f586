"""Rate limits that live in the database, so that every process counts the same."""

from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.web.problems import TooMany

_ADDED = "(excluded.at_ms - rate_bucket.at_ms) * CAST($4 AS BIGINT) / CAST($5 AS BIGINT)"
_FULL = "CAST($4 AS BIGINT) * 1000"
_REFILLED = (
    f"CASE WHEN rate_bucket.millitokens + {_ADDED} > {_FULL} THEN {_FULL} ELSE rate_bucket.millitokens + {_ADDED} END"
)
_TAKE = f"""
INSERT INTO rate_bucket (key, millitokens, at_ms) VALUES ($1, $2, $3)
ON CONFLICT (key) DO UPDATE SET millitokens = {_REFILLED} - 1000, at_ms = excluded.at_ms
WHERE {_REFILLED} >= 1000
RETURNING key
"""


async def take(key: str, capacity: int, per_seconds: int) -> None:
    """Take one token of a bucket that refills to `capacity` in `per_seconds`, or raise TooMany."""
    at = to_millis(clock.now())
    if not await rows(_TAKE, key[:120], (capacity - 1) * 1000, at, capacity, per_seconds):
        raise TooMany(await _wait(key[:120], at, capacity, per_seconds))


async def _wait(key: str, at: int, capacity: int, per_seconds: int) -> int:
    """Seconds until one token is there again."""
    found = await rows("SELECT millitokens, at_ms FROM rate_bucket WHERE key = $1", key)
    ready_at = found[0]["at_ms"] + (1000 - found[0]["millitokens"]) * per_seconds // capacity
    return max(1, int(-((at - ready_at) // 1000)))

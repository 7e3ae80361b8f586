"""The day's secret: every process uses the same one, and after the day nobody can make its hashes again."""

import secrets

from server import clock
from server.database import rows
from server.database.fields import to_millis

BYTES = 32
KEPT = 2  # days in memory: late visits of yesterday, and a clock at midnight

_salts: dict[str, bytes] = {}


async def day_salt(day: str) -> bytes:
    """The salt of a day, made by whoever asks first. Never inside a transaction, which may be undone."""
    known = _salts.get(day)
    if known is not None:
        return known
    await rows(
        "INSERT INTO day_salt (day, salt, created_at) VALUES ($1, $2, $3) ON CONFLICT (day) DO NOTHING",
        day, secrets.token_hex(BYTES), to_millis(clock.now()),
    )  # fmt: skip
    found = await rows("SELECT salt FROM day_salt WHERE day = $1", day)
    salt = bytes.fromhex(found[0]["salt"])
    _remember(day, salt)  # a day older than those kept in memory is asked for again
    return salt


def forget_salts() -> None:
    """Read them again: after a purge, and for another database."""
    _salts.clear()


def _remember(day: str, salt: bytes) -> None:
    _salts[day] = salt
    for old in sorted(_salts)[:-KEPT]:
        del _salts[old]

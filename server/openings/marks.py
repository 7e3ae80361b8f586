"""Keeps an opening for later, or keeps it no longer. Seen by nobody else."""

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis


async def keep_opening(person_id: str, opening_id: str, kept: bool) -> None:
    """Keep it from now on, or no longer; the same twice changes nothing."""
    async with transaction():
        if kept:
            await rows(
                "INSERT INTO opening_mark (person_id, opening_id, saved_at) VALUES ($1, $2, $3) "
                "ON CONFLICT (person_id, opening_id) DO NOTHING RETURNING id",
                person_id, opening_id, to_millis(clock.now()),
            )  # fmt: skip
        else:
            await rows(
                "DELETE FROM opening_mark WHERE person_id = $1 AND opening_id = $2 RETURNING id", person_id, opening_id
            )

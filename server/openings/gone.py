"""What its source does not hold any more is closed, when the source was read whole and is not suddenly empty."""

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.openings.commands import close_opening
from server.openings.importing import opening_key
from server.openings.reading.postings import OpeningsRead

GONE = "gone"


async def close_gone(source_id: str, url: str, read: OpeningsRead) -> tuple[str, ...]:
    """Close the openings of a source that it does not hold any more; their titles. A closed one leaves its source:
    whoever opens it again by hand is not contradicted an hour later."""
    if not read.is_whole or not read.openings:
        return ()
    held = {opening_key(url, reference) for reference in read.references}
    found = await rows(
        "SELECT id, external_key, title FROM opening WHERE source_id = $1 AND state <> 'closed' ORDER BY id", source_id
    )
    gone = [row for row in found if row["external_key"] not in held]
    if gone:
        async with transaction():
            for row in gone:
                await _close(row["id"])
    return tuple(row["title"] for row in gone)


async def _close(opening_id: str) -> None:
    await rows("UPDATE opening SET source_id = NULL WHERE id = $1 RETURNING id", opening_id)
    await close_opening(opening_id, GONE, None)
    # A draft was never announced: it is put away without a word.
    await rows(
        "UPDATE opening SET state = 'closed', closed_at = $1, closed_because = $2, version = version + 1 "
        "WHERE id = $3 AND state = 'draft' RETURNING id",
        to_millis(clock.now()), GONE, opening_id,
    )  # fmt: skip

"""What is asked about notifications."""

from server.database import rows


async def unread_count(person_id: str) -> int:
    """How many notifications somebody has not opened."""
    found = await rows(
        "SELECT count(*) AS n FROM notification WHERE person_id = $1 AND read_at IS NULL", person_id
    )
    return int(found[0]["n"])

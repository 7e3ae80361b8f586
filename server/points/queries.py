"""What is asked about points."""

from server.database import rows


async def available_points(person_id: str) -> int:
    """What somebody may spend today."""
    found = await rows(
        "SELECT balance FROM account WHERE unit = 'POINTS' AND kind = 'available' AND owner_kind = 'person' "
        "AND owner_id = $1",
        person_id,
    )
    return int(found[0]["balance"]) if found else 0

"""What other features may ask about points."""

from server.database import rows
from server.points.totals import Totals, totals

__all__ = ["Totals", "available_points", "totals"]


async def available_points(person_id: str) -> int:
    """What somebody may spend today."""
    found = await rows(
        "SELECT balance FROM account WHERE owner = $1 AND unit = 'points' AND kind = 'available'", person_id
    )
    return int(found[0]["balance"]) if found else 0

"""Takes an award back as a correction of HR does, without the correction around it."""

from server.database import transaction
from server.points.accounts import one_at_a_time
from server.points.resolving import given, take_back_award


async def reverse_decision(decision_id: str) -> bool:
    """Take a confirmed award back: False when it was before, or when nothing of it is confirmed."""
    async with transaction():
        found = await given("d.id = $1", decision_id)
        if not found:
            return False
        await one_at_a_time(found[0].person_id)
        return await take_back_award(found[0]) is not None

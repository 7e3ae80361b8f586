"""Pending awards: confirmed by the fact they waited for, or void and given back."""

from gamification import Fact
from server import clock
from server.database import transaction
from server.points.accounts import one_at_a_time
from server.points.instants import counted_at
from server.points.resolving import confirm_award, given, void_award

_ABOUT = "f.object_id = $1 AND f.object_type = $2 AND f.person_id = $3"


async def confirm_waiting(fact: Fact, team_id: str | None) -> None:
    """Make what waited for this fact somebody's own, in the transaction that records the fact."""
    about = (fact.object_id, fact.object_type, fact.person, f"on:{fact.kind}")
    for award in await given(f"{_ABOUT} AND d.confirmation = $4 ORDER BY d.rule_key", *about):
        await confirm_award(award, counted_at(fact.occurred_at, clock.now()), team_id)


async def void_waiting(object_type: str, object_id: str, person_id: str) -> None:
    """Give back what an object's awards had reserved: points to their budget, room to their limits."""
    async with transaction():
        await one_at_a_time(person_id)
        for award in await given(f"{_ABOUT} ORDER BY d.rule_key", object_id, object_type, person_id):
            await void_award(award)

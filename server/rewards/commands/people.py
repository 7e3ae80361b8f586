"""Who orders: every command holds its people before anything else of theirs, in one order."""

from collections.abc import Iterable

from server.database import rows
from server.web.problems import NotFound

_HELD = (
    "UPDATE person SET language = language WHERE id = $1 RETURNING team_id, joined_at, opted_out_at, left_company_at"
)


async def hold_member(person_id: str) -> str | None:
    """Nobody else orders for this person before the transaction ends; their team. NotFound unless they take part."""
    found = await rows(_HELD, person_id)
    if not found or found[0]["joined_at"] is None or found[0]["opted_out_at"] or found[0]["left_company_at"]:
        raise NotFound
    team_id: str | None = found[0]["team_id"]
    return team_id


async def hold_people(people: Iterable[str]) -> None:
    """The same for all who gave points to an order, whether they still take part or not."""
    for person_id in sorted(set(people)):
        await rows(_HELD, person_id)

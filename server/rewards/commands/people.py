"""Who orders: every command holds its people before anything else of theirs, in one order."""

from collections.abc import Iterable
from typing import Any

from server.database import rows
from server.web.problems import NotFound

_HELD = (
    "UPDATE person SET language = language WHERE id = $1 RETURNING team_id, joined_at, opted_out_at, left_company_at"
)


async def hold_member(person_id: str) -> str | None:
    """Nobody else orders for this person before the transaction ends; their team. NotFound unless they take part."""
    found = await rows(_HELD, person_id)
    if not found or not _takes_part(found[0]):
        raise NotFound
    team_id: str | None = found[0]["team_id"]
    return team_id


def _takes_part(row: dict[str, Any]) -> bool:
    return row["joined_at"] is not None and row["opted_out_at"] is None and row["left_company_at"] is None


async def hold_people(people: Iterable[str]) -> frozenset[str]:
    """The same for all who gave points to an order, whoever they are by now; those who still take part."""
    held = [(person_id, await rows(_HELD, person_id)) for person_id in sorted(set(people))]
    return frozenset(person_id for person_id, found in held if found and _takes_part(found[0]))

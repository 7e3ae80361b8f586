"""Putting teams under one another."""

from server.database import rows, transaction
from server.messages import N_
from server.web.audit import record
from server.web.problems import NotFound, Refused

_LOCK = "UPDATE team SET name = name WHERE id = $1 RETURNING parent_id"
_ABOVE = """
WITH RECURSIVE above(id, parent_id) AS (
  SELECT id, parent_id FROM team WHERE id = $1
  UNION SELECT t.id, t.parent_id FROM team t JOIN above a ON t.id = a.parent_id
) SELECT 1 AS one FROM above WHERE id = $2
"""


class CircleOfTeams(Refused):
    """A team would stand above itself."""

    message = N_("This team is above the one you chose.")


async def put_under(team_id: str, parent_id: str | None, actor_id: str | None) -> None:
    """A team's place in the tree; without a parent it is a root. Raises NotFound, CircleOfTeams."""
    async with transaction():
        found = await rows(_LOCK, team_id)
        if not found:
            raise NotFound
        if parent_id and await rows(_ABOVE, parent_id, team_id):
            raise CircleOfTeams
        if found[0]["parent_id"] != parent_id:
            await rows("UPDATE team SET parent_id = $1 WHERE id = $2 RETURNING id", parent_id, team_id)
            await record("team.parent", "team", team_id, actor_id, found[0], {"parent_id": parent_id})

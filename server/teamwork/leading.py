"""Who leads whom: a lead's own teams and those below them in the tree."""

from dataclasses import dataclass

from server.database import rows


@dataclass(frozen=True, slots=True)
class TeamName:
    """A team as it is called."""

    id: str
    name: str


_LED = """
WITH RECURSIVE led (id, name, depth) AS (
  SELECT t.id, t.name, 0 FROM team t JOIN team_lead l ON l.team_id = t.id WHERE l.person_id = $1
  UNION ALL
  SELECT t.id, t.name, led.depth + 1 FROM team t JOIN led ON t.parent_id = led.id WHERE led.depth < 20
)
SELECT id, name, MIN(depth) AS depth FROM led GROUP BY id, name ORDER BY MIN(depth), name
"""


async def led_teams(person_id: str) -> tuple[TeamName, ...]:
    """The teams somebody leads, then those below them; nothing for who leads none."""
    return tuple(TeamName(row["id"], row["name"]) for row in await rows(_LED, person_id))

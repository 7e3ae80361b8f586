"""What people still have to spend, in totals only: the programme owes it until it is spent or lapses."""

from dataclasses import dataclass
from datetime import datetime

from server.database import rows
from server.database.fields import to_millis

_BY_KIND = """
SELECT kind, COALESCE(SUM(balance), 0) AS points FROM account
WHERE unit = 'points' AND kind IN ('available', 'pending', 'held') GROUP BY kind
"""
_LAPSING = """
SELECT COALESCE(SUM(a.balance - COALESCE(l.living, 0)), 0) AS points
FROM account a LEFT JOIN (
    SELECT t.credit_id, SUM(t.amount) AS living FROM transfer t
    WHERE t.unit = 'points' AND t.expires_at > $1
    AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.parent_key = t.key AND r.slot = 'reverse')
    GROUP BY t.credit_id
) l ON l.credit_id = a.id
WHERE a.unit = 'points' AND a.kind = 'available' AND a.balance > COALESCE(l.living, 0)
"""


@dataclass(frozen=True, slots=True)
class Outstanding:
    """Points of everybody together: to spend, not yet confirmed, set aside for a gift."""

    available: int
    pending: int
    held: int

    @property
    def total(self) -> int:
        """All that may still become a gift."""
        return self.available + self.pending + self.held


async def outstanding_points() -> Outstanding:
    """What everybody has, by the account it sits in."""
    found = {row["kind"]: int(row["points"]) for row in await rows(_BY_KIND)}
    return Outstanding(*(found.get(kind, 0) for kind in Outstanding.__slots__))


async def points_lapsing_by(at: datetime) -> int:
    """How many of the available points lapse until then if nobody spends any: those that no living lot covers."""
    return int((await rows(_LAPSING, to_millis(at)))[0]["points"])

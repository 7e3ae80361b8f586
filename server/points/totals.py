"""A person's totals: points to spend, points that wait, lifetime points of level, points set aside for gifts."""

from dataclasses import dataclass

from gamification import LevelProgress, level_progress
from server.database import rows


@dataclass(frozen=True, slots=True)
class Totals:
    """Spendable, pending, XP (points earned and recognition) with its level, and held for gifts that are ordered."""

    available: int
    pending: int
    xp: int
    held: int = 0

    @property
    def level(self) -> LevelProgress:
        """Where the XP stands."""
        return level_progress(self.xp)


async def totals(person_id: str) -> Totals:
    """All of them in one look."""
    found = await rows("SELECT unit, kind, balance FROM account WHERE owner = $1", person_id)
    balances = {(row["unit"], row["kind"]): int(row["balance"]) for row in found}
    wanted = (("points", "available"), ("points", "pending"), ("xp", "available"), ("points", "held"))
    return Totals(*(balances.get(account, 0) for account in wanted))

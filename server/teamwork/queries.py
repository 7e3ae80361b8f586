"""What is asked about thanks: what a lead has left to thank with, and what they have greeted."""

from collections.abc import Collection

from gamification import PeriodKind, period_of
from server import clock
from server.database import rows
from server.people.bounds import bounds
from server.web.locale import zone


def this_month() -> str:
    """The key of the programme's present month."""
    return period_of(clock.now(), PeriodKind.MONTH, zone()).key


async def thanks_left(giver_id: str) -> int:
    """How many points a lead's thanks may still bring this month."""
    found = await rows(
        "SELECT COALESCE(SUM(d.points), 0) AS given FROM thanks t "
        "JOIN fact f ON f.object_type = 'thanks' AND f.object_id = t.id JOIN decision d ON d.fact_id = f.id "
        "WHERE t.giver_id = $1 AND t.month = $2",
        giver_id, this_month(),
    )  # fmt: skip
    return (await bounds()).thanks_a_month - int(found[0]["given"])


async def greeted_by(giver_id: str, keys: Collection[str]) -> frozenset[str]:
    """Which of these moments somebody has thanked for already."""
    if not keys:
        return frozenset()
    places = ", ".join(f"${number}" for number in range(2, len(keys) + 2))
    found = await rows(f"SELECT about FROM thanks WHERE giver_id = $1 AND about IN ({places})", giver_id, *keys)
    return frozenset(row["about"] for row in found)

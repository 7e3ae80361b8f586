"""What only the catalogue asks: how many orders are under way, and what is left of a season's money."""

from collections import Counter
from datetime import datetime

from gamification import COUNTING_ORDERS, PeriodKind, period_of
from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.rewards.catalogue.wording import WINDOWS
from server.web.locale import zone


async def orders_under_way(person_id: str) -> int:
    """How many of somebody's orders are decided, prepared or fetched next; a pot that collects is none yet."""
    found = await rows(
        "SELECT count(*) AS n FROM redemption WHERE state IN ('requested', 'approved') "
        "AND id IN (SELECT redemption_id FROM redemption_part WHERE person_id = $1)",
        person_id,
    )
    return int(found[0]["n"])


async def points_in_pots(redemption_ids: list[str]) -> dict[str, int]:
    """How many points each of these pots holds."""
    if not redemption_ids:
        return {}
    marks = ", ".join(f"${number}" for number in range(1, len(redemption_ids) + 1))
    found = await rows(
        "SELECT redemption_id, sum(points) AS points FROM redemption_part "
        f"WHERE state = 'open' AND redemption_id IN ({marks}) GROUP BY redemption_id",
        *redemption_ids,
    )
    return {row["redemption_id"]: int(row["points"]) for row in found}


async def season_money_left() -> int | None:
    """What gifts may still be worth this season, in cents; None while HR set no limit."""
    season = period_of(clock.now(), PeriodKind.SEASON, zone()).key
    found = await rows(
        "SELECT budget_cents, used_cents FROM gift_season WHERE season = $1 AND budget_cents IS NOT NULL", season
    )
    return int(found[0]["budget_cents"]) - int(found[0]["used_cents"]) if found else None


async def at_their_limit(person_id: str, at: datetime) -> frozenset[str]:
    """The gifts of which somebody has ordered, in the window that holds this moment, all that one person may."""
    begun = {window: to_millis(period_of(at, kind, zone()).starts_at) for window, kind in WINDOWS.items()}
    marks = ", ".join(f"${number}" for number in range(2, 2 + len(COUNTING_ORDERS)))
    found = await rows(
        "SELECT r.id, r.limit_count, r.limit_window, o.requested_at FROM redemption o JOIN reward r "
        f"ON r.id = o.reward_id WHERE o.person_id = $1 AND r.limit_count IS NOT NULL AND o.state IN ({marks})",
        person_id, *COUNTING_ORDERS,
    )  # fmt: skip
    taken = Counter(row["id"] for row in found if row["requested_at"] >= begun.get(row["limit_window"], 0))
    return frozenset(row["id"] for row in found if taken[row["id"]] >= row["limit_count"])

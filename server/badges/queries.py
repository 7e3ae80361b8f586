"""What is asked about badges, metrics and streaks."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from gamification import METRIC_FACTS, Fact, PeriodKind, Streak, period_of, streak
from server import clock
from server.database import rows
from server.database.fields import from_millis, to_millis
from server.web.locale import zone


async def counted_facts(person_id: str) -> list[Fact]:
    """The facts that badges and streaks are made of."""
    kinds = ", ".join(f"'{kind}'" for kind in sorted(METRIC_FACTS))
    found = await rows(
        f"SELECT key, kind, person_id, occurred_at, object_type, object_id, content FROM fact "
        f"WHERE person_id = $1 AND kind IN ({kinds})",
        person_id,
    )
    return [_fact(row) for row in found]


def _fact(row: dict[str, Any]) -> Fact:
    content = row["content"]
    return Fact(
        row["key"], row["kind"], row["person_id"], from_millis(row["occurred_at"]), row["object_type"],
        row["object_id"], json.loads(content) if isinstance(content, str) else content,
    )  # fmt: skip


async def metrics(person_id: str) -> dict[str, int]:
    """The running counts of somebody."""
    found = await rows("SELECT key, value FROM metric WHERE person_id = $1 AND window_key = ''", person_id)
    return {row["key"]: row["value"] for row in found}


async def held(person_id: str) -> dict[tuple[str, int], int]:
    """Badges and tiers somebody holds, with the instant (epoch ms) each was earned."""
    found = await rows(
        "SELECT badge, tier, awarded_at FROM badge_award WHERE person_id = $1 AND revoked_at IS NULL", person_id
    )
    return {(row["badge"], row["tier"]): row["awarded_at"] for row in found}


async def ever_given(person_id: str) -> frozenset[tuple[str, int]]:
    """Badges and tiers somebody was ever given, those taken back included: they are not given again."""
    found = await rows("SELECT badge, tier FROM badge_award WHERE person_id = $1", person_id)
    return frozenset((row["badge"], row["tier"]) for row in found)


async def holders(badge: str) -> int:
    """How many people hold a badge."""
    found = await rows(
        "SELECT count(DISTINCT person_id) AS n FROM badge_award WHERE badge = $1 AND revoked_at IS NULL", badge
    )
    return int(found[0]["n"])


async def streak_of(person_id: str) -> Streak:
    """Weeks in a row with an act, up to this one."""
    found = await rows("SELECT week FROM active_week WHERE person_id = $1", person_id)
    weeks = [row["week"] for row in found]
    return streak(weeks, await paused_weeks(person_id, zone()), this_week())


def this_week() -> str:
    """The key of the programme's present ISO week."""
    return period_of(clock.now(), PeriodKind.WEEK, zone()).key


async def paused_weeks(person_id: str, in_zone: ZoneInfo) -> frozenset[str]:
    """ISO weeks that a holiday pause touches."""
    found = await rows("SELECT since, until FROM pause WHERE person_id = $1", person_id)
    weeks: set[str] = set()
    for row in found:
        at, end = row["since"], row["until"] or to_millis(clock.now())
        while at <= end:
            period = period_of(from_millis(at), PeriodKind.WEEK, in_zone)
            weeks.add(period.key)
            at = to_millis(period.ends_at)
    return frozenset(weeks)

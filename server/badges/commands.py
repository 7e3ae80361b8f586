"""Badges are looked at in the transaction of each fact; a backfill over all facts gives the same ones."""

from gamification import METRIC_FACTS, Fact, active_weeks, metrics_of, newly_earned
from server import clock
from server.badges.queries import counted_facts, ever_given, paused_weeks, this_week
from server.database import rows
from server.database.fields import to_millis
from server.database.ids import new_id
from server.events import BadgeEarned, FactRecorded, announce
from server.web.locale import zone


async def look_at_badges(event: FactRecorded) -> None:
    """After a fact: refresh the person's counts and give what they now reach."""
    if await _may_count(event.fact):
        for badge, tier in await refresh(event.fact.person, event.fact_id):
            await announce(BadgeEarned(event.fact.person, badge, tier, clock.now()))


async def _may_count(fact: Fact) -> bool:
    """A share counts from the moment it is seen: alone it changes nothing, and most facts are such."""
    if fact.kind != "share.recorded":
        return fact.kind in METRIC_FACTS
    seen = "SELECT 1 AS one FROM fact WHERE object_id = $1 AND kind = 'share.seen' AND person_id = $2"
    return bool(await rows(seen, fact.object_id, fact.person))


async def refresh(person_id: str, fact_id: str | None = None) -> list[tuple[str, int]]:
    """Rebuild somebody's counts from their facts; the badges newly given, without telling anybody."""
    facts = await counted_facts(person_id)
    pauses = await paused_weeks(person_id, zone())
    counts = metrics_of(facts, zone(), this_week(), pauses)
    await _store_metrics(person_id, counts)
    await _store_weeks(person_id, active_weeks(facts, zone()))
    given = []
    for badge, tier in newly_earned(counts, await ever_given(person_id)):
        if await _give(person_id, badge.key, tier, fact_id):
            given.append((badge.key, tier))
    return given


async def _store_metrics(person_id: str, counts: dict[str, int]) -> None:
    values: list[str | int] = []
    for key, value in sorted(counts.items()):
        values += [person_id, key, value]
    places = ", ".join(f"(${3 * n + 1}, ${3 * n + 2}, '', ${3 * n + 3})" for n in range(len(counts)))
    await rows(
        f"INSERT INTO metric (person_id, key, window_key, value) VALUES {places} "
        "ON CONFLICT (person_id, key, window_key) DO UPDATE SET value = excluded.value RETURNING id",
        *values,
    )


async def _store_weeks(person_id: str, weeks: frozenset[str]) -> None:
    for week in sorted(weeks - await _known_weeks(person_id)):
        await rows(
            "INSERT INTO active_week (person_id, week) VALUES ($1, $2) ON CONFLICT (person_id, week) DO NOTHING "
            "RETURNING id",
            person_id, week,
        )  # fmt: skip


async def _known_weeks(person_id: str) -> frozenset[str]:
    found = await rows("SELECT week FROM active_week WHERE person_id = $1", person_id)
    return frozenset(row["week"] for row in found)


async def _give(person_id: str, badge: str, tier: int, fact_id: str | None) -> bool:
    """Once per person, badge and tier, for ever: the unique key decides, and no backfill gives back what HR took."""
    found = await rows(
        "INSERT INTO badge_award (id, person_id, badge, tier, fact_id, awarded_at) VALUES ($1, $2, $3, $4, $5, $6) "
        "ON CONFLICT (person_id, badge, tier) DO NOTHING RETURNING id",
        new_id(), person_id, badge, tier, fact_id, to_millis(clock.now()),
    )  # fmt: skip
    return bool(found)

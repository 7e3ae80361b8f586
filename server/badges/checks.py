"""Badges and counts must follow from the facts."""

from gamification import metrics_of, newly_earned
from server.badges.queries import counted_facts, ever_given, metrics, paused_weeks, this_week
from server.database import rows
from server.people.queries import company
from server.web.locale import language, speaking, zone

MOST = 20
STREAK = "best_streak_weeks"


async def badges_follow_from_facts() -> list[str]:
    """Invariant 22: the counts kept, and the badges given, are those a backfill would make."""
    profile = await company()
    with speaking(language(), profile.zone if profile else None):
        return await _faults()


async def _faults() -> list[str]:
    faults = []
    for row in await rows("SELECT DISTINCT person_id FROM metric"):
        person_id = row["person_id"]
        facts, pauses = await counted_facts(person_id), await paused_weeks(person_id, zone())
        wanted, kept = metrics_of(facts, zone(), this_week(), pauses), await metrics(person_id)
        # a streak moves on with the calendar and with pauses: it is read fresh, and the night gives what it earned
        faults += [
            f"count {key} of {person_id}: {kept.get(key, 0)} kept, the facts make {wanted[key]}"
            for key in sorted(wanted)
            if key != STREAK and kept.get(key, 0) != wanted[key]
        ]
        faults += [
            f"badge {badge.key}, tier {tier}, of {person_id}: the facts earned it, nothing gave it"
            for badge, tier in newly_earned(wanted, await ever_given(person_id))
            if badge.metric != STREAK
        ]
    return faults[:MOST]

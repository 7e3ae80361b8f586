"""Badges and counts must follow from the facts."""

from gamification import metrics_of
from server.badges.queries import counted_facts, metrics, paused_weeks, this_week
from server.database import rows
from server.people.queries import company
from server.web.locale import language, speaking, zone

MOST = 20


async def badges_follow_from_facts() -> list[str]:
    """Invariant 22: the counts kept are those a backfill would make."""
    profile = await company()
    with speaking(language(), profile.zone if profile else None):
        return await _faults()


async def _faults() -> list[str]:
    faults = []
    for row in await rows("SELECT DISTINCT person_id FROM metric"):
        person_id = row["person_id"]
        facts, pauses = await counted_facts(person_id), await paused_weeks(person_id, zone())
        wanted, kept = metrics_of(facts, zone(), this_week(), pauses), await metrics(person_id)
        # a streak moves on with the calendar: it is read fresh and only its best is kept
        faults += [
            f"count {key} of {person_id}: {kept.get(key, 0)} kept, the facts make {wanted[key]}"
            for key in sorted(wanted)
            if key != "best_streak_weeks" and kept.get(key, 0) != wanted[key]
        ]
    return faults[:MOST]

"""Once a day: give what the facts have earned and nothing has given, quietly."""

from datetime import datetime, timedelta

from gamification import BADGES, METRIC_FACTS, metrics_of
from server import clock
from server.badges.commands import refresh
from server.badges.queries import this_week
from server.database import rows, transaction
from server.database.fields import EPOCH, to_millis
from server.database.outages import is_away
from server.people.queries import company
from server.web.locale import zone
from server.web.logs import log

PAUSE_MOVED = timedelta(days=2)
_last: dict[str, tuple[datetime, str]] = {}  # the company and the day of the last look


async def backfill_badges() -> None:
    """Chore: refresh whoever may be behind. A fact is looked at when it comes, so that few ever are.

    Behind are those whose counts a new version has not made, whose pause has moved their streak, or whose count
    reaches a tier that was never given. Nobody is told: a backfill is no event of the day.
    """
    profile = await company()
    today = (profile.created_at if profile else EPOCH, clock.now().astimezone(zone()).date().isoformat())
    if _last.get("backfill") == today:
        return
    for person_id in await people_behind():
        await _refresh_apart(person_id)
    _last["backfill"] = today


async def _refresh_apart(person_id: str) -> None:
    """One that fails is tried again tomorrow, and keeps nobody else's badges from being given."""
    try:
        async with transaction():
            await rows("UPDATE person SET language = language WHERE id = $1 RETURNING id", person_id)
            await refresh(person_id)
    except Exception as error:
        if is_away(error):
            raise
        log.error("badges_not_refreshed", person=person_id, problem=type(error).__name__, exc_info=True)


async def people_behind() -> list[str]:
    """Who may lack a badge or a count."""
    found = [*await _uncounted(), *await _paused(), *await _unrewarded()]
    return sorted({row["person_id"] for row in found})


async def _uncounted() -> list[dict[str, str]]:
    kinds = ", ".join(f"'{kind}'" for kind in sorted(METRIC_FACTS - {"share.recorded"}))
    counted = len(metrics_of((), zone(), this_week()))
    return await rows(
        "SELECT p.id AS person_id FROM person p WHERE (SELECT count(*) FROM metric m WHERE m.person_id = p.id "
        f"AND m.window_key = '') < {counted} AND EXISTS "
        f"(SELECT 1 FROM fact f WHERE f.person_id = p.id AND f.kind IN ({kinds}))"
    )


async def _paused() -> list[dict[str, str]]:
    since = to_millis(clock.now() - PAUSE_MOVED)
    return await rows("SELECT person_id FROM pause WHERE until IS NULL OR until >= $1 OR since >= $1", since)


async def _unrewarded() -> list[dict[str, str]]:
    reached = " OR ".join(
        f"(m.key = '{badge.metric}' AND m.value >= {threshold} AND NOT EXISTS (SELECT 1 FROM badge_award a "
        f"WHERE a.person_id = m.person_id AND a.badge = '{badge.key}' AND a.tier = {tier}))"
        for badge in BADGES
        if badge.is_live
        for tier, threshold in enumerate(badge.thresholds, start=1)
    )
    return await rows(f"SELECT DISTINCT m.person_id FROM metric m WHERE m.window_key = '' AND ({reached})")

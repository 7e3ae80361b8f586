"""What a team may greet: recent moments of those who chose to appear in standings, and of nobody else."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from gamification import BADGES
from server import clock
from server.database import rows
from server.database.fields import from_millis, to_millis
from server.sharing.own_words_queries import first_own_words

RECENT = timedelta(days=21)
MOST = 8

# Badges that tell what somebody reads, or how many people open their links, are nobody else's to see.
_TELLING = frozenset({"articles_read", "full_weeks", "valid_visits", "most_visits_on_a_share"})
_GREETED = tuple(sorted(badge.key for badge in BADGES if badge.metric not in _TELLING))


@dataclass(frozen=True, slots=True)
class Greeting:
    """One moment of somebody: `key` names it for good, `subject` is an article's title, a badge or a level."""

    key: str
    person_id: str
    name: str
    kind: Literal["own_words", "badge", "level"]
    subject: str
    tier: int
    at: datetime


async def greetings(team_id: str, besides: str = "") -> list[Greeting]:
    """The latest moments of a team's members who appear, `besides` left out, the newest first."""
    names = await _appearing(team_id, besides)
    since = clock.now() - RECENT
    found = [*await _words(names, since), *await _badges(names, since), *await _levels(names, since)]
    return sorted(found, key=lambda each: (each.at, each.key), reverse=True)[:MOST]


_APPEARING = """
SELECT id, given_name, family_name, display_name FROM person
WHERE team_id = $1 AND id <> $2 AND in_standings = $3 AND joined_at IS NOT NULL AND paused_at IS NULL
  AND opted_out_at IS NULL AND left_company_at IS NULL
"""


async def _appearing(team_id: str, besides: str) -> dict[str, str]:
    found = await rows(_APPEARING, team_id, besides, True)
    return {row["id"]: row["display_name"] or f"{row['given_name']} {row['family_name']}" for row in found}


async def _words(names: Mapping[str, str], since: datetime) -> list[Greeting]:
    return [
        Greeting(
            f"share:{each.share_id}", each.person_id, names[each.person_id], "own_words", each.article_title, 0, each.at
        )
        for each in await first_own_words(names, since)
    ]


async def _badges(names: Mapping[str, str], since: datetime) -> list[Greeting]:
    if not names:
        return []
    found = await rows(
        f"SELECT person_id, badge, tier, awarded_at FROM badge_award WHERE person_id IN ({_places(names)}) "
        f"AND badge IN ({_places(_GREETED, len(names))}) AND revoked_at IS NULL "
        f"AND awarded_at >= ${len(names) + len(_GREETED) + 1}",
        *names, *_GREETED, to_millis(since),
    )  # fmt: skip
    return [
        Greeting(
            f"badge:{row['person_id']}:{row['badge']}:{row['tier']}", row["person_id"], names[row["person_id"]],
            "badge", row["badge"], row["tier"], from_millis(row["awarded_at"]),
        )
        for row in found
    ]  # fmt: skip


async def _levels(names: Mapping[str, str], since: datetime) -> list[Greeting]:
    """Reached levels, as they were told: what is told once stays told, whatever is taken back later."""
    if not names:
        return []
    found = await rows(
        "SELECT person_id, content, created_at FROM notification WHERE kind = 'level_reached' "
        f"AND person_id IN ({_places(names)}) AND created_at >= ${len(names) + 1}",
        *names, to_millis(since),
    )  # fmt: skip
    return [_level(row, names) for row in found]


def _level(row: dict[str, Any], names: Mapping[str, str]) -> Greeting:
    content = json.loads(row["content"]) if isinstance(row["content"], str) else row["content"]
    level, person_id = int(content["level"]), row["person_id"]
    at = from_millis(row["created_at"])
    return Greeting(f"level:{person_id}:{level}", person_id, names[person_id], "level", str(level), 0, at)


def _places(values: Collection[object], after: int = 0) -> str:
    return ", ".join(f"${number}" for number in range(after + 1, after + len(values) + 1))

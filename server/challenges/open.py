"""Challenges that take contributions, and the stored facts that these are made of."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gamification import COUNTED_FACTS, Counted, Fact, Target
from server.database import rows
from server.database.fields import from_millis, to_millis

LIVE = "('running', 'reached')"
_KINDS = ", ".join(f"'{kind}'" for kind in sorted(COUNTED_FACTS))
_FACT = "SELECT key, kind, person_id, occurred_at, object_type, object_id, content, team_id FROM fact"
_COLUMNS = "c.id, c.slug, c.scope, c.team_id, c.topic, c.points, c.counts, c.goal, c.starts_at, c.ends_at"


@dataclass(frozen=True, slots=True)
class OpenChallenge:
    """What counting needs to know of a challenge."""

    id: str
    slug: str
    scope: str
    team_id: str | None
    topic: str | None
    points: int
    target: Target

    def takes(self, team_id: str | None) -> bool:
        """Whether what somebody of this team does belongs here."""
        return self.scope != "team" or self.team_id == team_id


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact, and the team its person was in when it was recorded."""

    fact: Fact
    team_id: str | None


async def open_for(person_id: str) -> list[OpenChallenge]:
    """The challenges that count what this person does: personal ones only where they joined."""
    found = await rows(
        f"SELECT {_COLUMNS} FROM challenge c LEFT JOIN challenge_entry e ON e.challenge_id = c.id "
        f"AND e.person_id = $1 WHERE c.state IN {LIVE} AND (c.scope <> 'personal' OR e.id IS NOT NULL) ORDER BY c.id",
        person_id,
    )
    return [_challenge(row) for row in found]


async def open_challenges() -> list[OpenChallenge]:
    """All that still take contributions."""
    return [_challenge(row) for row in await rows(f"SELECT {_COLUMNS} FROM challenge c WHERE c.state IN {LIVE}")]


async def challenge_to_count(challenge_id: str) -> OpenChallenge | None:
    """One of them by its id, in any state."""
    found = await rows(f"SELECT {_COLUMNS} FROM challenge c WHERE c.id = $1", challenge_id)
    return _challenge(found[0]) if found else None


def _challenge(row: dict[str, Any]) -> OpenChallenge:
    starts_at, ends_at = from_millis(row["starts_at"]), from_millis(row["ends_at"])
    target = Target(Counted(row["counts"]), row["goal"], starts_at, ends_at)
    names = ("id", "slug", "scope", "team_id", "topic", "points")
    return OpenChallenge(**{name: row[name] for name in names}, target=target)


async def facts_about(fact: Fact) -> list[StoredFact]:
    """The other facts about the same share: a confirmation comes apart from what it confirms."""
    if not fact.kind.startswith("share."):
        return []
    query = f"{_FACT} WHERE object_id = $1 AND kind IN ('share.recorded', 'share.seen') AND key <> $2"
    return [_stored(row) for row in await rows(query, fact.object_id, fact.key)]


async def facts_since(at: datetime, person_id: str | None = None) -> list[StoredFact]:
    """What could count for a challenge that began then, in the order in which it was recorded."""
    of_person = "AND person_id = $2" if person_id else ""
    values = (to_millis(at), person_id) if person_id else (to_millis(at),)
    query = f"{_FACT} WHERE occurred_at >= $1 AND kind IN ({_KINDS}) {of_person} ORDER BY recorded_at, id"
    return [_stored(row) for row in await rows(query, *values)]


def _stored(row: dict[str, Any]) -> StoredFact:
    content = row["content"]
    fact = Fact(
        row["key"], row["kind"], row["person_id"], from_millis(row["occurred_at"]), row["object_type"],
        row["object_id"], json.loads(content) if isinstance(content, str) else content,
    )  # fmt: skip
    return StoredFact(fact, row["team_id"])

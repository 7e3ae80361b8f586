"""What is asked about held days: HR's list and detail, and what the person of the link may know."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.database import rows
from server.database.fields import from_millis

MOST = 100


@dataclass(frozen=True, slots=True)
class Hold:
    """A link's day and what was noticed; `stands` is how many visits a rejection left."""

    id: str
    day: str
    person_id: str
    article_title: str
    channel: str
    state: str
    valid: int
    stands: int
    notices: tuple[Mapping[str, Any], ...]
    held_at: datetime
    link_made_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    reason: str


_HOLD = """
SELECT h.id, d.day, l.person_id, a.title AS article_title, l.channel, h.state, h.valid, h.evidence, h.held_at,
       l.created_at, h.decided_at, h.decided_by_id, h.reason
FROM visit_hold h JOIN link_day d ON d.id = h.link_day_id JOIN link l ON l.id = d.link_id
JOIN article a ON a.id = l.article_id
"""


async def open_holds() -> list[Hold]:
    """What waits for HR, the oldest first."""
    found = await rows(f"{_HOLD} WHERE h.state = 'open' ORDER BY h.held_at, h.id LIMIT $1", MOST)
    return [_hold(row) for row in found]


async def holds_waiting() -> int:
    """How many held days wait for HR."""
    return int((await rows("SELECT count(*) AS n FROM visit_hold WHERE state = 'open'"))[0]["n"])


async def hold_by_id(hold_id: str) -> Hold | None:
    """One held day, decided or not."""
    found = await rows(f"{_HOLD} WHERE h.id = $1", hold_id)
    return _hold(found[0]) if found else None


def _hold(row: Mapping[str, Any]) -> Hold:
    noted = _noted(row["evidence"])
    return Hold(
        **{name: row[name] for name in ("id", "day", "person_id", "article_title", "channel", "state", "reason")},
        valid=int(row["valid"]),
        stands=int(noted.get("stands", row["valid"])),
        notices=tuple(noted.get("notices", ())),
        held_at=from_millis(row["held_at"]),
        link_made_at=from_millis(row["created_at"]),
        decided_at=from_millis(row["decided_at"]) if row["decided_at"] is not None else None,
        decided_by=row["decided_by_id"],
    )


def _noted(evidence: Any) -> dict[str, Any]:
    return dict(json.loads(evidence) if isinstance(evidence, str) else evidence)


@dataclass(frozen=True, slots=True)
class Check:
    """What the person of a link may know of the check of its visits: how many wait, how many did not stand."""

    waiting: int = 0
    taken_away: int = 0


async def check_of_share(share_id: str) -> Check:
    """The checks of a share's link, without any ground."""
    found = await rows(
        "SELECT h.state, h.valid, h.evidence FROM visit_hold h JOIN link_day d ON d.id = h.link_day_id "
        "JOIN share s ON s.link_id = d.link_id WHERE s.id = $1",
        share_id,
    )
    waiting = sum(int(row["valid"]) for row in found if row["state"] == "open")
    gone = [row for row in found if row["state"] == "rejected"]
    return Check(waiting, sum(int(row["valid"]) - int(_noted(row["evidence"]).get("stands", 0)) for row in gone))


async def visits_in_check(person_id: str) -> int:
    """How many visits of somebody's links wait for HR."""
    found = await rows(
        "SELECT COALESCE(SUM(h.valid), 0) AS n FROM visit_hold h JOIN link_day d ON d.id = h.link_day_id "
        "JOIN link l ON l.id = d.link_id WHERE h.state = 'open' AND l.person_id = $1",
        person_id,
    )
    return int(found[0]["n"])

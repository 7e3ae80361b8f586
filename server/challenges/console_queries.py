"""What HR asks about challenges: the list, one of them whole, and the sums around its budget."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from gamification import Counted, is_large_enough
from server import clock
from server.challenges.drafting import TEXTS, local_day
from server.challenges.queries import is_hidden
from server.challenges.wording import COUNTS, SCOPES, from_to, of_goal, state_name
from server.database import rows
from server.database.fields import from_millis
from server.web.locale import language, say


@dataclass(frozen=True, slots=True)
class ChallengeLine:
    """A challenge as HR sees it. `total` is None where a sum would show its parts."""

    id: str
    slug: str
    title: str
    texts: dict[str, str]
    scope: str
    team_id: str
    team: str
    counts: str
    topic: str
    goal: int
    points: int
    budget: int | None
    left: int | None
    state: str
    starts_at: datetime
    ends_at: datetime
    revision: int
    created_by: str | None
    asked_by: str | None
    author: str
    total: int | None
    people: int | None
    result: int | None
    is_reached: bool

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return local_day(self.starts_at)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return local_day(self.ends_at - timedelta(seconds=1))

    @property
    def when(self) -> str:
        """Its days."""
        return from_to(self.starts_on, self.ends_on)

    @property
    def who(self) -> str:
        """Whom it concerns."""
        return self.team or say(SCOPES[self.scope])

    @property
    def counted(self) -> str:
        """What it counts."""
        return say(COUNTS[Counted(self.counts)])

    @property
    def of_goal(self) -> str:
        """What stands after the figure."""
        return of_goal(self.counts, self.goal, self.total or 0)

    @property
    def phase(self) -> str:
        """Its state, with what the calendar adds to it."""
        now = clock.now()
        if self.state in ("running", "reached") and self.ends_at <= now:
            return "settling"
        return "coming" if self.state == "running" and self.starts_at > now else self.state

    @property
    def state_name(self) -> str:
        """The same in words."""
        return state_name(self.phase)

    @property
    def is_open(self) -> bool:
        """Whether it can still be ended early."""
        return self.phase in ("running", "reached", "coming")


_LINES = """
SELECT c.*, t.name AS team_name, a.balance AS purse, p.given_name, p.family_name,
    (SELECT sum(q.amount) FROM challenge_progress q WHERE q.challenge_id = c.id) AS total,
    (SELECT count(*) FROM challenge_progress q WHERE q.challenge_id = c.id AND q.amount > 0) AS people,
    (SELECT count(*) FROM person m WHERE m.left_company_at IS NULL AND (m.team_id = c.team_id
        OR (c.scope = 'company' AND m.joined_at IS NOT NULL AND m.opted_out_at IS NULL))) AS members
FROM challenge c LEFT JOIN team t ON t.id = c.team_id LEFT JOIN person p ON p.id = c.created_by_id
LEFT JOIN account a ON a.owner = c.campaign AND a.unit = 'points' AND a.kind = 'budget'
"""


async def all_challenges() -> tuple[ChallengeLine, ...]:
    """What is in preparation and under way, then what is over, the latest first; leads' goals stay with their teams."""
    order = "ORDER BY CASE WHEN c.state = 'closed' THEN 1 ELSE 0 END, c.starts_at DESC, c.slug LIMIT 200"
    return tuple(_line(row) for row in await rows(f"{_LINES} WHERE c.slug NOT LIKE 'goal-%' {order}"))


async def challenges_waiting() -> int:
    """How many challenges wait for a second person."""
    return int((await rows("SELECT count(*) AS n FROM challenge WHERE state = 'waiting'"))[0]["n"])


async def challenge_by_id(challenge_id: str) -> ChallengeLine | None:
    """One of them."""
    found = await rows(f"{_LINES} WHERE c.id = $1 AND c.slug NOT LIKE 'goal-%'", challenge_id)
    return _line(found[0]) if found else None


def _line(row: dict[str, Any]) -> ChallengeLine:
    people = int(row["result_people"] if row["result_people"] is not None else row["people"])
    total = int(row["total"] or 0)
    hidden = is_hidden(row["scope"], row["counts"], int(row["members"]), total)
    names = ("id", "slug", "scope", "counts", "goal", "points", "budget", "state", "revision")
    return ChallengeLine(
        **{name: row[name] for name in names},
        title=row[f"title_{language()}"],
        texts={name: row[name] for name in TEXTS},
        team_id=row["team_id"] or "",
        team=row["team_name"] or "",
        topic=row["topic"] or "",
        left=None if row["purse"] is None else int(row["purse"]),
        starts_at=from_millis(row["starts_at"]),
        ends_at=from_millis(row["ends_at"]),
        created_by=row["created_by_id"],
        asked_by=row["asked_by_id"],
        author=f"{row['given_name']} {row['family_name']}" if row["given_name"] else "",
        total=None if hidden else total,
        people=people if is_large_enough(people) else None,
        result=None if hidden or not _may_be_said(row) else row["result"],
        is_reached=row["reached_at"] is not None,
    )


def _may_be_said(row: dict[str, Any]) -> bool:
    """The result of a personal challenge counts people."""
    return row["scope"] != "personal" or is_large_enough(int(row["result"] or 0))


async def teams_to_choose() -> tuple[tuple[str, str], ...]:
    """Every team by name."""
    return tuple((row["id"], row["name"]) for row in await rows("SELECT id, name FROM team ORDER BY name, id"))


async def reason_of_end(challenge_id: str) -> str:
    """Why it was ended early, from the trail."""
    found = await rows(
        "SELECT after FROM audit_entry WHERE object_type = 'challenge' AND object_id = $1 AND action = 'challenge.end' "
        "ORDER BY id DESC LIMIT 1",
        challenge_id,
    )
    after = found[0]["after"] if found else {}
    told: dict[str, Any] = json.loads(after) if isinstance(after, str) else after
    return str(told.get("reason", ""))

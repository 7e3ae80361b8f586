"""Challenges as employees see them, and what the team page asks about a team's goal."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gamification import Counted, is_large_enough
from server import clock
from server.challenges.views import ChallengeView
from server.database import rows
from server.database.fields import from_millis, to_millis
from server.web.locale import language

REMEMBERED = timedelta(days=120)  # how long a past challenge stands among the others

# Five took part when a team's challenge began: then all its people are counted, so that opting out hides no sum.
_COLUMNS = """
SELECT c.*, t.name AS team_name, a.balance AS purse, e.id AS entry, e.reached_at AS entry_reached_at,
    (SELECT p.amount FROM challenge_progress p WHERE p.challenge_id = c.id AND p.person_id = $1) AS mine,
    (SELECT sum(p.amount) FROM challenge_progress p WHERE p.challenge_id = c.id) AS total,
    (SELECT count(*) FROM challenge_progress p WHERE p.challenge_id = c.id AND p.amount > 0) AS people,
    (SELECT count(*) FROM person m WHERE m.left_company_at IS NULL AND (m.team_id = c.team_id
        OR (c.scope = 'company' AND m.joined_at IS NOT NULL AND m.opted_out_at IS NULL))) AS members
FROM challenge c LEFT JOIN team t ON t.id = c.team_id
LEFT JOIN challenge_entry e ON e.challenge_id = c.id AND e.person_id = $1
LEFT JOIN account a ON a.owner = c.campaign AND a.unit = 'points' AND a.kind = 'budget'
WHERE c.state IN ('running', 'reached', 'closed') AND c.ends_at > c.starts_at
"""
_OWN = "AND (c.scope <> 'team' OR c.team_id = $2)"


async def challenges_for(person_id: str, team_id: str | None) -> tuple[ChallengeView, ...]:
    """Those that concern somebody: coming, present and lately past, the nearest end first."""
    since = to_millis(clock.now() - REMEMBERED)
    query = f"{_COLUMNS} {_OWN} AND c.ends_at > $3 ORDER BY c.ends_at, c.slug"
    return tuple(_view(row) for row in await rows(query, person_id, team_id or "", since))


async def challenge_for(person_id: str, team_id: str | None, slug: str) -> ChallengeView | None:
    """One of them by its address; nothing for those whom it does not concern."""
    found = await rows(f"{_COLUMNS} {_OWN} AND c.slug = $3", person_id, team_id or "", slug)
    return _view(found[0]) if found else None


def _view(row: dict[str, Any]) -> ChallengeView:
    other = "fr" if language() == "en" else "en"
    texts = {name: row[f"{name}_{language()}"] or row[f"{name}_{other}"] for name in ("title", "promise", "thanks")}
    people = int(row["result_people"] if row["result_people"] is not None else row["people"])
    total = int(row["result"] if row["result"] is not None else row["total"] or 0)
    hidden = is_hidden(row["scope"], row["counts"], int(row["members"]), total)
    return ChallengeView(
        **{name: row[name] for name in ("id", "slug", "scope", "counts", "topic", "goal", "points", "state")},
        **texts,
        team=row["team_name"] or "",
        starts_at=from_millis(row["starts_at"]),
        ends_at=from_millis(row["ends_at"]),
        total=None if hidden else total,
        mine=int(row["mine"] or 0),
        people=people if is_large_enough(people) else None,
        has_joined=row["entry"] is not None,
        is_mine_reached=row["entry_reached_at"] is not None,
        is_reached=row["reached_at"] is not None,
        result=None if hidden else row["result"],
        is_budget_over=row["campaign"] is not None and int(row["purse"] or 0) < row["points"],
    )


def is_hidden(scope: str, counts: str, members: int, total: int) -> bool:
    """Whether a sum would tell of somebody: a small group's, or one that counts fewer than five people."""
    if scope == "personal":
        return False
    return not is_large_enough(members) or (counts == Counted.SHARERS and not is_large_enough(total))


@dataclass(frozen=True, slots=True)
class TeamGoal:
    """What a team works towards now; `total` is None where the team is too small for a sum."""

    id: str
    slug: str
    title: str
    counts: str
    goal: int
    of_goal: str
    total: int | None
    is_reached: bool
    starts_on: date
    ends_on: date


async def team_goal(team_id: str) -> TeamGoal | None:
    """The goal of a team today: the one its lead set, else a challenge that HR set for the team."""
    now = to_millis(clock.now())
    found = await rows(
        f"{_COLUMNS} AND c.scope = 'team' AND c.team_id = $2 AND c.starts_at <= $3 AND c.ends_at > $3 "
        "ORDER BY CASE WHEN c.slug LIKE 'goal-%' THEN 0 ELSE 1 END, c.ends_at LIMIT 1",
        "", team_id, now,
    )  # fmt: skip
    if not found:
        return None
    view = _view(found[0])
    names = ("id", "slug", "title", "counts", "goal", "of_goal", "total", "is_reached", "starts_on", "ends_on")
    return TeamGoal(**{name: getattr(view, name) for name in names})

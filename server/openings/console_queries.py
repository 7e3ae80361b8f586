"""What HR asks about openings: the list, how many stand where, and from whom and what they choose."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from server.bonuses.queries import plans
from server.bonuses.wording import gross
from server.database import rows
from server.database.fields import from_millis
from server.openings.queries import OpeningSeen, as_day

PAGE, MOST_PAGES = 50, 200
STATES = ("draft", "open", "closed")
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """A line of HR's list; `referrals` counts those that came, nobody's name with it."""

    id: str
    slug: str
    title: str
    place: str
    state: str
    is_hot: bool
    published_at: datetime | None
    closes_on: date | None
    recruiter: str
    referrals: int


_LINES = """
SELECT o.id, o.slug, o.title, o.place, o.state, o.is_hot, o.published_at, o.closes_on, p.given_name, p.family_name,
    (SELECT count(*) FROM referral r WHERE r.opening_id = o.id AND r.merged_into_id IS NULL) AS referrals
FROM opening o LEFT JOIN person p ON p.id = o.recruiter_id
"""


async def opening_lines(state: str, words: str, page: int) -> tuple[tuple[OpeningLine, ...], bool]:
    """A page of the list, the latest first, and whether there is more."""
    pattern = f"%{_literal(words.lower())}%"
    found = await rows(
        f"{_LINES} WHERE ($1 = '' OR o.state = $1) AND (lower(o.title) LIKE $2 ESCAPE '!' OR "
        "lower(o.place) LIKE $2 ESCAPE '!') ORDER BY o.created_at DESC, o.id DESC LIMIT $3 OFFSET $4",
        state, pattern, PAGE + 1, (page - 1) * PAGE,
    )  # fmt: skip
    return tuple(_line(row) for row in found[:PAGE]), len(found) > PAGE


def _literal(words: str) -> str:
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _line(row: dict[str, Any]) -> OpeningLine:
    names = ("id", "slug", "title", "place", "state")
    return OpeningLine(
        **{name: row[name] for name in names},
        is_hot=bool(row["is_hot"]),
        published_at=None if row["published_at"] is None else from_millis(row["published_at"]),
        closes_on=as_day(row["closes_on"]),
        recruiter=_name(row),
        referrals=int(row["referrals"]),
    )


def _name(row: dict[str, Any]) -> str:
    return f"{row['given_name']} {row['family_name']}" if row["given_name"] else ""


async def counts_by_state() -> dict[str, int]:
    """How many openings are in each state."""
    found = {row["state"]: int(row["n"]) for row in await rows("SELECT state, count(*) AS n FROM opening GROUP BY 1")}
    return {state: found.get(state, 0) for state in STATES}


_PEOPLE = "SELECT p.id, p.given_name, p.family_name FROM person p WHERE p.left_company_at IS NULL AND "
_RECRUITERS = f"{_PEOPLE} (p.role IN ('hr', 'admin') OR p.id = $1) ORDER BY p.family_name, p.given_name, p.id"
_MANAGERS = (
    f"{_PEOPLE} (p.role = 'lead' OR p.id = $1 OR p.id IN (SELECT person_id FROM team_lead)) "
    "ORDER BY p.family_name, p.given_name, p.id"
)


async def recruiters(present: str | None) -> Options:
    """Who may recruit: HR, and whoever does so now."""
    return tuple((row["id"], _name(row)) for row in await rows(_RECRUITERS, present or ""))


async def managers(present: str | None) -> Options:
    """Who may hire: those who lead a team, and whoever does so now."""
    return tuple((row["id"], _name(row)) for row in await rows(_MANAGERS, present or ""))


async def bonus_plans(present: str | None) -> Options:
    """The plans to choose from, with what each promises today; and the opening's own, retired or not."""
    return tuple(
        (plan.id, f"{plan.name} · {gross(plan.today.total, plan.today.currency)}" if plan.today else plan.name)
        for plan in await plans(with_retired=True)
        if not plan.is_retired or plan.id == present
    )


async def source_title(opening: OpeningSeen) -> str:
    """From which feed or page an opening was read; nothing for one that was typed."""
    found = await rows("SELECT title FROM opening_source WHERE id = $1", opening.source_id or "")
    return str(found[0]["title"]) if found else ""

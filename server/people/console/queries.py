"""What HR sees of people: who they are and how they can be reached, never whether they take part."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from server.database import rows
from server.database.fields import from_millis

PER_PAGE = 50
FILTERS = ("to-invite", "invited", "bounced", "no-email", "left")
_WHERE = {
    "": "p.left_company_at IS NULL",
    "to-invite": "p.left_company_at IS NULL AND p.email IS NOT NULL AND i.id IS NULL",
    "invited": "p.left_company_at IS NULL AND i.id IS NOT NULL AND i.bounced_at IS NULL",
    "bounced": "p.left_company_at IS NULL AND i.bounced_at IS NOT NULL",
    "no-email": "p.left_company_at IS NULL AND p.email IS NULL",
    "left": "p.left_company_at IS NOT NULL",
}
_FROM = """
FROM person p LEFT JOIN team t ON t.id = p.team_id LEFT JOIN invitation i ON i.person_id = p.id WHERE
"""
_COLUMNS = """
SELECT p.id, p.given_name, p.family_name, p.email, p.employee_number, p.role, t.name AS team, p.site, p.job_title,
       p.start_date, p.left_company_at, i.sent_at, i.reminded_at, i.bounced_at
"""
_WORDS = ("p.given_name", "p.family_name", "p.email", "t.name")


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody of the company, as HR knows them from the staff list."""

    id: str
    given_name: str
    family_name: str
    email: str | None
    employee_number: str | None
    role: str
    team: str | None
    site: str | None
    job_title: str | None
    start_date: date | None
    left_company_at: datetime | None
    sent_at: datetime | None
    reminded_at: datetime | None
    bounced_at: datetime | None

    @property
    def name(self) -> str:
        """The name as one reads it."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of the list, and how many there are in all."""

    people: tuple[Listed, ...]
    total: int


async def list_people(chosen: str, words: str, page: int) -> Slice:
    """Those of a filter who match every word in name, address or team; by name."""
    condition, values = _condition(chosen, words)
    counted = await rows(f"SELECT count(*) AS n {_FROM} {condition}", *values)
    found = await rows(
        f"{_COLUMNS} {_FROM} {condition} ORDER BY p.family_name, p.given_name, p.id "
        f"LIMIT {PER_PAGE} OFFSET {(page - 1) * PER_PAGE}",
        *values,
    )
    return Slice(tuple(map(_listed, found)), counted[0]["n"])


async def listed_person(person_id: str) -> Listed | None:
    """One of them, also when they left."""
    found = await rows(f"{_COLUMNS} {_FROM} p.id = $1", person_id)
    return _listed(found[0]) if found else None


def _condition(chosen: str, words: str) -> tuple[str, list[str]]:
    values: list[str] = []
    parts = [_WHERE.get(chosen, _WHERE[""])]
    for word in words.split()[:5]:
        spellings = list(_spellings(word))
        places = range(len(values) + 1, len(values) + 1 + len(spellings))
        values += spellings
        parts.append(" OR ".join(f"{name} LIKE ${place} ESCAPE '!'" for name in _WORDS for place in places))
    return " AND ".join(f"({part})" for part in parts), values


def _spellings(word: str) -> Iterator[str]:
    """Small, capital and as typed: SQLite folds the case of ASCII letters only, PostgreSQL of none."""
    for spelling in dict.fromkeys((word.lower(), word.capitalize(), word)):
        yield "%" + spelling.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"


def _listed(row: dict[str, Any]) -> Listed:
    start = row["start_date"]
    instants = ("left_company_at", "sent_at", "reminded_at", "bounced_at")
    values = {name: from_millis(row[name]) if row[name] is not None else None for name in instants}
    return Listed(**{**row, **values, "start_date": date.fromisoformat(start) if isinstance(start, str) else start})


async def to_invite_count() -> int:
    """How many have an address and no invitation yet."""
    found = await rows(f"SELECT count(*) AS n {_FROM} {_WHERE['to-invite']}")
    return int(found[0]["n"])

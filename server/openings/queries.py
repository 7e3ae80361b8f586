"""What every feature asks about openings: one, those that are open, those like it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from server.database import rows
from server.database.fields import from_millis
from server.openings.closeness import likeness

MOST = 500  # a company with more openings at once sees the latest


@dataclass(frozen=True, slots=True)
class OpeningSeen:
    """An opening as all features see it. Pay is in whole units of its currency; places and texts are as typed."""

    id: str
    slug: str
    title: str
    department: str
    place: str
    country: str
    remote: str
    contract: str
    hours: str
    pay_from: int | None
    pay_to: int | None
    pay_currency: str
    pay_per: str
    team_size: int | None
    answer_days: int
    skills: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    description: str
    language: str
    is_hot: bool
    recruiter_id: str | None
    manager_id: str | None
    bonus_plan_id: str | None
    source_id: str | None
    reference: str
    url: str | None
    state: str
    posted_on: date | None
    closes_on: date | None
    published_at: datetime | None
    closed_at: datetime | None
    closed_because: str
    version: int

    @property
    def is_open(self) -> bool:
        """Whether it takes people today."""
        return self.state == "open"


_PLAIN = tuple(
    name
    for name in OpeningSeen.__slots__
    if name not in {"skills", "steps", "is_hot", "posted_on", "closes_on", "published_at", "closed_at"}
)
_COLUMNS = f"SELECT {', '.join(OpeningSeen.__slots__)} FROM opening"


async def opening(opening_id: str) -> OpeningSeen | None:
    """One opening in any state, drafts too."""
    return (await openings_by_ids([opening_id])).get(opening_id)


async def openings_by_ids(ids: Iterable[str]) -> dict[str, OpeningSeen]:
    """These openings by id, in any state."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    places = ", ".join(f"${number}" for number in range(1, len(wanted) + 1))
    found = await rows(f"{_COLUMNS} WHERE id IN ({places})", *wanted)
    return {row["id"]: seen(row) for row in found}


async def opening_by_slug(slug: str) -> OpeningSeen | None:
    """An opening by its public address: open, or closed after it was. Drafts are nowhere, put away or not."""
    found = await rows(f"{_COLUMNS} WHERE slug = $1 AND state <> 'draft' AND published_at IS NOT NULL", slug)
    return seen(found[0]) if found else None


async def open_openings(most: int = MOST) -> tuple[OpeningSeen, ...]:
    """Those that take people today, the latest first."""
    found = await rows(f"{_COLUMNS} WHERE state = 'open' ORDER BY published_at DESC, id DESC LIMIT $1", most)
    return tuple(seen(row) for row in found)


async def similar_openings(opening_id: str, limit: int = 2) -> list[OpeningSeen]:
    """Open ones like this one, the likest first; the latest where nothing is alike."""
    one = await opening(opening_id)
    others = [each for each in await open_openings() if each.id != opening_id]
    if one is not None:
        others.sort(key=lambda each: -likeness(one, each))
    return others[:limit]


def seen(row: dict[str, Any]) -> OpeningSeen:
    """A row of the table as features see it, on either dialect."""
    return OpeningSeen(
        **{name: row[name] for name in _PLAIN},
        skills=tuple(_read(row["skills"])),
        steps=tuple((title, detail) for title, detail in _read(row["steps"])),
        is_hot=bool(row["is_hot"]),
        posted_on=as_day(row["posted_on"]),
        closes_on=as_day(row["closes_on"]),
        published_at=_instant(row["published_at"]),
        closed_at=_instant(row["closed_at"]),
    )


def _read(stored: Any) -> list[Any]:
    return json.loads(stored) if isinstance(stored, str) else list(stored or ())


def as_day(stored: Any) -> date | None:
    """A stored day: PostgreSQL gives it as one, SQLite as text."""
    return date.fromisoformat(stored[:10]) if isinstance(stored, str) else stored


def _instant(stored: int | None) -> datetime | None:
    return None if stored is None else from_millis(stored)

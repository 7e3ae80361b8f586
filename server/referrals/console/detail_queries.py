"""One referral as HR reads it: how far it went, who moved it, its notes, and the same person elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.database import rows
from server.database.fields import from_millis
from server.referrals.console.board_queries import is_hidden

MOST_TWINS = 20
ADDED = "hr"  # by whoever reads this: it tells nothing of a referrer


@dataclass(frozen=True, slots=True)
class Detail:
    """A referral; all that tells who recommended is empty where nobody did, or while it is hidden."""

    id: str
    candidate_id: str | None
    opening_id: str
    opening: str
    slug: str
    source: str
    referrer_id: str
    referrer: str
    relation: str
    words: str
    has_conflict: bool
    hides_referrer: bool
    stage: str
    stage_at: datetime
    submitted_at: datetime
    closed_because: str
    next_on: datetime | None
    next_what: str
    news_asked_at: datetime | None
    merged_into: str
    version: int


_DETAIL = """
SELECT r.id, r.candidate_id, r.opening_id, o.title AS opening, o.slug, r.source, r.referrer_id,
       p.given_name, p.family_name, r.relation, r.words, r.has_conflict, r.stage, r.stage_at, r.submitted_at,
       r.closed_because, r.next_on, r.next_what, r.news_asked_at, r.merged_into_id AS merged_into, r.version
FROM referral r JOIN opening o ON o.id = r.opening_id LEFT JOIN person p ON p.id = r.referrer_id WHERE r.id = $1
"""
_PLAIN = ("id", "candidate_id", "opening_id", "opening", "slug", "stage", "closed_because", "next_what", "version")


async def detail(referral_id: str, hides_referrer: bool) -> Detail | None:
    """One referral, or nothing."""
    found = await rows(_DETAIL, referral_id)
    return _detail(found[0], is_hidden(found[0]["stage"], hides_referrer)) if found else None


def _detail(row: Mapping[str, Any], hidden: bool) -> Detail:
    shown = row["referrer_id"] is not None and not hidden
    return Detail(
        **{name: row[name] for name in _PLAIN},
        source="" if hidden and row["source"] != ADDED else row["source"],
        referrer_id=row["referrer_id"] if shown else "",
        referrer=f"{row['given_name']} {row['family_name']}".strip() if shown else "",
        relation=row["relation"] if shown else "",
        words=row["words"] if shown else "",
        has_conflict=bool(row["has_conflict"]) and shown,
        hides_referrer=hidden,
        stage_at=from_millis(row["stage_at"]),
        submitted_at=from_millis(row["submitted_at"]),
        next_on=from_millis(row["next_on"]) if row["next_on"] is not None else None,
        news_asked_at=from_millis(row["news_asked_at"]) if row["news_asked_at"] is not None and shown else None,
        merged_into=row["merged_into"] or "",
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that was reached, and the name of whoever moved it there."""

    stage: str
    at: datetime
    by: str


async def steps_of_one(referral_id: str, mover_hidden: bool) -> list[Step]:
    """The history of a referral, the first stage first. The first one was reached by the candidate or the referrer."""
    found = await rows(
        "SELECT s.stage, s.at, p.given_name, p.family_name FROM referral_step s LEFT JOIN person p ON p.id = s.by_id "
        "WHERE s.referral_id = $1 ORDER BY s.at, s.id",
        referral_id,
    )
    return [Step(row["stage"], from_millis(row["at"]), "" if mover_hidden else _name(row)) for row in found]


def _name(row: Mapping[str, Any]) -> str:
    return f"{row['given_name'] or ''} {row['family_name'] or ''}".strip()


@dataclass(frozen=True, slots=True)
class SealedNote:
    """A note as it is stored, with its author and its day."""

    sealed: str
    author: str
    at: datetime


async def notes_of(referral_id: str) -> list[SealedNote]:
    """What HR noted of a candidate, the latest first."""
    found = await rows(
        "SELECT n.sealed, n.at, p.given_name, p.family_name FROM referral_note n LEFT JOIN person p "
        "ON p.id = n.author_id WHERE n.referral_id = $1 ORDER BY n.at DESC, n.id DESC",
        referral_id,
    )
    return [SealedNote(row["sealed"], _name(row), from_millis(row["at"])) for row in found]


@dataclass(frozen=True, slots=True)
class Twin:
    """Another referral with the same address or number."""

    id: str
    opening: str
    stage: str
    submitted_at: datetime


_TWINS = """
SELECT r.id, o.title AS opening, r.stage, r.submitted_at FROM referral r JOIN opening o ON o.id = r.opening_id
WHERE r.candidate_id IN (
    SELECT d.id FROM candidate c JOIN candidate d ON d.email_hash = c.email_hash WHERE c.id = $1
    UNION SELECT d.id FROM candidate c JOIN candidate d ON d.phone_hash = c.phone_hash WHERE c.id = $2
) AND r.id <> $3 ORDER BY r.submitted_at, r.id LIMIT $4
"""


async def twins_of(referral_id: str, candidate_id: str) -> list[Twin]:
    """The same person's other referrals, the first one first."""
    found = await rows(_TWINS, candidate_id, candidate_id, referral_id, MOST_TWINS)
    return [Twin(row["id"], row["opening"], row["stage"], from_millis(row["submitted_at"])) for row in found]

"""What is asked about people, teams, sessions and the company."""

from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any


from server import clock
from server.database import rows
from server.database.fields import from_millis, to_millis
from server.people.models import Company
from server.web.sessions import SignedIn, hash_of

COMPANY_LIVES = 5.0


@dataclass(frozen=True, slots=True)
class CompanyProfile:
    """The company as the whole application sees it."""

    name: str
    zone: str
    languages: tuple[str, ...]
    accent: str
    points_per_person: int
    mention_required: bool
    created_at: datetime
    version: int


_company: tuple[float, CompanyProfile | None] = (-COMPANY_LIVES, None)


async def company() -> CompanyProfile | None:
    """The company, or nothing before set-up. Kept for seconds, so that processes converge."""
    global _company
    read_at, kept = _company
    if kept is None or monotonic() - read_at > COMPANY_LIVES:
        row = await Company.all().first()
        kept = _profile(row) if row else None
        _company = (monotonic(), kept)
    return kept


def forget_company() -> None:
    """After a change, read it again."""
    global _company
    _company = (-COMPANY_LIVES, None)


def _profile(row: Company) -> CompanyProfile:
    return CompanyProfile(
        row.name, row.zone, tuple(row.languages), row.accent, row.points_per_person, row.mention_required,
        row.created_at, row.version,
    )  # fmt: skip


_SESSION = """
SELECT s.id_hash, s.tag, s.stepped_up_at, s.last_seen_at, p.id, p.given_name, p.family_name, p.role, p.language,
       p.team_id, p.joined_at, p.paused_at, p.opted_out_at
FROM session s JOIN person p ON p.id = s.person_id
WHERE s.id_hash = $1 AND s.expires_at > $2 AND p.left_company_at IS NULL
"""


async def session_person(session_id: str) -> tuple[SignedIn, datetime] | None:
    """Whose session this is and when it was last seen; nothing when it ended, lapsed, or its person left."""
    found = await rows(_SESSION, hash_of(session_id), to_millis(clock.now()))
    return (_signed_in(found[0]), from_millis(found[0]["last_seen_at"])) if found else None


def _signed_in(row: dict[str, Any]) -> SignedIn:
    return SignedIn(
        person_id=row["id"],
        given_name=row["given_name"],
        family_name=row["family_name"],
        role=row["role"],
        language=row["language"],
        team_id=row["team_id"],
        has_joined=row["joined_at"] is not None,
        is_paused=row["paused_at"] is not None,
        opted_out=row["opted_out_at"] is not None,
        session_hash=row["id_hash"],
        session_tag=row["tag"],
        stepped_up_at=from_millis(row["stepped_up_at"]) if row["stepped_up_at"] is not None else None,
    )


async def team_of(person_id: str) -> str | None:
    """The team somebody is in today."""
    found = await rows("SELECT team_id FROM person WHERE id = $1", person_id)
    return found[0]["team_id"] if found else None


async def members() -> list[str]:
    """Everybody who takes part today."""
    found = await rows(
        "SELECT id FROM person WHERE joined_at IS NOT NULL AND opted_out_at IS NULL AND left_company_at IS NULL"
    )
    return [row["id"] for row in found]


async def is_member(person_id: str) -> bool:
    """Whether somebody completed onboarding and takes part today."""
    found = await rows(
        "SELECT 1 AS one FROM person WHERE id = $1 AND joined_at IS NOT NULL AND opted_out_at IS NULL", person_id
    )
    return bool(found)

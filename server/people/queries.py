"""What is asked about people, teams, sessions and the company."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic
from typing import Any

from server import clock
from server.database import rows
from server.database.fields import from_millis, to_millis
from server.people.models import Company, Person
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
    internal_networks: tuple[str, ...] = ()


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
        row.created_at, row.version, tuple(row.internal_networks or ()),
    )  # fmt: skip


async def company_networks() -> tuple[str, ...]:
    """The networks that the company says are its own."""
    profile = await company()
    return profile.internal_networks if profile else ()


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


async def people_at_the_desk() -> list[str]:
    """Everybody of HR who has not left."""
    found = await rows("SELECT id FROM person WHERE role = 'hr' AND left_company_at IS NULL ORDER BY id")
    return [row["id"] for row in found]


async def is_member(person_id: str) -> bool:
    """Whether somebody completed onboarding and takes part today."""
    found = await rows(
        "SELECT 1 AS one FROM person WHERE id = $1 AND joined_at IS NOT NULL AND opted_out_at IS NULL", person_id
    )
    return bool(found)


@dataclass(frozen=True, slots=True)
class SignInPerson:
    """What signing in needs to know of somebody."""

    id: str
    given_name: str
    email: str | None
    role: str
    language: str


_SIGN_IN = "SELECT id, given_name, email, role, language FROM person WHERE left_company_at IS NULL AND "


async def person_to_sign_in(address: str) -> SignInPerson | None:
    """Who has this address and is still here."""
    found = await rows(_SIGN_IN + "lower(email) = $1", address.strip().lower())
    return SignInPerson(**found[0]) if found else None


async def sign_in_person(person_id: str) -> SignInPerson | None:
    """The same by id."""
    found = await rows(_SIGN_IN + "id = $1", person_id)
    return SignInPerson(**found[0]) if found else None


@dataclass(frozen=True, slots=True)
class PersonProfile:
    """Somebody of the company, as other features and their own settings see them."""

    id: str
    given_name: str
    family_name: str
    email: str | None
    role: str
    team_id: str | None
    site: str | None
    language: str
    job_title: str | None
    start_date: date | None
    display_name: str | None
    in_standings: bool
    notice_version: int | None
    mention_read_at: datetime | None
    joined_at: datetime | None
    paused_at: datetime | None
    opted_out_at: datetime | None
    left_company_at: datetime | None

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}"

    @property
    def shown_name(self) -> str:
        """What colleagues read: the name they chose, else their own."""
        return self.display_name or self.full_name


async def person_by_id(person_id: str) -> PersonProfile | None:
    """One person, whatever their state."""
    found = await Person.get_or_none(id=person_id)
    return PersonProfile(**{name: getattr(found, name) for name in PersonProfile.__slots__}) if found else None


async def names_of(ids: Iterable[str]) -> dict[str, str]:
    """The names colleagues may read, by id: whoever does not take part, or left, is not in it."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    places = ", ".join(f"${number}" for number in range(1, len(wanted) + 1))
    found = await rows(
        "SELECT id, given_name, family_name, display_name FROM person WHERE joined_at IS NOT NULL "
        f"AND opted_out_at IS NULL AND left_company_at IS NULL AND id IN ({places})",
        *wanted,
    )
    return {row["id"]: row["display_name"] or f"{row['given_name']} {row['family_name']}" for row in found}


async def topics_of(person_id: str) -> tuple[str, ...]:
    """The ids of the topics somebody chose."""
    found = await rows("SELECT topic_id FROM person_topic WHERE person_id = $1 ORDER BY id", person_id)
    return tuple(row["topic_id"] for row in found)


async def bands_of(person_id: str) -> dict[str, str]:
    """How large somebody says their networks are; for their own settings, and for sums without names."""
    found = await rows("SELECT network, band FROM network_band WHERE person_id = $1", person_id)
    return {row["network"]: row["band"] for row in found}


async def is_streak_paused(person_id: str) -> bool:
    """Whether a pause is open today."""
    return bool(await rows("SELECT 1 AS one FROM pause WHERE person_id = $1 AND until IS NULL", person_id))


@dataclass(frozen=True, slots=True)
class Device:
    """A signed-in browser, as its owner sees it."""

    tag: str
    device: str
    created_at: datetime
    last_seen_at: datetime
    is_this: bool


async def devices_of(person_id: str, session_hash: str) -> list[Device]:
    """Where somebody is signed in, this browser first, then the latest seen."""
    found = await rows(
        "SELECT id_hash, tag, device, created_at, last_seen_at FROM session "
        "WHERE person_id = $1 AND expires_at > $2 ORDER BY last_seen_at DESC",
        person_id, to_millis(clock.now()),
    )  # fmt: skip
    devices = [
        Device(
            row["tag"], row["device"], from_millis(row["created_at"]), from_millis(row["last_seen_at"]),
            row["id_hash"] == session_hash,
        )
        for row in found
    ]  # fmt: skip
    return sorted(devices, key=lambda device: not device.is_this)


async def team_name(team_id: str) -> str:
    """What a team is called."""
    found = await rows("SELECT name FROM team WHERE id = $1", team_id)
    return found[0]["name"] if found else ""


async def team_names() -> dict[str, str]:
    """What every team is called, by id."""
    return {row["id"]: row["name"] for row in await rows("SELECT id, name FROM team ORDER BY name")}

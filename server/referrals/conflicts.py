"""Who may not earn by a recommendation: those who decide on the opening, and those who recommend themselves."""

from dataclasses import dataclass

from server.candidates.contacts import normal_email
from server.candidates.vault import ContactHashes, contact_hashes, identity
from server.database import rows
from server.openings.queries import OpeningSeen

_DECIDING_ROLES = ("hr", "admin")


@dataclass(frozen=True, slots=True)
class Referrer:
    """Somebody who takes part and recommends."""

    id: str
    email: str | None
    role: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What was true at submission and is never looked at again."""

    is_outside: bool
    has_conflict: bool

    @property
    def earns(self) -> bool:
        """Whether the referral is worth anything to its referrer."""
        return self.is_outside and not self.has_conflict


async def referrer(person_id: str | None) -> Referrer | None:
    """The person, if they take part today: joined, not opted out, not gone."""
    found = await rows(
        "SELECT id, email, role FROM person WHERE id = $1 AND joined_at IS NOT NULL AND opted_out_at IS NULL "
        "AND left_company_at IS NULL",
        person_id or "",
    )
    return Referrer(**found[0]) if found else None


async def is_employee(candidate_id: str) -> bool:
    """Whether the candidate wrote the address of somebody of the company."""
    who = await identity(candidate_id)
    if who is None or not who.email:
        return False
    query = "SELECT id FROM person WHERE email IN ($1, $2) AND left_company_at IS NULL LIMIT 1"
    return bool(await rows(query, who.email.strip().lower(), normal_email(who.email) or ""))


def standing(is_employee: bool, hashes: ContactHashes, opening: OpeningSeen, who: Referrer | None) -> Standing:
    """What becomes of a recommendation by this person, or by nobody."""
    if who is None:
        return Standing(not is_employee, has_conflict=False)
    is_self = hashes.email is not None and contact_hashes(who.email).email == hashes.email
    return Standing(not (is_employee or is_self), has_conflict=decides(who.id, who.role, opening) or is_self)


def decides(person_id: str, role: str, opening: OpeningSeen) -> bool:
    """Whether somebody has a hand in this recruitment: they may recommend, and earn nothing by it."""
    return role in _DECIDING_ROLES or person_id in (opening.recruiter_id, opening.manager_id)

"""Takes an application in: whose recommendation it is, what is true of it that day, and what that earns."""

from dataclasses import dataclass
from typing import Any, ClassVar

from server import clock
from server.candidates.vault import ContactHashes
from server.database import rows, transaction
from server.events import announce
from server.messages import N_
from server.openings.queries import opening
from server.referrals.arrivals import Application, Arrival, bonus_version, insert, received
from server.referrals.conflicts import Referrer, is_employee, referrer
from server.referrals.ownership import Known, claim, known_for
from server.referrals.queries import referral_of
from server.referrals.settings_queries import referral_settings
from server.web.problems import Gone, NotFound

__all__ = ["Application", "Submitted", "TakesNobody", "submit"]

BY_HR = "hr"  # the source of those whom HR added


class TakesNobody(Gone):
    """The opening was closed before the application came."""

    message: ClassVar[str] = N_("This position takes no more applications.")


@dataclass(frozen=True, slots=True)
class Submitted:
    """The candidate's referral. `first_id` names the one that goes on instead when they had applied already."""

    referral_id: str
    stage: str
    first_id: str | None = None


async def submit(application: Application) -> Submitted:
    """Store an application once, credited to the first who recommended; in the caller's transaction or its own.

    Somebody already known through another way, or for the same opening, makes nobody earn twice: the second referrer
    reads `duplicate`. Raises NotFound, or TakesNobody for an opening that is not open.
    """
    async with transaction():
        hashes = await _hold(application.candidate_id)
        stored = await referral_of(application.candidate_id)
        if stored is not None:
            return Submitted(stored.id, stored.stage, stored.merged_into_id)
        arrival = await _arrival(application, hashes)
        owner_id = await _owner(arrival)
        known = await known_for(application.opening_id, hashes)
        first = next((each for each in known if each.goes_on), None)
        if first is not None:
            return await _again(arrival, first)
        was_paid = any(each.has_started for each in known)  # one payout for a candidate and an opening
        return await _store(arrival, None if was_paid else owner_id, comes_again=bool(known))


async def _hold(candidate_id: str) -> ContactHashes:
    """Take the candidate: an application sent twice waits here for itself."""
    held = "UPDATE candidate SET language = language WHERE id = $1 RETURNING email_hash, phone_hash"
    found = await rows(held, candidate_id)
    if not found:
        raise NotFound
    return ContactHashes(found[0]["email_hash"], found[0]["phone_hash"])


async def _arrival(application: Application, hashes: ContactHashes) -> Arrival:
    position = await opening(application.opening_id)
    if position is None:
        raise NotFound
    if not position.is_open:
        raise TakesNobody
    through, employee = await referrer(application.referrer_id), await is_employee(application.candidate_id)
    return Arrival(application, position, hashes, through, employee, clock.now())


async def _owner(arrival: Arrival) -> str | None:
    """Who is credited: nobody's claim when they came alone, or when whoever sent them may earn nothing by it."""
    through = arrival.through
    may_own = through is not None and arrival.standing(through).earns
    months = (await referral_settings()).owns_months
    claimed_for = through.id if through is not None and may_own else None
    owner_id = await claim(arrival.hashes.all, claimed_for, arrival.at, months)
    if through is None:  # who applies alone is nobody's news; whom HR adds is still whose they were
        return owner_id if arrival.application.source == BY_HR else None
    return owner_id if may_own or owner_id is not None else through.id


async def _again(arrival: Arrival, first: Known) -> Submitted:
    """The same person for the same opening: the first goes on, this one only says so."""
    through = arrival.through.id if arrival.through and arrival.through.id != first.referrer_id else None
    made = await insert(arrival, "duplicate", through, merged_into_id=first.id)
    return Submitted(made, "duplicate", first.id)


async def _store(arrival: Arrival, owner_id: str | None, *, comes_again: bool) -> Submitted:
    through = arrival.through
    owner = through if through is not None and through.id == owner_id else await referrer(owner_id)
    worth = arrival.standing(owner)
    made = await insert(
        arrival,
        "submitted",
        owner.id if owner else None,
        is_outside=worth.is_outside,
        has_conflict=worth.has_conflict,
        bonus_version_id=await bonus_version(arrival) if owner else None,
    )
    if owner is not None and not comes_again:
        await announce(await received(arrival, made, owner, worth))
    if through is not None and (owner is None or through.id != owner.id):
        await _tell_second(arrival, through, made)
    return Submitted(made, "submitted")


async def _tell_second(arrival: Arrival, through: Referrer, first_id: str) -> None:
    """A row of their own, without the candidate and without a word: it says that the person was known, no more."""
    nobody: dict[str, Any] = {"candidate_id": None, "words": "", "relation": ""}
    await insert(arrival, "duplicate", through.id, merged_into_id=first_id, **nobody)

"""Candidates and referrals that tests need: taken in, submitted and moved by the real commands."""

from typing import Any

from server.candidates.vault import Identity, admit, unlock
from server.openings.models import Opening
from server.people.models import Person
from server.referrals.models import Referral
from server.referrals.moving import advance
from server.referrals.submitting import Application, Submitted, submit

SECRET = "tests-only-" + "0" * 32


async def candidate(name: str = "lea", *, email: str | None = None, phone: str | None = None) -> str:
    """Somebody outside who wrote an address, a number or both: their id."""
    unlock([SECRET])
    address = email or (None if phone else f"{name}@mail.example")
    who = Identity(f"{name.capitalize()} Martin", address, phone, "I move data.")
    return (await admit(who, "en")).candidate_id


async def applied(opening: Opening, through: Person | None = None, *, name: str = "lea", **more: Any) -> Submitted:
    """A new candidate's application, through somebody or alone; `email` and `phone` are the candidate's."""
    contact = {key: more.pop(key) for key in ("email", "phone") if key in more}
    candidate_id = await candidate(name, **contact)
    source, referrer_id = ("link", through.id) if through else ("direct", None)
    return await submit(Application(opening.id, candidate_id, source, referrer_id, **more))


async def referral_at(
    stage: str, opening: Opening, through: Person | None = None, *, by: Person | None = None, **more: Any
) -> Referral:
    """A referral that went straight to a stage."""
    made = await applied(opening, through, **more)
    if stage != "submitted":
        await advance(made.referral_id, stage, by.id if by else None)
    return await Referral.get(id=made.referral_id)

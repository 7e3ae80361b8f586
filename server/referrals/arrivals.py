"""An application as it is stored: what was true that day, and what the rules hear of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gamification import ENDS, Fact
from server.bonuses.queries import version_for
from server.candidates.vault import ContactHashes
from server.database import rows
from server.openings.queries import OpeningSeen
from server.referrals.conflicts import Referrer, Standing, standing
from server.referrals.models import Referral
from server.referrals.moving import reached
from server.referrals.queries import referral

KNOWN = "known"  # why a second recommendation ends


@dataclass(frozen=True, slots=True)
class Application:
    """A candidate for an opening, and through whom. `source` and `relation` are keys, `words` the referrer's own."""

    opening_id: str
    candidate_id: str
    source: str
    referrer_id: str | None = None
    words: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known of an application once its turn has come."""

    application: Application
    opening: OpeningSeen
    hashes: ContactHashes
    through: Referrer | None
    employee: bool
    at: datetime

    def standing(self, who: Referrer | None) -> Standing:
        """What a recommendation by this person, or by nobody, is worth."""
        return standing(self.employee, self.hashes, self.opening, who)


async def insert(arrival: Arrival, stage: str, referrer_id: str | None, **more: Any) -> str:
    """Store a referral at its first stage, and tell everybody; its id. Words stay with whoever wrote them."""
    application, ended = arrival.application, stage in ENDS
    wrote = arrival.through is not None and arrival.through.id == referrer_id
    values: dict[str, Any] = {
        "opening_id": arrival.opening.id, "candidate_id": application.candidate_id, "referrer_id": referrer_id,
        "source": application.source, "relation": application.relation if wrote else "",
        "words": application.words if wrote else "", "is_hot": arrival.opening.is_hot, "stage": stage,
        "stage_at": arrival.at, "submitted_at": arrival.at, "closed_at": arrival.at if ended else None,
        "closed_because": KNOWN if ended else "",
    }  # fmt: skip
    made = await Referral.create(**{**values, **more})
    stored = await referral(made.id)
    assert stored is not None
    await reached(stored, None)
    return stored.id


async def bonus_version(arrival: Arrival) -> str | None:
    """The version of the opening's plan that this referral keeps, whatever is published later."""
    plan_id = arrival.opening.bonus_plan_id
    return await version_for(plan_id, arrival.at) if plan_id else None


async def received(arrival: Arrival, referral_id: str, owner: Referrer, worth: Standing) -> Fact:
    """What the rules hear of an application: only one that may earn comes from outside."""
    return Fact(
        f"application:{referral_id}",
        "application.received",
        owner.id,
        arrival.at,
        "referral",
        referral_id,
        {
            "opening": arrival.opening.id,
            "hot": arrival.opening.is_hot,
            "link": await _link(owner.id, arrival.opening.id),
            "outside": worth.earns,
        },
    )


async def _link(person_id: str, opening_id: str) -> str:
    """The owner's link to this opening; empty where they never made one."""
    found = await rows("SELECT id FROM referral_link WHERE person_id = $1 AND opening_id = $2", person_id, opening_id)
    return found[0]["id"] if found else ""

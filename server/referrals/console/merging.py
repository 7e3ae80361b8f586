"""Two referrals of one person become one, by hand: HR says which stays, whoever recommended first owns it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from gamification import can_move, is_open
from server.bonuses.queries import version_for
from server.candidates.vault import candidates
from server.database import rows, transaction
from server.database.fields import from_millis
from server.messages import N_
from server.openings.queries import opening as opening_by_id
from server.referrals.conflicts import is_employee, referrer, standing
from server.referrals.moving import MovedMeanwhile, OwnReferral, close_referral
from server.web.audit import record
from server.web.problems import NotFound, Refused

BECAUSE = "merged"
_OF_THE_OWNER = ("referrer_id", "source", "relation", "words")  # goes along to the referral that stays


class CannotMerge(Refused):
    """Not the same person, or no longer open."""

    status: ClassVar[int] = 409
    message = N_("These two cannot be merged: both must be open, and of the same person.")


class FirstOwns(Refused):
    """What was already earned stays where it is."""

    message = N_("Another colleague recommended this person first: keep the first one, the other has moved on already.")


@dataclass(frozen=True, slots=True)
class Merger:
    """Which referral stays, which goes, and the version of the one that was read."""

    stays: str
    goes: str
    read: str
    version: int


async def merge(merger: Merger, by: str) -> None:
    """Make one of two. Raises MovedMeanwhile, NotFound, CannotMerge, FirstOwns, OwnReferral."""
    async with transaction():
        held = {each: await _hold(each) for each in sorted((merger.stays, merger.goes))}  # one order: no deadlock
        stays, goes = held[merger.stays], held[merger.goes]
        await _check(merger, stays, goes, by)
        owner = _first(stays, goes)
        if owner["referrer_id"] != stays["referrer_id"]:
            if stays["stage"] != "submitted":
                raise FirstOwns
            await _give(stays, owner)
        await close_referral(merger.goes, "duplicate", BECAUSE, by)
        await _point(merger)
        before = {"stays": stays["referrer_id"], "goes": goes["referrer_id"], "stage": goes["stage"]}
        after = {"into": merger.stays, "owner": owner["referrer_id"]}
        await record("referral.merge", "referral", merger.goes, by, before, after)


async def _hold(referral_id: str) -> dict[str, Any]:
    found = await rows(
        "UPDATE referral SET version = version WHERE id = $1 "
        f"RETURNING id, candidate_id, opening_id, stage, submitted_at, version, {', '.join(_OF_THE_OWNER)}",
        referral_id,
    )
    if not found:
        raise NotFound
    return found[0]


async def _check(merger: Merger, stays: Mapping[str, Any], goes: Mapping[str, Any], by: str) -> None:
    if (stays if stays["id"] == merger.read else goes)["version"] != merger.version:
        raise MovedMeanwhile
    if by in (stays["referrer_id"], goes["referrer_id"]):
        raise OwnReferral
    if stays["id"] == goes["id"] or not (is_open(stays["stage"]) and can_move(goes["stage"], "duplicate")):
        raise CannotMerge
    if not await _is_one_person(stays["candidate_id"], goes["candidate_id"]):
        raise CannotMerge


async def _is_one_person(one: str | None, other: str | None) -> bool:
    same = await rows(
        "SELECT 1 AS one FROM candidate a, candidate b WHERE a.id = $1 AND b.id = $2 "
        "AND (a.email_hash = b.email_hash OR a.phone_hash = b.phone_hash)",
        one, other,
    )  # fmt: skip
    return bool(same)


def _first(*both: Mapping[str, Any]) -> Mapping[str, Any]:
    """Whoever recommended first; the first of all where nobody did."""
    in_order = sorted(both, key=lambda each: (each["referrer_id"] is None, each["submitted_at"], each["id"]))
    return in_order[0]


async def _give(stays: Mapping[str, Any], owner: Mapping[str, Any]) -> None:
    """The owner is looked at anew for this opening: who decides on it, and what its plan promised that day."""
    opening, candidate = await opening_by_id(stays["opening_id"]), stays["candidate_id"]
    seen, who = (await candidates([candidate]))[candidate], await referrer(owner["referrer_id"])
    assert opening is not None
    terms = standing(await is_employee(candidate), seen.hashes, opening, who)
    since = from_millis(stays["submitted_at"])
    version = await version_for(opening.bonus_plan_id, since) if opening.bonus_plan_id else None
    changes = {
        **{name: owner[name] for name in _OF_THE_OWNER},
        "is_outside": terms.is_outside,
        "has_conflict": terms.has_conflict,
        "bonus_version_id": version,
    }
    sets = ", ".join(f"{name} = ${place}" for place, name in enumerate(changes, start=2))
    query = f"UPDATE referral SET {sets}, version = version + 1 WHERE id = $1 RETURNING id"
    await rows(query, stays["id"], *changes.values())


async def _point(merger: Merger) -> None:
    await rows("UPDATE referral SET merged_into_id = $1 WHERE id = $2 RETURNING id", merger.stays, merger.goes)

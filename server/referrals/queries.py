"""What every feature asks about referrals: one, a candidate's, a person's, and the stages that were reached."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gamification import is_open
from server.database import rows
from server.database.fields import from_millis


@dataclass(frozen=True, slots=True)
class ReferralSeen:
    """A referral as all features see it: of the candidate only an id, and none once they were erased."""

    id: str
    opening_id: str
    candidate_id: str | None
    referrer_id: str | None
    source: str
    relation: str
    words: str
    is_outside: bool
    has_conflict: bool
    is_hot: bool
    stage: str
    stage_at: datetime
    submitted_at: datetime
    closed_at: datetime | None
    closed_because: str
    next_on: datetime | None
    next_what: str
    handled_by_id: str | None
    told_stale_at: datetime | None
    news_asked_at: datetime | None
    bonus_version_id: str | None
    merged_into_id: str | None
    version: int

    @property
    def is_open(self) -> bool:
        """Whether anything may still happen to it."""
        return is_open(self.stage)

    @property
    def earns(self) -> bool:
        """Whether its stages earn: a colleague's move or a referrer with a hand in it is thanked, never rewarded."""
        return self.is_outside and not self.has_conflict


@dataclass(frozen=True, slots=True)
class StepSeen:
    """That a stage was reached, when, and by whose hand: nobody's where the candidate or another system moved it."""

    stage: str
    at: datetime
    by_id: str | None


_FLAGS = ("is_outside", "has_conflict", "is_hot")
_MOMENTS = ("stage_at", "submitted_at", "closed_at", "next_on", "told_stale_at", "news_asked_at")
_NAMES = tuple(ReferralSeen.__slots__)
COLUMNS = ", ".join(_NAMES)


async def referral(referral_id: str) -> ReferralSeen | None:
    """One referral, or nothing."""
    found = await rows(f"SELECT {COLUMNS} FROM referral WHERE id = $1", referral_id)
    return seen(found[0]) if found else None


async def referrals(ids: Collection[str]) -> dict[str, ReferralSeen]:
    """Several referrals by id; unknown ones are missing."""
    if not ids:
        return {}
    found = await rows(f"SELECT {COLUMNS} FROM referral WHERE id IN ({_places(ids)})", *ids)
    return {row["id"]: seen(row) for row in found}


async def referral_of(candidate_id: str) -> ReferralSeen | None:
    """What a candidate's submission became.

    One that was already here is `duplicate` and `merged_into_id` names the first. Its stage is not shown on the page of
    the second: whoever types somebody's address must not read how far they are.
    """
    found = await rows(f"SELECT {COLUMNS} FROM referral WHERE candidate_id = $1", candidate_id)
    return seen(found[0]) if found else None


async def referrals_of(person_id: str, limit: int = 200) -> list[ReferralSeen]:
    """What somebody recommended, the newest first."""
    found = await rows(
        f"SELECT {COLUMNS} FROM referral WHERE referrer_id = $1 ORDER BY submitted_at DESC, id DESC LIMIT $2",
        person_id, limit,
    )  # fmt: skip
    return [seen(row) for row in found]


async def steps_of(ids: Collection[str]) -> dict[str, tuple[StepSeen, ...]]:
    """The stages that referrals reached, in their order; a referral without any is missing."""
    if not ids:
        return {}
    found = await rows(
        f"SELECT referral_id, stage, at, by_id FROM referral_step WHERE referral_id IN ({_places(ids)}) "
        "ORDER BY referral_id, at, id",
        *ids,
    )
    steps: dict[str, list[StepSeen]] = {}
    for row in found:
        steps.setdefault(row["referral_id"], []).append(StepSeen(row["stage"], from_millis(row["at"]), row["by_id"]))
    return {referral_id: tuple(each) for referral_id, each in steps.items()}


def seen(row: dict[str, Any]) -> ReferralSeen:
    """A stored row, all of COLUMNS, as features see it."""
    flags = {name: bool(row[name]) for name in _FLAGS}
    moments = {name: from_millis(row[name]) if row[name] is not None else None for name in _MOMENTS}
    return ReferralSeen(**{**{name: row[name] for name in _NAMES}, **flags, **moments})


def _places(values: Collection[str]) -> str:
    return ", ".join(f"${number}" for number in range(1, len(values) + 1))

"""Moves a referral: forward, each stage once, or to its end. One conditional update decides who moved it."""

from typing import ClassVar

from gamification import ENDS, PAYING_STAGES, STAGES, Fact, stages_before
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.events import ReferralLeftBehind, ReferralMoved, announce
from server.messages import N_
from server.referrals.conflicts import referrer
from server.referrals.ownership import reached_before
from server.referrals.queries import COLUMNS, ReferralSeen, referral, seen
from server.web.problems import NotFound, Problem

# Somebody who applies again for the same opening brings these once; a hire before it had been void, and counts.
_ONCE_A_PERSON = ("qualified", "interview")
_NOWHERE = ("",)  # nothing leads to the first stage: a list of none is an error on PostgreSQL


class MovedMeanwhile(Problem):
    """The referral is not where whoever moves it believed."""

    status: ClassVar[int] = 409
    message: ClassVar[str] = N_("This application has moved meanwhile. Look at it again before you go on.")


class OwnReferral(Problem):
    """Nobody decides on whom they recommended."""

    status: ClassVar[int] = 403
    message: ClassVar[str] = N_("You recommended this person: a colleague in HR decides.")


async def advance(referral_id: str, stage: str, by: str | None, version: int | None = None) -> bool:
    """Go forward to a stage; stages may be skipped. False when it is there already: a repeat changes nothing.

    `by` is nobody for another system; `version` the one that was read, where a page was. In the caller's transaction or
    its own. Raises NotFound, MovedMeanwhile, OwnReferral, or ValueError for what is no stage.
    """
    if stage not in STAGES:
        raise ValueError(stage)
    return await _move(referral_id, stage, by, version)


async def close_referral(
    referral_id: str, stage: str, because: str, by: str | None, version: int | None = None
) -> bool:
    """End it for good, with the key of a reason of at most 16 letters; what waited for its stages is void.

    Like `advance` otherwise. After the first day only `rejected` is an end.
    """
    if stage not in ENDS:
        raise ValueError(stage)
    return await _move(referral_id, stage, by, version, because)


async def withdraw(referral_id: str) -> bool:
    """The candidate's own word: they do not go on."""
    return await close_referral(referral_id, "withdrawn", "candidate", None)


async def _move(referral_id: str, to: str, by: str | None, version: int | None, because: str = "") -> bool:
    async with transaction():
        moved = await _take(referral_id, to, by, version, because)
        if moved is None:
            return await _why_not(referral_id, to, by)
        await reached(moved, by)
        return True


async def _take(referral_id: str, to: str, by: str | None, version: int | None, because: str) -> ReferralSeen | None:
    """Move it if it stands where it may be moved from: of two at once one finds it gone."""
    now, closed = to_millis(clock.now()), to in ENDS
    values: list[object] = [referral_id, to, now, now if closed else None, because, *(stages_before(to) or _NOWHERE)]
    where = f"stage IN ({', '.join(f'${number}' for number in range(6, len(values) + 1))})"
    for condition, value in (("version = ", version), ("(referrer_id IS NULL OR referrer_id <> ", by)):
        if value is not None:
            values.append(value)
            where += f" AND {condition}${len(values)}" + (")" if condition.startswith("(") else "")
    unplanned = ", next_on = NULL, next_what = ''" if closed else ""
    found = await rows(
        "UPDATE referral SET stage = $2, stage_at = $3, closed_at = $4, closed_because = $5, version = version + 1, "
        f"told_stale_at = NULL, news_asked_at = NULL{unplanned} WHERE id = $1 AND {where} RETURNING {COLUMNS}",
        *values,
    )
    return seen(found[0]) if found else None


async def _why_not(referral_id: str, to: str, by: str | None) -> bool:
    stands = await referral(referral_id)
    if stands is None:
        raise NotFound
    if by is not None and by == stands.referrer_id:
        raise OwnReferral
    if stands.stage != to:
        raise MovedMeanwhile
    return False


async def reached(moved: ReferralSeen, by: str | None) -> None:
    """Note the stage a referral stands at, once ever, and tell who listens; in the transaction that moved it."""
    noted = await rows(
        "INSERT INTO referral_step (id, referral_id, stage, at, by_id) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (referral_id, stage) DO NOTHING RETURNING id",
        new_id(), moved.id, moved.stage, to_millis(moved.stage_at), by,
    )  # fmt: skip
    if not noted:
        return
    fact = await _fact(moved)
    if fact is not None:
        await announce(fact)
    if moved.stage in ENDS:
        await announce(ReferralLeftBehind(moved.id, moved.referrer_id, moved.stage_at))
    await announce(ReferralMoved(moved.id, moved.referrer_id, moved.opening_id, moved.stage, moved.stage_at))


async def _fact(moved: ReferralSeen) -> Fact | None:
    """What the rules hear of a stage: nothing without a referrer who takes part. Who may not earn is in a conflict."""
    if moved.stage not in PAYING_STAGES or await referrer(moved.referrer_id) is None:
        return None
    if moved.stage in _ONCE_A_PERSON and await reached_before(moved.id, moved.stage):
        return None
    return Fact(
        f"referral:{moved.id}:{moved.stage}",
        f"referral.{moved.stage}",
        moved.referrer_id or "",
        moved.stage_at,
        "referral",
        moved.id,
        {"opening": moved.opening_id, "hot": moved.is_hot, "conflict": not moved.earns},
    )

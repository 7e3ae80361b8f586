"""What HR does to one referral by hand: each is one transaction, checked against the version that was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from server import clock
from server.candidates.vault import seal_for
from server.database import rows, transaction
from server.database.fields import from_millis, to_millis
from server.database.ids import new_id
from server.messages import N_
from server.referrals.moving import MovedMeanwhile, OwnReferral, advance, close_referral
from server.web.audit import record
from server.web.problems import NotFound, Refused


class NoCandidate(Refused):
    """There is nobody to write of any more."""

    status: ClassVar[int] = 410
    message = N_("This person’s data is erased: nothing can be noted of them.")


@dataclass(frozen=True, slots=True)
class _Held:
    """A referral whose row this transaction holds."""

    id: str
    candidate_id: str | None
    stage: str
    next_on: int | None
    next_what: str


async def move(referral_id: str, version: int, stage: str, by: str) -> None:
    """Forward to a stage. Raises MovedMeanwhile, OwnReferral, and what the stage graph refuses."""
    async with transaction():
        held = await _hold(referral_id, version, by)
        if await advance(referral_id, stage, by):
            await record("referral.move", "referral", referral_id, by, {"stage": held.stage}, {"stage": stage})


async def end(referral_id: str, version: int, stage: str, because: str, by: str) -> None:
    """To an end, with its reason. Raises as `move`."""
    async with transaction():
        held = await _hold(referral_id, version, by)
        await close_referral(referral_id, stage, because, by)
        after = {"stage": stage, "because": because}
        await record("referral.close", "referral", referral_id, by, {"stage": held.stage}, after)


async def _hold(referral_id: str, version: int, by: str) -> _Held:
    """Lock the row as it was read, whoever comes second finds another version; `by` becomes who handles it."""
    found = await rows(
        "UPDATE referral SET handled_by_id = $1 WHERE id = $2 AND version = $3 "
        "RETURNING id, candidate_id, stage, next_on, next_what, referrer_id",
        by, referral_id, version,
    )  # fmt: skip
    if not found:
        raise MovedMeanwhile if await rows("SELECT id FROM referral WHERE id = $1", referral_id) else NotFound
    row: dict[str, Any] = found[0]
    if row.pop("referrer_id") == by:
        raise OwnReferral
    return _Held(**row)


async def set_appointment(referral_id: str, version: int, at: datetime | None, what: str, by: str) -> None:
    """Say what comes next, for the candidate and the referrer to read; nothing for no day. Raises MovedMeanwhile."""
    async with transaction():
        held = await _hold(referral_id, version, by)
        await rows(
            "UPDATE referral SET next_on = $1, next_what = $2, version = version + 1 WHERE id = $3 RETURNING id",
            to_millis(at) if at else None, what, referral_id,
        )  # fmt: skip
        before = _appointment(from_millis(held.next_on) if held.next_on is not None else None, held.next_what)
        await record("referral.appointment", "referral", referral_id, by, before, _appointment(at, what))


def _appointment(at: datetime | None, what: str) -> Mapping[str, str]:
    """Never its words: they may name the candidate, and the trail outlives them."""
    return {"on": at.isoformat() if at else "", "words": "yes" if what else ""}


async def add_note(referral_id: str, text: str, by: str) -> None:
    """Keep a note, sealed with the candidate's key. Raises NotFound, NoCandidate."""
    async with transaction():
        held = await rows("UPDATE referral SET version = version WHERE id = $1 RETURNING candidate_id", referral_id)
        if not held:
            raise NotFound
        if held[0]["candidate_id"] is None:
            raise NoCandidate
        note = new_id()
        await rows(
            "INSERT INTO referral_note (id, referral_id, author_id, sealed, at) VALUES ($1, $2, $3, $4, $5) "
            "RETURNING id",
            note, referral_id, by, await seal_for(held[0]["candidate_id"], text), to_millis(clock.now()),
        )  # fmt: skip
        await record("referral.note", "referral", referral_id, by, None, {"note": note})  # never its words

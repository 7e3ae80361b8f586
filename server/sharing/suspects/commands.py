"""Ending a hold: HR decides once with a reason, or thirty days do."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.messages import N_
from server.sharing.settling import announce_settled, earning_link
from server.sharing.suspects.held import move_lapses
from server.web.audit import record
from server.web.problems import Forbidden, NotFound, Refused

CLEARED, REJECTED, BY_DELAY = "cleared", "rejected", "cleared_by_delay"


class OwnLink(Forbidden):
    """Nobody decides on their own link."""

    message = N_("This link is your own: a colleague decides on it.")


class Decided(Refused):
    """Somebody else was faster."""

    status: ClassVar[int] = 409
    message = N_("A colleague has decided this meanwhile.")


class TooManyStand(Refused):
    """Rejecting takes something away."""

    message = N_("Fewer visits than were held: to keep them all, clear the day.")


@dataclass(frozen=True, slots=True)
class _Ended:
    """A hold that has just been decided, and how many of its visits stand."""

    id: str
    link_day_id: int
    link_id: str
    day: str
    person_id: str
    valid: int
    stands: int


async def clear(hold_id: str, by: str, reason: str) -> None:
    """These were people: the day settles now as it was counted."""
    async with transaction():
        await _decide(hold_id, CLEARED, by, reason, None)


async def reject(hold_id: str, by: str, reason: str, stands: int) -> None:
    """These were not all people: the day settles with the visits that stand, none as a rule."""
    async with transaction():
        await _decide(hold_id, REJECTED, by, reason, stands)


async def clear_by_delay(hold_id: str) -> None:
    """Nobody decided in time: the doubt is the person's."""
    async with transaction():
        await _decide(hold_id, BY_DELAY, None, "", None)


async def _decide(hold_id: str, state: str, by: str | None, reason: str, stands: int | None) -> None:
    ended = await _take(hold_id, state, by, reason, stands)
    if ended is None:
        if by is None:
            return
        raise Decided if await rows("SELECT id FROM visit_hold WHERE id = $1", hold_id) else NotFound
    if ended.person_id == by:
        raise OwnLink
    if stands is not None and stands >= ended.valid:
        raise TooManyStand
    await _take_away(ended)
    await move_lapses(ended.id, ended.link_id, to_millis(clock.now()))
    link = await earning_link(ended.link_id)
    if link and ended.stands:
        await announce_settled(link, ended.day, ended.stands)
    after = {"state": state, "visits": ended.stands, "reason": reason}
    await record("visits.hold", "visit_hold", hold_id, by, {"state": "open", "visits": ended.valid}, after)


async def _take(hold_id: str, state: str, by: str | None, reason: str, stands: int | None) -> _Ended | None:
    """Close the hold if it is still open: whoever comes second changes nothing."""
    taken = await rows(
        "UPDATE visit_hold SET state = $1, decided_at = $2, decided_by_id = $3, reason = $4 "
        "WHERE id = $5 AND state = 'open' RETURNING link_day_id, valid, evidence",
        state, to_millis(clock.now()), by, reason, hold_id,
    )  # fmt: skip
    if not taken:
        return None
    hold: dict[str, Any] = taken[0]
    if stands is not None:
        await _note_stands(hold_id, hold["evidence"], stands)
    place = await rows(
        "SELECT d.link_id, d.day, l.person_id FROM link_day d JOIN link l ON l.id = d.link_id WHERE d.id = $1",
        hold["link_day_id"],
    )
    left = hold["valid"] if stands is None else stands
    return _Ended(hold_id, hold["link_day_id"], valid=hold["valid"], stands=left, **place[0])


async def _note_stands(hold_id: str, evidence: Any, stands: int) -> None:
    noted = {**(json.loads(evidence) if isinstance(evidence, str) else evidence), "stands": stands}
    await rows("UPDATE visit_hold SET evidence = $1 WHERE id = $2 RETURNING id", json.dumps(noted), hold_id)


async def _take_away(ended: _Ended) -> None:
    """What does not stand was nobody's visit: it leaves the counts, and confirms nothing later."""
    fewer = ended.valid - ended.stands
    if not fewer:
        return
    await rows(
        "UPDATE link_day SET valid = valid - $1, others = others + $1 WHERE id = $2 RETURNING id",
        fewer, ended.link_day_id,
    )  # fmt: skip
    # Which ones stand is HR's estimate and no list: the latest are taken.
    await rows(
        "UPDATE visit SET verdict = 'suspect' WHERE id IN (SELECT id FROM visit WHERE link_id = $1 AND day = $2 "
        "AND verdict = 'valid' ORDER BY at DESC, id DESC LIMIT $3) RETURNING id",
        ended.link_id, ended.day, fewer,
    )  # fmt: skip

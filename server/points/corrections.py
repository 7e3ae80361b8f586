"""Points given or taken by hand, awards taken back, awards that wait for HR: always with a reason and a trace."""

from dataclasses import dataclass
from typing import Literal

from gamification import FloorError, PeriodKind, adjust, period_of
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.messages import N_
from server.points.accounts import carry_out, one_at_a_time, purse_of
from server.points.resolving import Given, confirm_award, given, take_back_award, void_award
from server.web.audit import record
from server.web.locale import zone
from server.web.problems import NotFound, Refused

SHORTEST_REASON = 10
Kind = Literal["adjust", "reverse"]


class CorrectionRefused(Refused):
    """Why a correction cannot be made; `field` is the field of the form it belongs to."""

    def __init__(self, field: str, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.field = field


OWN = N_("Nobody corrects their own points.")
OWN_REQUEST = N_("Somebody else than the one who asked decides.")
SHORT_REASON = N_("Say why in {n} characters at least: the person reads it.")
NO_POINTS = N_("Write how many points, with a minus sign to take them.")
NOT_CONFIRMED = N_("Nothing of this award is left to take back.")
MONTH_IS_USED = N_("By hand, {n} points are left this month.")
BUDGET_IS_EMPTY = N_("The programme’s budget does not hold so many points.")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Above what a second person decides, and how many points may move by hand in a month."""

    alone: int
    a_month: int


async def ask_correction(kind: Kind, person_id: str, points: int, decision_id: str | None, reason: str, by: str) -> str:
    """Ask for a correction: "done" where nobody else need agree, else "waiting". Raises CorrectionRefused.

    `points` are signed and count for adjustments; an award taken back counts for all its points.
    """
    async with transaction():
        bounds = await _bounds()
        _check(person_id, by, reason)
        points = await _points(kind, person_id, points, decision_id)
        if kind == "adjust":
            await _within_the_month(bounds, points, waiting=True)
        correction_id, now = new_id(), to_millis(clock.now())
        await rows(
            "INSERT INTO correction (id, kind, person_id, decision_id, points, reason, state, asked_by_id, asked_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8) RETURNING id",
            correction_id, kind, person_id, decision_id, points, reason.strip(), by, now,
        )  # fmt: skip
        asked = {"kind": kind, "person": person_id, "points": points, "reason": reason.strip()}
        await record("correction.ask", "correction", correction_id, by, None, asked)
        if abs(points) > bounds.alone:
            return "waiting"
        await _make(correction_id, kind, person_id, decision_id, points, by)
        return "done"


async def decide_correction(correction_id: str, approve: bool, by: str) -> None:
    """The second person's word: make it or not. Raises NotFound when it waits no more, CorrectionRefused."""
    async with transaction():
        bounds = await _bounds()
        found = await rows("SELECT * FROM correction WHERE id = $1 AND state = 'waiting'", correction_id)
        if not found:
            raise NotFound
        asked = found[0]
        if by == asked["asked_by_id"]:
            raise CorrectionRefused("form", OWN_REQUEST)
        if by == asked["person_id"]:
            raise CorrectionRefused("form", OWN)
        if not approve:
            await _close(correction_id, "refused", by, {"points": asked["points"]}, None)
            return
        if asked["kind"] == "adjust":
            await _within_the_month(bounds, asked["points"], waiting=False)
        await _make(correction_id, asked["kind"], asked["person_id"], asked["decision_id"], asked["points"], by)


async def _bounds() -> Bounds:
    """The programme's bounds; whoever holds them is the only one to correct until the end of the transaction."""
    found = await rows(
        "UPDATE company SET corrections_a_month = corrections_a_month WHERE id = 1 "
        "RETURNING approval_above_correction, corrections_a_month"
    )
    return Bounds(*found[0].values()) if found else Bounds(0, 0)


def _check(person_id: str, by: str, reason: str) -> None:
    if by == person_id:
        raise CorrectionRefused("form", OWN)
    if len(reason.strip()) < SHORTEST_REASON:
        raise CorrectionRefused("reason", SHORT_REASON, n=SHORTEST_REASON)


async def _points(kind: Kind, person_id: str, points: int, decision_id: str | None) -> int:
    if kind == "adjust":
        if points == 0:
            raise CorrectionRefused("points", NO_POINTS)
        return points
    found = await given("d.id = $1 AND d.person_id = $2", decision_id or "", person_id)
    if not found:
        raise CorrectionRefused("decision", NOT_CONFIRMED)
    return -found[0].points


async def _within_the_month(bounds: Bounds, points: int, *, waiting: bool) -> None:
    """What moved by hand this month, up or down, and what waits to, has one bound for everybody."""
    starts = period_of(clock.now(), PeriodKind.MONTH, zone()).starts_at
    waits = " OR state = 'waiting'" if waiting else ""
    found = await rows(
        "SELECT COALESCE(sum(abs(points)), 0) AS used FROM correction "
        f"WHERE kind = 'adjust' AND ((state = 'done' AND decided_at >= $1){waits})",
        to_millis(starts),
    )
    left = max(0, bounds.a_month - int(found[0]["used"]))
    if abs(points) > left:
        raise CorrectionRefused("points" if waiting else "form", MONTH_IS_USED, n=left)


async def _make(correction_id: str, kind: str, person_id: str, decision_id: str | None, points: int, by: str) -> None:
    await one_at_a_time(person_id)
    before = (await purse_of(person_id, clock.now())).available
    if kind == "adjust":
        await _adjust(person_id, points, correction_id)
    else:
        await _take_back(correction_id, decision_id)
    after = (await purse_of(person_id, clock.now())).available
    await _close(correction_id, "done", by, {"available": before}, {"available": after})


async def _adjust(person_id: str, points: int, correction_id: str) -> None:
    """What is taken beyond what is left is owed: points got by fraud are not safe once they are spent."""
    now = clock.now()
    group = f"adjust:{correction_id}"
    try:
        async with transaction():
            await carry_out(
                person_id,
                group,
                now,
                lambda available: adjust(person_id, points, correction_id, now, available=available),
                group=group,
            )
    except FloorError:
        raise CorrectionRefused("points", BUDGET_IS_EMPTY) from None


async def _take_back(correction_id: str, decision_id: str | None) -> None:
    """Take the award back; the correction says what went: points that had lapsed were gone before."""
    found = await given("d.id = $1", decision_id or "")
    taken = await take_back_award(found[0]) if found else None
    if taken is None:
        raise CorrectionRefused("decision", NOT_CONFIRMED)
    await rows("UPDATE correction SET points = $1 WHERE id = $2 RETURNING id", -taken, correction_id)


async def _close(correction_id: str, state: str, by: str, before: dict[str, int], after: dict[str, int] | None) -> None:
    await rows(
        "UPDATE correction SET state = $1, decided_by_id = $2, decided_at = $3 WHERE id = $4 RETURNING id",
        state, by, to_millis(clock.now()), correction_id,
    )  # fmt: skip
    await record(f"correction.{state}", "correction", correction_id, by, before, after)


async def decide_award(decision_id: str, approve: bool, reason: str, by: str) -> None:
    """HR's word on an award that waits for it; a refusal has a reason. Raises NotFound, CorrectionRefused."""
    async with transaction():
        found = await given("d.id = $1 AND d.confirmation = 'by_hr'", decision_id)
        if not found:
            raise NotFound
        award = found[0]
        await one_at_a_time(award.person_id)
        if by == award.person_id:
            raise CorrectionRefused("form", OWN)
        if not approve:
            _check(award.person_id, by, reason)
        if not await (confirm_award(award, clock.now(), award.team_id) if approve else _refuse(award, reason, by)):
            raise NotFound
        word = "award.confirm" if approve else "award.refuse"
        await record(
            word, "decision", decision_id, by, {"state": "waiting"}, {"points": award.points, "reason": reason}
        )


async def _refuse(award: Given, reason: str, by: str) -> bool:
    """Void, with the reason kept where the person's journal reads it."""
    if not await void_award(award):
        return False
    now = to_millis(clock.now())
    await rows(
        "INSERT INTO correction (id, kind, person_id, decision_id, points, reason, state, asked_by_id, asked_at, "
        "decided_by_id, decided_at) VALUES ($1, 'refuse', $2, $3, $4, $5, 'done', $6, $7, $6, $7) RETURNING id",
        new_id(), award.person_id, award.id, -award.points, reason.strip(), by, now,
    )  # fmt: skip
    return True

"""HR's word on a payment: approved earlier than by itself, refused with a reason, taken back once it was paid."""

from collections.abc import Mapping
from typing import Any

from server import clock
from server.bonuses.models import BonusInstalment
from server.database import rows, transaction
from server.database.fields import to_millis
from server.messages import N_
from server.web.audit import record
from server.web.problems import NotFound, Refused

FIRST_CORRECTION = 101  # payments of a plan are numbered from 1 and never reach this

NOT_NOW = N_("Somebody decided on this payment meanwhile: read it again.")
OWN = N_("Somebody else of HR decides on your own bonus.")
NOT_EXPORTED = N_("Only what was sent to payroll can be taken back; refuse it instead.")
TAKEN_BACK = N_("This payment was already taken back.")


async def approve_instalment(instalment_id: str, by: str) -> None:
    """Before its time, after the referral ended, or after a refusal that was a mistake. Raises Refused."""
    await _decide(instalment_id, "approved", ("due", "refused"), "", by)


async def refuse_instalment(instalment_id: str, reason: str, by: str) -> None:
    """With a reason that the referrer reads; until it is exported. Raises Refused."""
    await _decide(instalment_id, "refused", ("due", "approved"), reason, by)


async def _decide(instalment_id: str, state: str, of: tuple[str, ...], reason: str, by: str) -> None:
    async with transaction():
        before = await _held(instalment_id)
        if before["person_id"] == by:
            raise Refused(OWN)
        if before["state"] not in of or before["corrects_id"] is not None:
            raise Refused(NOT_NOW)
        await rows(
            "UPDATE bonus_instalment SET state = $2, reason = $3, decided_at = $4, decided_by_id = $5 WHERE id = $1 "
            "RETURNING id",
            instalment_id, state, reason, to_millis(clock.now()), by,
        )  # fmt: skip
        was = {"state": before["state"], "reason": before["reason"]}
        await record(f"bonus.{state}", "bonus", instalment_id, by, was, {"state": state, "reason": reason})


async def take_back(instalment_id: str, reason: str, by: str) -> str:
    """A new line below zero for the next batch, as large as the one that was exported; its id. Raises Refused."""
    async with transaction():
        paid = await _held(instalment_id)
        if paid["state"] != "exported" or paid["corrects_id"] is not None:
            raise Refused(NOT_EXPORTED)
        if await rows("SELECT id FROM bonus_instalment WHERE corrects_id = $1", instalment_id):
            raise Refused(TAKEN_BACK)
        line_id = await _reverse(paid, reason, by)
        after = {"line": line_id, "amount": -paid["amount"], "reason": reason}
        await record("bonus.correct", "bonus", instalment_id, by, {"amount": paid["amount"]}, after)
        return line_id


async def _held(instalment_id: str) -> dict[str, Any]:
    """One decision on a payment at a time. Raises NotFound."""
    found = await rows("UPDATE bonus_instalment SET state = state WHERE id = $1 RETURNING *", instalment_id)
    if not found:
        raise NotFound
    return found[0]


async def _reverse(paid: Mapping[str, Any], reason: str, by: str) -> str:
    last = await rows("SELECT max(number) AS last FROM bonus_instalment WHERE referral_id = $1", paid["referral_id"])
    now = clock.now()
    names = ("referral_id", "person_id", "milestone", "currency", "due_on")
    line = await BonusInstalment.create(
        **{name: paid[name] for name in names}, number=max(int(last[0]["last"]) + 1, FIRST_CORRECTION),
        amount=-paid["amount"], state="approved", reason=reason, decided_at=now, decided_by_id=by,
        corrects_id=paid["id"], created_at=now,
    )  # fmt: skip
    return str(line.id)

"""What a referral owes whoever recommended, as it moves: each payment of its plan comes to be once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gamification import PeriodKind, period_from_key
from server import clock
from server.bonuses.dates import due_on, working_days_later
from server.bonuses.models import BonusInstalment
from server.bonuses.queries import PlanOutlook, version_outlook
from server.database import rows, transaction
from server.database.fields import from_millis, to_millis
from server.events import ReferralLeftBehind, ReferralMoved
from server.referrals.settings_queries import referral_settings
from server.web.locale import zone

ARRIVAL, TRIAL = "started", "retained"


async def owe_instalments(event: ReferralMoved) -> None:
    """At the arrival and at the end of the trial: what the plan of this referral promised, and not twice."""
    if event.stage not in (ARRIVAL, TRIAL):
        return
    referral = await _referral(event.referral_id)
    version = await version_outlook(referral["bonus_version_id"]) if referral["bonus_version_id"] else None
    if version is None or referral["referrer_id"] is None:
        return  # nothing was promised, or to nobody
    await _store(event.referral_id, referral, version, await _reached(event))


async def _referral(referral_id: str) -> dict[str, Any]:
    found = await rows(
        "SELECT r.bonus_version_id, r.referrer_id, r.has_conflict, r.is_outside, p.left_company_at "
        "FROM referral r LEFT JOIN person p ON p.id = r.referrer_id WHERE r.id = $1",
        referral_id,
    )
    return found[0]


async def _reached(event: ReferralMoved) -> Mapping[str, date]:
    """The milestones behind this stage, each with its day: whoever passed the trial has arrived too."""
    if event.stage == ARRIVAL:
        return {ARRIVAL: _day(event.at)}
    arrived = await rows(
        "SELECT at FROM referral_step WHERE referral_id = $1 AND stage = $2", event.referral_id, ARRIVAL
    )
    return {ARRIVAL: _day(from_millis(arrived[0]["at"]) if arrived else event.at), TRIAL: _day(event.at)}


def _day(at: datetime) -> date:
    return at.astimezone(zone()).date()


async def _store(
    referral_id: str, referral: Mapping[str, Any], version: PlanOutlook, reached: Mapping[str, date]
) -> None:
    refused = why_none(referral)
    days = (await referral_settings()).approval_days
    for number, promised in enumerate(version.instalments, start=1):
        if promised.milestone not in reached:
            continue
        falls_due = due_on(reached[promised.milestone], promised.days)
        line = BonusInstalment(
            referral_id=referral_id, person_id=referral["referrer_id"], number=number, milestone=promised.milestone,
            amount=0 if refused else promised.amount, currency=version.currency, due_on=falls_due,
            state="none" if refused else "due", reason=refused, created_at=clock.now(),
            approves_at=None if refused else _morning(working_days_later(falls_due, days)),
        )  # fmt: skip
        await BonusInstalment.bulk_create([line], ignore_conflicts=True)  # the same number again is the same payment


def why_none(referral: Mapping[str, Any]) -> str:
    """Why a rule pays nothing for this referral, or an empty text. The key is worded in `wording.WHY_NONE`."""
    if referral["has_conflict"]:
        return "conflict"
    if not referral["is_outside"]:
        return "inside"
    return "left" if referral["left_company_at"] is not None else ""


def _morning(day: date) -> datetime:
    return period_from_key(day.isoformat(), PeriodKind.DAY, zone()).starts_at


async def wait_for_hr(event: ReferralLeftBehind) -> None:
    """The referral ended before its trial was passed: what fell due and nobody approved waits for HR's word."""
    await rows(
        "UPDATE bonus_instalment SET approves_at = NULL WHERE referral_id = $1 AND state = 'due' RETURNING id",
        event.referral_id,
    )


async def approve_due() -> None:
    """What HR neither approved nor refused in its time approves itself: nobody waits because somebody forgot."""
    now = to_millis(clock.now())
    waiting = "state = 'due' AND approves_at <= $1"
    if not await rows(f"SELECT 1 AS one FROM bonus_instalment WHERE {waiting} LIMIT 1", now):
        return
    async with transaction():
        await rows(f"UPDATE bonus_instalment SET state = 'approved', decided_at = $1 WHERE {waiting} RETURNING id", now)

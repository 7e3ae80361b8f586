"""Plans as HR publishes them: a version is never changed, and holds for referrals submitted from its day on."""

from collections.abc import Iterable
from datetime import date, datetime

from gamification import PeriodKind, period_from_key
from server import clock
from server.bonuses.models import BonusPlan, BonusPlanVersion
from server.bonuses.queries import Promised
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.messages import N_
from server.web.audit import record
from server.web.locale import zone
from server.web.problems import NotFound, Refused

IN_THE_PAST = N_("A version holds from today on at the earliest: what was promised stays promised.")
RETIRED = N_("This plan is retired.")


class PlanRefused(Refused):
    """Why a plan cannot be published so; `field` is the field of the form it belongs to."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


async def create_plan(
    name_fr: str, name_en: str, promised: Iterable[Promised], currency: str, starts_on: date, by: str
) -> str:
    """A plan with its first version; its id. Raises PlanRefused."""
    async with transaction():
        plan_id, now = new_id(), clock.now()
        await BonusPlan.create(id=plan_id, name_fr=name_fr, name_en=name_en, created_at=now)
        await record("bonus_plan.create", "bonus_plan", plan_id, by, None, {"name_fr": name_fr, "name_en": name_en})
        await _publish(plan_id, 1, tuple(promised), currency, starts_on, by)
        return plan_id


async def publish_version(plan_id: str, promised: Iterable[Promised], currency: str, starts_on: date, by: str) -> int:
    """The next version; its number. Referrals already submitted keep theirs. Raises NotFound, PlanRefused."""
    async with transaction():
        await _held(plan_id)
        last = await rows("SELECT max(number) AS last FROM bonus_plan_version WHERE plan_id = $1", plan_id)
        number = int(last[0]["last"] or 0) + 1
        await _publish(plan_id, number, tuple(promised), currency, starts_on, by)
        return number


async def retire_plan(plan_id: str, by: str) -> None:
    """No new referral gets it; those that have it keep their version. Raises NotFound, PlanRefused."""
    async with transaction():
        await _held(plan_id)
        now = to_millis(clock.now())
        await rows("UPDATE bonus_plan SET retired_at = $2 WHERE id = $1 RETURNING id", plan_id, now)
        await record("bonus_plan.retire", "bonus_plan", plan_id, by, {"retired": False}, {"retired": True})


async def _held(plan_id: str) -> None:
    """One change of a plan at a time."""
    found = await rows("UPDATE bonus_plan SET name_fr = name_fr WHERE id = $1 RETURNING retired_at", plan_id)
    if not found:
        raise NotFound
    if found[0]["retired_at"] is not None:
        raise PlanRefused("form", RETIRED)


async def _publish(
    plan_id: str, number: int, promised: tuple[Promised, ...], currency: str, starts_on: date, by: str
) -> None:
    instalments = [each._asdict() for each in promised]
    begins = _begins(starts_on)
    await BonusPlanVersion.create(
        plan_id=plan_id, number=number, instalments=instalments, currency=currency, active_from=begins,
        published_by_id=by,
    )  # fmt: skip
    after = {"number": number, "instalments": instalments, "currency": currency, "active_from": begins.isoformat()}
    await record("bonus_plan.publish", "bonus_plan", plan_id, by, None, after)


def _begins(starts_on: date) -> datetime:
    """The first moment of that day; of today, this one: nothing that was already submitted changes."""
    now = clock.now()
    today = now.astimezone(zone()).date()
    if starts_on < today:
        raise PlanRefused("starts_on", IN_THE_PAST)
    return now if starts_on == today else period_from_key(starts_on.isoformat(), PeriodKind.DAY, zone()).starts_at

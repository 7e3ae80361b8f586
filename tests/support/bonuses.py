"""Bonus plans that tests need: 500 EUR on arrival, 500 EUR thirty days after the trial period."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from server import clock
from server.bonuses.milestones import owe_instalments
from server.bonuses.models import BonusPlan, BonusPlanVersion
from server.bonuses.queries import instalments_of
from server.database import transaction
from server.events import ReferralMoved
from server.openings.models import Opening
from server.referrals.models import Referral
from tests.support.openings import opening

HALVES: tuple[dict[str, Any], ...] = (
    {"milestone": "started", "days": 0, "amount": 50_000},
    {"milestone": "retained", "days": 30, "amount": 50_000},
)


@dataclass(frozen=True, slots=True)
class MadePlan:
    """A plan and its first version."""

    id: str
    version_id: str


async def bonus_plan(
    name: str = "Permanent position", *, instalments: tuple[dict[str, Any], ...] = HALVES, since: datetime | None = None
) -> MadePlan:
    """A plan with one version, in force for a year unless told since when."""
    since = since or clock.now() - timedelta(days=365)
    made = await BonusPlan.create(name_fr=f"{name} (fr)", name_en=name, created_at=since)
    return MadePlan(made.id, await bonus_version(made.id, instalments=instalments, since=since))


async def bonus_version(
    plan_id: str, number: int = 1, *, instalments: tuple[dict[str, Any], ...] = HALVES, since: datetime
) -> str:
    """One more version of a plan; its id."""
    made = await BonusPlanVersion.create(
        plan_id=plan_id, number=number, instalments=list(instalments), currency="EUR", active_from=since
    )
    return str(made.id)


async def promised(referrer: str | None, version_id: str | None, **more: Any) -> str:
    """A referral that keeps this version of a plan; its id."""
    now = clock.now()
    about = await Opening.get_or_none(slug="bonus") or await opening("bonus")
    values = {"source": "link", "stage": "hired", "stage_at": now, "submitted_at": now}
    made = await Referral.create(**{
        **values, "opening": about, "referrer_id": referrer, "bonus_version_id": version_id, **more,
    })  # fmt: skip
    return str(made.id)


async def reaches(referral_id: str, *stages: str) -> None:
    """What bonuses hear as a referral reaches these stages, now."""
    for stage in stages:
        async with transaction():
            await owe_instalments(ReferralMoved(referral_id, None, "", stage, clock.now()))


async def states(referral_id: str) -> list[tuple[int, str, int]]:
    """Number, state and amount of each of its payments."""
    found = (await instalments_of([referral_id])).get(referral_id, ())
    return [(each.number, each.state, each.amount) for each in found]

"""Bonus plans that tests need: 500 EUR on arrival, 500 EUR thirty days after the trial period."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from server import clock
from server.bonuses.models import BonusPlan, BonusPlanVersion

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

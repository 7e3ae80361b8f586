"""What others ask about bonuses: plans, what a hire would be worth, how far each payment is. In gross cents."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from server import clock
from server.database import rows
from server.database.fields import from_millis, to_millis
from server.web.locale import language


class Promised(NamedTuple):
    """One payment that a plan promises: so many cents, so many days after a milestone."""

    milestone: str
    amount: int
    days: int


@dataclass(frozen=True, slots=True)
class PlanOutlook:
    """What a plan promises whoever recommends on a given day, in gross cents."""

    plan_id: str
    version_id: str
    number: int
    total: int
    currency: str
    instalments: tuple[Promised, ...]
    active_from: datetime


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """A plan that an opening can have, and what it promises today: nothing when its first version is to come."""

    id: str
    name: str
    name_fr: str
    name_en: str
    is_retired: bool
    today: PlanOutlook | None


@dataclass(frozen=True, slots=True)
class InstalmentSeen:
    """One payment as its referrer may see it. `reason` is HR's, in their words, where it was refused.

    `state` is one of due, approved, refused, exported, or none where a rule says that nothing is owed; a correction is
    a line of its own, below zero, that names the one it takes back.
    """

    id: str
    referral_id: str
    person_id: str
    number: int
    milestone: str
    amount: int
    currency: str
    due_on: date
    state: str
    reason: str
    approves_at: datetime | None
    corrects_id: str | None


async def version_for(plan_id: str, at: datetime) -> str | None:
    """The version that a referral submitted at this moment keeps; none for a plan that is retired or not begun."""
    found = await plan_outlook(plan_id, at)
    return found.version_id if found else None


async def plan_outlook(plan_id: str, at: datetime) -> PlanOutlook | None:
    """What this plan promises somebody who recommends at this moment."""
    found = await rows(
        "SELECT v.* FROM bonus_plan_version v JOIN bonus_plan p ON p.id = v.plan_id WHERE p.id = $1 "
        "AND v.active_from <= $2 AND (p.retired_at IS NULL OR p.retired_at > $2) "
        "ORDER BY v.active_from DESC, v.number DESC LIMIT 1",
        plan_id, to_millis(at),
    )  # fmt: skip
    return outlook(found[0]) if found else None


async def version_outlook(version_id: str) -> PlanOutlook | None:
    """What one version promises: the one that a referral keeps, whatever became of its plan."""
    found = await rows("SELECT * FROM bonus_plan_version WHERE id = $1", version_id)
    return outlook(found[0]) if found else None


def outlook(row: dict[str, Any]) -> PlanOutlook:
    """A stored version as others read it."""
    stored = row["instalments"]
    promised = tuple(
        Promised(each["milestone"], int(each["amount"]), int(each["days"]))
        for each in (json.loads(stored) if isinstance(stored, str) else stored)
    )
    total = sum(each.amount for each in promised)
    active_from = from_millis(row["active_from"])
    return PlanOutlook(row["plan_id"], row["id"], row["number"], total, row["currency"], promised, active_from)


async def plans(*, with_retired: bool = False) -> list[PlanSeen]:
    """The plans to choose from, by name, each with what it promises today."""
    now = to_millis(clock.now())
    found = await rows(
        "SELECT * FROM bonus_plan WHERE retired_at IS NULL OR retired_at > $1 OR $2 ORDER BY name_fr, id",
        now, with_retired,
    )  # fmt: skip
    versions = await rows("SELECT * FROM bonus_plan_version WHERE active_from <= $1 ORDER BY active_from, number", now)
    latest = {row["plan_id"]: row for row in versions}
    return [_plan(row, latest.get(row["id"]), now) for row in found]


def _plan(row: dict[str, Any], version: dict[str, Any] | None, now: int) -> PlanSeen:
    is_retired = row["retired_at"] is not None and row["retired_at"] <= now
    today = outlook(version) if version and not is_retired else None
    return PlanSeen(row["id"], row[f"name_{language()}"], row["name_fr"], row["name_en"], is_retired, today)


async def instalments_of(referral_ids: Collection[str]) -> dict[str, tuple[InstalmentSeen, ...]]:
    """The payments of each referral in their order; a referral without any is left out."""
    if not referral_ids:
        return {}
    places = ", ".join(f"${number}" for number in range(1, len(referral_ids) + 1))
    found = await rows(
        f"SELECT * FROM bonus_instalment WHERE referral_id IN ({places}) ORDER BY referral_id, number", *referral_ids
    )
    grouped: dict[str, tuple[InstalmentSeen, ...]] = {}
    for row in found:
        grouped[row["referral_id"]] = (*grouped.get(row["referral_id"], ()), instalment(row))
    return grouped


def instalment(row: dict[str, Any]) -> InstalmentSeen:
    """A stored payment as others read it."""
    names = ("id", "referral_id", "person_id", "number", "milestone", "amount", "currency", "state", "reason")
    return InstalmentSeen(
        **{name: row[name] for name in names},
        due_on=row["due_on"] if isinstance(row["due_on"], date) else date.fromisoformat(row["due_on"]),
        approves_at=None if row["approves_at"] is None else from_millis(row["approves_at"]),
        corrects_id=row["corrects_id"],
    )

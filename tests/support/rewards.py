"""Gifts, places, points to spend and orders for tests."""

import itertools
from typing import Any

from gamification import adjust, fund_budget
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.people.models import Person
from server.points import ledger
from server.points.accounts import carry_out, one_at_a_time
from server.rewards.commands import redeem_reward
from server.rewards.known import RewardSeen, Wish
from server.rewards.models import PickupPlace, Reward
from server.rewards.queries import rewards_by_ids

_numbers = itertools.count(1)


async def a_place(name: str = "Lyon, front desk") -> str:
    """Where a gift is fetched; its id."""
    made = await PickupPlace.create(name=name, hint="Ask at the desk")
    return str(made.id)


async def a_reward(**changes: Any) -> RewardSeen:
    """A published gift of 100 points and 20 euros, three of them, decided by HR, fetched nowhere; or as you say."""
    number = next(_numbers)
    fields: dict[str, Any] = {
        "slug": f"gift-{number}", "kind": "good", "name_fr": f"Gourde {number}", "name_en": f"Bottle {number}",
        "summary_fr": "En acier", "summary_en": "Made of steel", "cost": 100, "value_cents": 2_000, "stock_total": 3,
        "low_stock_at": 0, "illustration": "", "published_at": clock.now(), "created_at": clock.now(),
    }  # fmt: skip
    made = await Reward.create(**{**fields, **changes})
    return await the_reward(made.id)


async def the_reward(reward_id: str) -> RewardSeen:
    """A gift as it is now."""
    return (await rewards_by_ids([reward_id]))[reward_id]


async def points_for(person: Person, points: int) -> None:
    """Points to spend, from a budget of their own: the ledger stays sound, with a correction that says why."""
    correction, now = new_id(), clock.now()
    async with transaction():
        await one_at_a_time(person.id)
        await ledger.post(fund_budget(None, points, f"test:{correction}", now), f"fund:test:{correction}", None)
        await rows(
            "INSERT INTO correction (id, kind, person_id, points, reason, state, asked_at, decided_at) "
            "VALUES ($1, 'adjust', $2, $3, 'Points for a test.', 'done', $4, $4) RETURNING id",
            correction, person.id, points, to_millis(now),
        )  # fmt: skip
        planned = adjust(person.id, points, correction, now)
        await carry_out(person.id, f"adjust:{correction}", now, lambda _: planned, group=f"adjust:{correction}")


async def ordered(reward: RewardSeen, person: Person, **wish: Any) -> str:
    """An order of this gift, at the first of its places and of its choices; the points must be there."""
    asked = {"place_id": next(iter(reward.places), None), "choice": next(iter(reward.choices), ""), **wish}
    return await redeem_reward(Wish(reward.slug, **asked), person.id)


_COUNTED = (
    "reward", "redemption", "redemption_part", "redemption_step", "reward_code", "gift_season", "gift_payroll_line",
    "account", "transfer", "fact", "audit_entry",
)  # fmt: skip


async def everything() -> dict[str, list[str]]:
    """All that an order may change, row by row: what a refusal leaves as it was."""
    return {table: sorted(str(row) for row in await rows(f"SELECT * FROM {table}")) for table in _COUNTED}


async def purse(person: Person) -> tuple[int, int, int]:
    """Somebody's points: to spend, set aside, and spent."""
    found = await rows(
        "SELECT a.kind, a.balance, COALESCE((SELECT sum(amount) FROM transfer WHERE credit_id = a.id), 0) - "
        "COALESCE((SELECT sum(amount) FROM transfer WHERE debit_id = a.id), 0) AS moved "
        "FROM account a WHERE a.owner = $1 AND a.unit = 'points'",
        person.id,
    )
    points = {row["kind"]: int(row["moved"]) for row in found}
    assert all(int(row["balance"]) == int(row["moved"]) for row in found if row["kind"] != "spent")
    return points.get("available", 0), points.get("held", 0), points.get("spent", 0)


async def season_money(season: str = "2026-Q4") -> int:
    """Cents of face value that the season's orders take."""
    found = await rows("SELECT used_cents FROM gift_season WHERE season = $1", season)
    return int(found[0]["used_cents"]) if found else 0

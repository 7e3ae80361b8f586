"""What is asked about gifts: the catalogue, one gift, where it is fetched, what somebody saves for."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gamification import COUNTING_ORDERS
from server import clock
from server.database import rows
from server.database.fields import from_millis, to_millis
from server.rewards.known import Names, RewardSeen

MANY_CHOOSE = 5  # fewer different people would say who they are
RECENT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gift is fetched."""

    id: str
    name: str
    hint: str


_TEXTS = ("name", "summary", "description", "thanks")
_PLAIN = (
    "id", "slug", "kind", "cost", "value_cents", "tax_label", "tax_event", "tax_reason", "stock_total",
    "stock_reserved", "stock_done", "low_stock_at", "limit_count", "limit_window", "min_level", "approval",
    "delay_days", "illustration", "picture", "version",
)  # fmt: skip
_MOMENTS, _DAYS, _LISTS = ("published_at", "retired_at"), ("from_day", "until_day"), ("places", "choices")
REWARD_COLUMNS = (
    *_PLAIN, *_MOMENTS, *_DAYS, *_LISTS, "is_nearby",
    *(f"{name}_{language}" for name in _TEXTS for language in ("fr", "en")),
)  # fmt: skip
_COLUMNS = ", ".join(REWARD_COLUMNS)


async def rewards(published_only: bool = True) -> list[RewardSeen]:
    """The catalogue, the cheapest first: what is published and not retired, or everything there ever was."""
    where = "WHERE published_at IS NOT NULL AND retired_at IS NULL" if published_only else ""
    return [seen_reward(row) for row in await rows(f"SELECT {_COLUMNS} FROM reward {where} ORDER BY cost, slug")]


async def reward_by_slug(slug: str) -> RewardSeen | None:
    """One gift by what its address says, published or not."""
    found = await rows(f"SELECT {_COLUMNS} FROM reward WHERE slug = $1", slug)
    return seen_reward(found[0]) if found else None


async def rewards_by_ids(ids: Collection[str]) -> dict[str, RewardSeen]:
    """Several gifts by id; unknown ones are missing."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    marks = ", ".join(f"${number}" for number in range(1, len(wanted) + 1))
    return {
        row["id"]: seen_reward(row)
        for row in await rows(f"SELECT {_COLUMNS} FROM reward WHERE id IN ({marks})", *wanted)
    }


def is_offered(reward: RewardSeen, day: date) -> bool:
    """Whether a gift can be ordered on a day of the programme, as far as the catalogue decides."""
    return (
        reward.published_at is not None
        and reward.retired_at is None
        and (reward.from_day is None or reward.from_day <= day)
        and (reward.until_day is None or day <= reward.until_day)
    )


async def places() -> tuple[Place, ...]:
    """Where gifts are fetched today, by name."""
    found = await rows("SELECT id, name, hint FROM pickup_place WHERE retired_at IS NULL ORDER BY name, id")
    return tuple(Place(row["id"], row["name"], row["hint"]) for row in found)


async def target_of(person_id: str) -> RewardSeen | None:
    """The gift that somebody saves for."""
    found = await rows(
        f"SELECT {_COLUMNS} FROM reward WHERE id = (SELECT reward_id FROM gift_target WHERE person_id = $1)", person_id
    )
    return seen_reward(found[0]) if found else None


async def most_chosen() -> str | None:
    """The id of the gift that most different people ordered in ninety days; nothing where few did."""
    marks = ", ".join(f"${number}" for number in range(3, 3 + len(COUNTING_ORDERS)))
    found = await rows(
        "SELECT d.reward_id, count(DISTINCT d.person_id) AS people FROM redemption d "
        "JOIN reward r ON r.id = d.reward_id WHERE r.published_at IS NOT NULL AND r.retired_at IS NULL "
        f"AND d.requested_at > $1 AND d.state IN ({marks}) GROUP BY d.reward_id "
        "HAVING count(DISTINCT d.person_id) >= $2 ORDER BY people DESC, d.reward_id LIMIT 1",
        to_millis(clock.now() - RECENT), MANY_CHOOSE, *COUNTING_ORDERS,
    )  # fmt: skip
    return str(found[0]["reward_id"]) if found else None


def seen_reward(row: dict[str, Any], prefix: str = "") -> RewardSeen:
    """A stored row, all of REWARD_COLUMNS, as features see it."""
    of = {name: row[prefix + name] for name in REWARD_COLUMNS}
    fields: dict[str, Any] = {
        **{name: of[name] for name in _PLAIN},
        **{name: from_millis(of[name]) if of[name] is not None else None for name in _MOMENTS},
        **{name: Names(of[f"{name}_fr"], of[f"{name}_en"]) for name in _TEXTS},
        **{name: _day(of[name]) for name in _DAYS},
        **{name: _listed(of[name]) for name in _LISTS},
    }
    return RewardSeen(**fields, is_nearby=bool(of["is_nearby"]))


def _day(stored: date | str | None) -> date | None:
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


def _listed(stored: Any) -> tuple[str, ...]:
    return tuple(json.loads(stored) if isinstance(stored, str) else stored or ())

"""What HR asks about the catalogue: every gift with its open orders, a voucher's codes by number, places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from gamification import OPEN_ORDERS
from server.database import rows
from server.rewards.catalogue_queries import REWARD_COLUMNS, seen_reward
from server.rewards.codes import today
from server.rewards.known import RewardSeen

State = Literal["draft", "published", "not_yet", "over", "retired"]
FILTERS = ("published", "draft", "retired")
SOON = timedelta(days=30)  # codes that expire within are named
_OPEN = ", ".join(f"'{state}'" for state in OPEN_ORDERS)


@dataclass(frozen=True, slots=True)
class GiftLine:
    """A gift of HR's list, and how many of its orders are under way."""

    reward: RewardSeen
    orders: int


_LINES = f"""
SELECT {", ".join(f"r.{name}" for name in REWARD_COLUMNS)}, coalesce(d.n, 0) AS orders FROM reward r
LEFT JOIN (SELECT reward_id, count(*) AS n FROM redemption WHERE state IN ({_OPEN}) GROUP BY reward_id) d
ON d.reward_id = r.id ORDER BY r.created_at DESC, r.id DESC
"""


async def gift_lines() -> tuple[GiftLine, ...]:
    """Every gift there ever was, the latest first."""
    return tuple(GiftLine(seen_reward(row), int(row["orders"])) for row in await rows(_LINES))


def state_of(reward: RewardSeen, on: date) -> State:
    """Where a gift stands on a day of the programme."""
    if reward.retired_at:
        return "retired"
    if reward.published_at is None:
        return "draft"
    if reward.from_day and on < reward.from_day:
        return "not_yet"
    return "over" if reward.until_day and reward.until_day < on else "published"


def counts_by_state(lines: Sequence[GiftLine]) -> dict[str, int]:
    """How many gifts each filter shows: what is published counts before and after its days too."""
    filters = [filter_of(line.reward) for line in lines]
    return {each: filters.count(each) for each in FILTERS}


def filter_of(reward: RewardSeen) -> str:
    """Under which filter a gift is found."""
    if reward.retired_at:
        return "retired"
    return "published" if reward.published_at else "draft"


def running_low(lines: Sequence[GiftLine]) -> tuple[RewardSeen, ...]:
    """The published gifts of which few are left, the emptiest first."""
    low = [line.reward for line in lines if filter_of(line.reward) == "published" and line.reward.is_low]
    return tuple(sorted(low, key=lambda reward: reward.left or 0))


@dataclass(frozen=True, slots=True)
class CodeCounts:
    """A voucher's codes, in numbers alone. `expiring` are among those left, and so many are past their day."""

    left: int
    shown: int
    void: int
    expiring: int


_CODES = """
SELECT sum(CASE WHEN redemption_id IS NULL AND void_at IS NULL THEN 1 ELSE 0 END) AS free_ones,
sum(CASE WHEN revealed_at IS NOT NULL AND void_at IS NULL THEN 1 ELSE 0 END) AS shown,
sum(CASE WHEN void_at IS NOT NULL THEN 1 ELSE 0 END) AS void,
sum(CASE WHEN redemption_id IS NULL AND void_at IS NULL AND CAST(expires_on AS text) <= $2 THEN 1 ELSE 0 END) AS soon
FROM reward_code WHERE reward_id = $1
"""


async def code_counts(reward_id: str) -> CodeCounts:
    """How many codes of a voucher are where. Never a code."""
    found = (await rows(_CODES, reward_id, (today() + SOON).isoformat()))[0]
    return CodeCounts(*(int(found[name] or 0) for name in ("free_ones", "shown", "void", "soon")))


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place with the gifts that are fetched there and the orders that wait there."""

    id: str
    name: str
    hint: str
    is_retired: bool
    gifts: int
    orders: int


_PLACES = f"""
SELECT p.id, p.name, p.hint, p.retired_at, coalesce(d.n, 0) AS orders FROM pickup_place p
LEFT JOIN (SELECT place_id, count(*) AS n FROM redemption WHERE state IN ({_OPEN}) GROUP BY place_id) d
ON d.place_id = p.id ORDER BY CASE WHEN p.retired_at IS NULL THEN 0 ELSE 1 END, p.name, p.id
"""


async def place_lines() -> tuple[PlaceLine, ...]:
    """Every place, the retired ones last."""
    offered = [each for line in await gift_lines() if not line.reward.retired_at for each in line.reward.places]
    return tuple(_place(row, offered.count(row["id"])) for row in await rows(_PLACES))


def _place(row: dict[str, Any], gifts: int) -> PlaceLine:
    is_retired = row["retired_at"] is not None
    return PlaceLine(row["id"], row["name"], row["hint"], is_retired, gifts, int(row["orders"]))

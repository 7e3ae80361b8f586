"""What is asked about orders: one, somebody's, HR's queue, a team's pots, the points and the steps of an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.database import rows
from server.database.fields import from_millis
from server.rewards.catalogue_queries import REWARD_COLUMNS, seen_reward
from server.rewards.known import OrderSeen

GIVEN_BACK = ("released", "taken")
"""The states of points that are their giver's again."""


@dataclass(frozen=True, slots=True)
class Part:
    """Points set aside for an order by one person. `state`: open, spent, refunded, released with it, taken before."""

    id: str
    person_id: str
    points: int
    state: str
    at: datetime
    hold_key: str


@dataclass(frozen=True, slots=True)
class OrderStep:
    """That an order reached a state, or was `prepared`, and by whose hand: nobody's where it went by itself."""

    state: str
    at: datetime
    by_id: str | None


_PLAIN = (
    "id", "person_id", "team_id", "cost", "value_cents", "counted_cents", "tax_label", "year", "season", "state",
    "place_id", "choice", "note", "decided_by_id", "reason", "words",
)  # fmt: skip
_MOMENTS = ("requested_at", "lapses_at", "decided_at", "prepared_at", "fulfilled_at", "ended_at")
_ORDERS = (
    f"SELECT {', '.join(f'd.{name}' for name in (*_PLAIN, *_MOMENTS))}, d.through_payroll, "
    f"COALESCE(p.name, '') AS place, {', '.join(f'r.{name} AS r_{name}' for name in REWARD_COLUMNS)} "
    "FROM redemption d JOIN reward r ON r.id = d.reward_id LEFT JOIN pickup_place p ON p.id = d.place_id"
)
_OF = "d.id IN (SELECT redemption_id FROM redemption_part WHERE person_id = $1)"


async def order(redemption_id: str) -> OrderSeen | None:
    """One order, or nothing."""
    found = await rows(f"{_ORDERS} WHERE d.id = $1", redemption_id)
    return _seen(found[0]) if found else None


async def orders_of(person_id: str, before: str | None = None, most: int = 30) -> list[OrderSeen]:
    """What somebody ordered and the pots they gave points to, the newest first; `before` goes on after that order."""
    where, values = _OF, [person_id]
    if before is not None:
        where += f" AND {_beyond('<', 2)}"
        values.append(before)
    return await _listed(f"{where} ORDER BY d.requested_at DESC, d.id DESC LIMIT {int(most)}", *values)


async def orders_in(
    states: Sequence[str],
    *,
    reward_id: str | None = None,
    place_id: str | None = None,
    person_id: str | None = None,
    season: str | None = None,
    after: str | None = None,
    most: int = 200,
) -> list[OrderSeen]:
    """HR's queue: orders in one of these states, the oldest first; `after` goes on after that order."""
    if not states:
        return []
    values: list[str] = list(states)
    where = f"d.state IN ({', '.join(f'${number}' for number in range(1, len(values) + 1))})"
    narrowed = {"d.reward_id": reward_id, "d.place_id": place_id, "d.person_id": person_id, "d.season": season}
    for column, value in narrowed.items():
        if value is not None:
            values.append(value)
            where += f" AND {column} = ${len(values)}"
    if after is not None:
        values.append(after)
        where += f" AND {_beyond('>', len(values))}"
    return await _listed(f"{where} ORDER BY d.requested_at, d.id LIMIT {int(most)}", *values)


async def orders_by_ids(ids: Sequence[str]) -> dict[str, OrderSeen]:
    """Several orders by id; unknown ones are missing."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    marks = ", ".join(f"${number}" for number in range(1, len(wanted) + 1))
    return {each.id: each for each in await _listed(f"d.id IN ({marks})", *wanted)}


async def open_pots(team_id: str) -> list[OrderSeen]:
    """The pots that a team still fills, the newest first."""
    return await _listed("d.team_id = $1 AND d.state = 'collecting' ORDER BY d.requested_at DESC, d.id DESC", team_id)


async def orders_waiting() -> int:
    """What HR must act on: orders to decide, and those approved and not made ready."""
    found = await rows(
        "SELECT count(*) AS n FROM redemption WHERE state = 'requested' OR (state = 'approved' AND prepared_at IS NULL)"
    )
    return int(found[0]["n"])


async def parts_of(redemption_id: str) -> tuple[Part, ...]:
    """The points set aside for an order, in the order in which people gave them."""
    found = await rows(
        "SELECT id, person_id, points, state, created_at, hold_key FROM redemption_part WHERE redemption_id = $1 "
        "ORDER BY created_at, id",
        redemption_id,
    )
    return tuple(
        Part(row["id"], row["person_id"], row["points"], row["state"], from_millis(row["created_at"]), row["hold_key"])
        for row in found
    )


async def steps_of_order(redemption_id: str) -> tuple[OrderStep, ...]:
    """The states that an order went through, in their order."""
    found = await rows(
        "SELECT state, at, by_id FROM redemption_step WHERE redemption_id = $1 ORDER BY id", redemption_id
    )
    return tuple(OrderStep(row["state"], from_millis(row["at"]), row["by_id"]) for row in found)


def _beyond(sign: str, number: int) -> str:
    return f"(d.requested_at, d.id) {sign} (SELECT requested_at, id FROM redemption WHERE id = ${number})"


async def _listed(rest: str, *values: Any) -> list[OrderSeen]:
    return [_seen(row) for row in await rows(f"{_ORDERS} WHERE {rest}", *values)]


def _seen(row: dict[str, Any]) -> OrderSeen:
    moments = {name: from_millis(row[name]) if row[name] is not None else None for name in _MOMENTS}
    plain = {name: row[name] for name in _PLAIN if name != "decided_by_id"}
    return OrderSeen(
        **{**plain, **moments},
        reward=seen_reward(row, "r_"),
        place=row["place"],
        decided_by=row["decided_by_id"],
        through_payroll=bool(row["through_payroll"]),
    )


async def points_in_gifts(season: str) -> int:
    """The points that a season's orders hold or have spent, pots included."""
    found = await rows(
        "SELECT COALESCE(SUM(p.points), 0) AS points FROM redemption_part p "
        "JOIN redemption d ON d.id = p.redemption_id "
        "WHERE d.season = $1 AND p.state IN ('open', 'spent')",
        season,
    )
    return int(found[0]["points"])

"""Limits on disk: loaded for an evaluation, taken by conditional update, given back by a void."""

from collections.abc import Iterable
from typing import Any

from gamification import CounterKey, LimitUse
from server.database import rows


class LimitLost(Exception):
    """Another act took the room between the look and the take: evaluate again."""


async def usage_of(keys: Iterable[CounterKey]) -> dict[CounterKey, int]:
    """How much of these counters is used."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    # A list of pairs would make SQLite read the whole table: one lookup per pair does not.
    each = " OR ".join(f"(scope_key = ${2 * n + 1} AND window_key = ${2 * n + 2})" for n in range(len(wanted)))
    values = [part for key in wanted for part in key]
    found = await rows(f"SELECT scope_key, window_key, used FROM limit_use WHERE {each}", *values)
    return {(row["scope_key"], row["window_key"]): row["used"] for row in found}


async def take(uses: Iterable[LimitUse]) -> None:
    """Take room in every counter, or raise LimitLost and let the savepoint undo the rest."""
    for use in sorted(uses, key=lambda each: (each.scope_key, each.window_key)):
        taken = await rows(
            "INSERT INTO limit_use (scope_key, window_key, used) VALUES ($1, $2, $3) "
            "ON CONFLICT (scope_key, window_key) DO UPDATE SET used = limit_use.used + excluded.used "
            "WHERE limit_use.used + excluded.used <= $4 RETURNING used",
            use.scope_key, use.window_key, use.amount, use.cap,
        )  # fmt: skip
        if not taken or taken[0]["used"] > use.cap:
            raise LimitLost


async def hold(keys: Iterable[CounterKey]) -> None:
    """Nobody else takes from these counters before this transaction ends."""
    for scope_key, window_key in sorted(set(keys)):
        await rows(
            "INSERT INTO limit_use (scope_key, window_key, used) VALUES ($1, $2, 0) "
            "ON CONFLICT (scope_key, window_key) DO UPDATE SET used = limit_use.used RETURNING used",
            scope_key, window_key,
        )  # fmt: skip


async def give_back(stored: Iterable[dict[str, Any]]) -> None:
    """A void frees what its decision had taken."""
    for use in sorted(stored, key=lambda each: (each["scope_key"], each["window_key"])):
        await rows(
            "UPDATE limit_use SET used = used - $1 WHERE scope_key = $2 AND window_key = $3 RETURNING used",
            use["amount"], use["scope_key"], use["window_key"],
        )  # fmt: skip

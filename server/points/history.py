"""The past as the pure replay reads it: facts, voids and budgets in the order in which they were recorded.

Facts stand in the order of their decisions (identifiers follow the clock and are made while the person's row, the
limits and, where several are charged, the budgets are held); movements of budgets in that of their serial numbers. An
award's own transfers say where the two meet; a fact that gave nothing goes before what was recorded in the same
millisecond: coming in later, points could not have changed its refusal.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gamification import (
    PROGRAMME,
    Charge,
    CounterKey,
    Ended,
    Fact,
    Happened,
    LimitUse,
    Moved,
    PeriodKind,
    Start,
    Step,
    period_of,
)
from server.database import rows
from server.database.fields import EPOCH, from_millis, to_millis
from server.web.locale import zone

FAR = 2**62  # milliseconds: after everything

_FACTS = """
SELECT f.id, f.key, f.kind, f.person_id, f.occurred_at, f.object_type, f.object_id, f.content, f.recorded_at,
       d.first_id, d.decided_at, t.anchor
FROM fact f
LEFT JOIN (SELECT fact_id, min(id) AS first_id, max(decided_at) AS decided_at FROM decision WHERE decided_at >= $1
           GROUP BY fact_id) d ON d.fact_id = f.id
LEFT JOIN (SELECT e.fact_id, min(a.id) AS anchor FROM transfer a JOIN decision e ON e.id = a.decision_id
           WHERE a.recorded_at >= $1 AND a.kind = 'award' GROUP BY e.fact_id) t ON t.fact_id = f.id
WHERE f.recorded_at >= $1 AND f.recorded_at < $2
"""
_MOVED = """
SELECT t.id, t.kind, t.amount, t.recorded_at, d.kind AS debit_kind, d.owner AS debit_owner, c.kind AS credit_kind,
       c.owner AS credit_owner FROM transfer t JOIN account d ON d.id = t.debit_id JOIN account c ON c.id = t.credit_id
WHERE t.recorded_at >= $1 AND t.recorded_at < $2 AND t.unit = 'points' AND t.kind NOT IN ('award', 'void')
  AND (d.kind = 'budget' OR c.kind = 'budget') ORDER BY t.id
"""
_VOIDED = """
SELECT v.id, v.recorded_at, d.rule_key, d.confirmation, d.charges, d.uses, f.key, f.kind, f.person_id, f.occurred_at,
       f.object_type, f.object_id, f.content, f.recorded_at AS fact_recorded_at
FROM (SELECT decision_id, min(id) AS id, min(recorded_at) AS recorded_at FROM transfer
      WHERE kind = 'void' AND recorded_at >= $1 AND recorded_at < $2 GROUP BY decision_id) v
JOIN decision d ON d.id = v.decision_id JOIN fact f ON f.id = d.fact_id
"""
_BEFORE = """
SELECT a.owner, COALESCE(SUM(CASE WHEN t.credit_id = a.id THEN t.amount ELSE -t.amount END), 0) AS balance
FROM account a JOIN transfer t ON t.credit_id = a.id OR t.debit_id = a.id
WHERE a.unit = 'points' AND a.kind = 'budget' AND t.recorded_at < $1 GROUP BY a.owner
"""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A step with its place: the serial of its transfer where it has one, and when it was recorded."""

    step: Step
    serial: int | None
    at: int


async def steps_between(since: datetime, until: datetime, kinds: Collection[str] | None = None) -> list[Step]:
    """What was recorded from `since` to before `until`, all kinds of facts or some; read without writing."""
    bounds = to_millis(since), to_millis(until)
    facts = [row for row in await rows(_FACTS, *bounds) if kinds is None or row["kind"] in kinds]
    facts.sort(key=lambda row: row["first_id"] or row["id"])
    moves = [_moved(row) for row in await rows(_MOVED, *bounds)]
    moves += [_voided(row, bounds[0]) for row in await rows(_VOIDED, *bounds)]
    moves.sort(key=lambda each: each.serial or 0)
    return list(_merged([_happened(row) for row in facts], moves))


def _happened(row: dict[str, Any]) -> _Entry:
    step = Happened(_fact(row), from_millis(row["recorded_at"]))
    return _Entry(step, row["anchor"], row["decided_at"] or row["recorded_at"])


def _moved(row: dict[str, Any]) -> _Entry:
    sides = (("credit", row["amount"]), ("debit", -row["amount"]))
    charges = tuple(
        Charge(_campaign(row[f"{side}_owner"]), points) for side, points in sides if row[f"{side}_kind"] == "budget"
    )
    return _Entry(Moved(charges, from_millis(row["recorded_at"])), row["id"], row["recorded_at"])


def _voided(row: dict[str, Any], since: int) -> _Entry:
    """What ends an award of the span; of an older one, what it gives back."""
    at = from_millis(row["recorded_at"])
    if row["fact_recorded_at"] >= since:
        step: Step = Ended(_fact(row), row["rule_key"], at, row["confirmation"] == "on:share.seen")
    else:
        charges = tuple(Charge(**each) for each in _loaded(row["charges"]))
        step = Moved(charges, at, tuple(LimitUse(**each) for each in _loaded(row["uses"])))
    return _Entry(step, row["id"], row["recorded_at"])


def _merged(facts: list[_Entry], moves: list[_Entry]) -> Iterator[Step]:
    place = 0
    for fact in facts:
        while place < len(moves) and _is_first(moves[place], fact):
            yield moves[place].step
            place += 1
        yield fact.step
    yield from (each.step for each in moves[place:])


def _is_first(move: _Entry, fact: _Entry) -> bool:
    if fact.serial is not None and move.serial is not None:
        return move.serial < fact.serial
    return move.at < fact.at


async def start_at(since: datetime) -> Start:
    """What limits had used, and budgets held, just before `since`."""
    if since <= EPOCH:
        return Start({}, {None: 0})
    left: dict[str | None, int | None] = {None: 0}
    left |= {_campaign(row["owner"]): int(row["balance"]) for row in await rows(_BEFORE, to_millis(since))}
    return Start(await _usage(since), left)


async def _usage(since: datetime) -> dict[CounterKey, int]:
    """Today's counters without what was taken since: fewer rows than all that was ever taken."""
    used = {(row["scope_key"], row["window_key"]): int(row["used"]) for row in await _counters(since)}
    taken = await rows(
        "SELECT uses FROM decision WHERE decided_at >= $1 AND points + recognition > 0", to_millis(since)
    )
    for use in (use for row in taken for use in _loaded(row["uses"])):
        _shift(used, use, -1)
    for row in await rows(_VOIDED, to_millis(since), FAR):
        for use in _loaded(row["uses"]):
            _shift(used, use, 1)
    return {key: count for key, count in used.items() if count}


async def _counters(since: datetime) -> list[dict[str, Any]]:
    """Those of windows that were open then, or later: what is late by a season counts in no limit any more."""
    begins = period_of(since, PeriodKind.SEASON, zone()).starts_at
    day, week = (period_of(begins, kind, zone()).key for kind in (PeriodKind.DAY, PeriodKind.WEEK))
    return await rows(
        "SELECT scope_key, window_key, used FROM limit_use WHERE window_key = 'ever' OR "
        "(length(window_key) = 10 AND window_key >= $1) OR (length(window_key) = 8 AND window_key >= $2) OR "
        "(length(window_key) = 7 AND window_key >= $3)",
        day, week, day[:7],
    )  # fmt: skip


def _shift(used: dict[CounterKey, int], use: dict[str, Any], sign: int) -> None:
    key = use["scope_key"], use["window_key"]
    if key in used or sign > 0:
        used[key] = used.get(key, 0) + sign * use["amount"]


def _campaign(owner: str) -> str | None:
    return None if owner == PROGRAMME else owner


def _fact(row: dict[str, Any]) -> Fact:
    values = {name: tuple(each) if isinstance(each, list) else each for name, each in _loaded(row["content"]).items()}
    return Fact(
        row["key"], row["kind"], row["person_id"], from_millis(row["occurred_at"]), row["object_type"],
        row["object_id"], values,
    )  # fmt: skip


def _loaded(stored: Any) -> Any:
    return json.loads(stored) if isinstance(stored, str) else stored

"""One fact, one transaction: the fact, its decisions, the ledger, and what listens to them."""

import json
from dataclasses import asdict
from typing import Any

from gamification import (
    ConfirmMode,
    Decision,
    Fact,
    FloorError,
    Rule,
    award,
    award_key,
    counter_keys,
    evaluate,
    validate_fact,
)
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.events import FactRecorded, announce
from server.people.queries import team_of
from server.points import ledger, limits
from server.points.confirming import confirm_waiting, tell_earned
from server.points.funding import fund_newcomer
from server.rulebook.queries import active_rules
from server.web.locale import zone

ATTEMPTS = 3


async def record_fact(fact: Fact) -> str | None:
    """Store a fact once and give what the rules give for it; None when its key is known already."""
    validate_fact(fact)
    async with transaction():
        await _one_at_a_time(fact.person)
        team_id = await team_of(fact.person)
        fact_id = await _store(fact, team_id)
        if fact_id is None:
            return None
        await fund_newcomer(fact)
        await _decide(fact, fact_id, team_id)
        await confirm_waiting(fact, team_id)
        await announce(FactRecorded(fact_id, fact))
        return fact_id


async def _one_at_a_time(person_id: str) -> None:
    """Counts are made from a person's facts: two facts at once would not see each other."""
    await rows("UPDATE person SET language = language WHERE id = $1 RETURNING id", person_id)


async def _store(fact: Fact, team_id: str | None) -> str | None:
    found = await rows(
        "INSERT INTO fact (id, key, kind, person_id, object_type, object_id, content, team_id, occurred_at, "
        "recorded_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (key) DO NOTHING RETURNING id",
        new_id(), fact.key, fact.kind, fact.person, fact.object_type, fact.object_id, json.dumps(dict(fact.values)),
        team_id, to_millis(fact.occurred_at), to_millis(clock.now()),
    )  # fmt: skip
    return found[0]["id"] if found else None


async def _decide(fact: Fact, fact_id: str, team_id: str | None) -> None:
    """Evaluate and post; when a cap or the budget was taken meanwhile, look again with fresh counters."""
    rules = await active_rules(fact.occurred_at)
    for attempt in range(1, ATTEMPTS + 1):
        if attempt == ATTEMPTS:
            await ledger.hold_budget()
        decisions = await decisions_for(fact, rules)
        try:
            async with transaction():
                for decision in decisions:
                    await _carry_out(fact, fact_id, team_id, decision)
            return
        except (limits.LimitLost, FloorError):
            if attempt == ATTEMPTS:
                raise


async def decisions_for(fact: Fact, rules: tuple[Rule, ...]) -> list[Decision]:
    """What the rules say of a fact today: the same look for the real thing and for a preview."""
    usage = await limits.usage_of(counter_keys(fact, rules, zone()))
    return evaluate(fact, rules, usage, zone(), await ledger.programme_budget())


async def _carry_out(fact: Fact, fact_id: str, team_id: str | None, decision: Decision) -> None:
    await limits.take(decision.uses)
    decision_id = await _store_decision(fact, fact_id, decision)
    if not decision.gives:
        return
    key, at_once = award_key(fact.key, decision.rule_key), decision.confirm.mode is ConfirmMode.IMMEDIATELY
    postings = award(fact.person, key, decision.charges, decision.recognition, clock.now(), at_once=at_once)
    await ledger.post(postings, f"award:{key}", fact.person, decision_id)
    if at_once:
        await tell_earned(fact.person, team_id, decision.points, decision.xp, fact.key)


async def _store_decision(fact: Fact, fact_id: str, decision: Decision) -> str:
    decision_id = new_id()
    await rows(
        "INSERT INTO decision (id, fact_id, rule_key, rule_version, person_id, outcome, reason, reason_values, points, "
        "recognition, units, confirmation, charges, uses, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
        "$11, $12, $13, $14, $15) RETURNING id",
        decision_id, fact_id, decision.rule_key, decision.rule_version, fact.person, decision.outcome.value,
        decision.reason.key, json.dumps(dict(decision.reason.values)), decision.points, decision.recognition,
        decision.units, _confirmation(decision), _json(decision.charges), _json(decision.uses), to_millis(clock.now()),
    )  # fmt: skip
    return decision_id


def _confirmation(decision: Decision) -> str:
    confirm = decision.confirm
    return f"on:{confirm.fact_kind}" if confirm.mode is ConfirmMode.ON_FACT else confirm.mode.value


def _json(values: tuple[Any, ...]) -> str:
    return json.dumps([asdict(each) for each in values])

"""One fact, one transaction: the fact, its decisions, the ledger, and what listens to them."""

import json
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from gamification import (
    NEWCOMER_DAYS,
    ConfirmMode,
    Decision,
    Fact,
    FloorError,
    Rule,
    award,
    award_key,
    counter_keys,
    evaluate,
    newcomer_confirm,
    validate_fact,
)
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.events import FactRecorded, announce
from server.points import ledger, limits
from server.points.accounts import Holder, carry_out, one_at_a_time
from server.points.confirming import confirm_waiting
from server.points.funding import fund_newcomer
from server.points.instants import counted_at
from server.points.resolving import tell_earned
from server.rulebook.queries import active_rules, open_campaigns
from server.web.locale import zone

ATTEMPTS = 3


async def record_fact(fact: Fact) -> str | None:
    """Store a fact once and give what the rules give for it; None when its key is known already."""
    validate_fact(fact)
    async with transaction():
        holder = await one_at_a_time(fact.person)
        team_id = holder.team_id
        fact_id = await _store(fact, team_id)
        if fact_id is None:
            return None
        await fund_newcomer(fact)
        await _decide(fact, fact_id, holder)
        await confirm_waiting(fact, team_id)
        await announce(FactRecorded(fact_id, fact))
        return fact_id


async def _store(fact: Fact, team_id: str | None) -> str | None:
    found = await rows(
        "INSERT INTO fact (id, key, kind, person_id, object_type, object_id, content, team_id, occurred_at, "
        "recorded_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (key) DO NOTHING RETURNING id",
        new_id(), fact.key, fact.kind, fact.person, fact.object_type, fact.object_id, json.dumps(dict(fact.values)),
        team_id, to_millis(fact.occurred_at), to_millis(clock.now()),
    )  # fmt: skip
    return found[0]["id"] if found else None


async def _decide(fact: Fact, fact_id: str, holder: Holder) -> None:
    """Evaluate and post; when a cap or a budget was taken meanwhile, look again with fresh counters."""
    rules = await active_rules(fact.occurred_at)
    for attempt in range(1, ATTEMPTS + 1):
        if attempt == ATTEMPTS:
            await limits.hold(counter_keys(fact, rules, zone()))
            await ledger.hold_budgets({None, *_campaigns(fact, rules)})
        decisions = await decisions_for(fact, rules)
        try:
            async with transaction():
                await _carry_out(fact, fact_id, holder.team_id, [_in_time(fact, holder, each) for each in decisions])
            return
        except (limits.LimitLost, FloorError):
            if attempt == ATTEMPTS:
                raise


async def decisions_for(fact: Fact, rules: tuple[Rule, ...]) -> list[Decision]:
    """What the rules say of a fact today: the same look for the real thing and for a preview."""
    usage = await limits.usage_of(counter_keys(fact, rules, zone()))
    pays_partly = await _open_campaigns(fact, rules)
    campaigns = await ledger.campaign_budgets(pays_partly)
    partly = {name for name, in_part in pays_partly.items() if in_part}
    left = await ledger.programme_budget()
    return evaluate(fact, rules, usage, zone(), left, campaigns=campaigns, partly=partly)


def _in_time(fact: Fact, holder: Holder, decision: Decision) -> Decision:
    """Points that somebody earns in their first days wait a week, so that a made-up account has nothing to spend.

    Recognition buys nothing and comes at once. So does the welcome: it is what joining promises, and comes once.
    """
    is_new = holder.joined_at is not None and clock.now() - holder.joined_at < timedelta(days=NEWCOMER_DAYS)
    if not is_new or not decision.points or fact.kind == "onboarding.completed":
        return decision
    return replace(decision, confirm=newcomer_confirm(decision.confirm))


def _campaigns(fact: Fact, rules: tuple[Rule, ...]) -> set[str]:
    """The purses that the rules for such a fact name."""
    return {rule.spec.campaign for rule in rules if rule.spec.when == fact.kind and rule.spec.campaign}


async def _open_campaigns(fact: Fact, rules: tuple[Rule, ...]) -> dict[str, bool]:
    """Those of them that are open: whether each pays partly. A campaign that is not open pays nothing."""
    named = _campaigns(fact, rules)
    found = await open_campaigns(fact.occurred_at) if named else {}
    return {name: in_part for name, in_part in found.items() if name in named}


async def _carry_out(fact: Fact, fact_id: str, team_id: str | None, decisions: list[Decision]) -> None:
    """Limits of all the decisions, then their budgets, then the person's accounts: nobody waits in a circle.

    A lone budget needs no turn of its own. Somebody who joins funds the programme before the limits of that fact: they
    belong to the rules of joining alone, and everybody who joins comes in the same order.
    """
    await limits.take(use for decision in decisions for use in decision.uses)
    budgets = {charge.campaign for decision in decisions for charge in decision.charges}
    if len(budgets) > 1:
        await ledger.hold_budgets(budgets)
    for decision in decisions:
        decision_id = await _store_decision(fact, fact_id, decision)
        if decision.gives:
            await _give(fact, team_id, decision, decision_id)


async def _give(fact: Fact, team_id: str | None, decision: Decision, decision_id: str) -> None:
    key, now = award_key(fact.key, decision.rule_key), clock.now()
    effective_at, group = counted_at(fact.occurred_at, now), f"award:{key}"
    if decision.confirm.mode is not ConfirmMode.IMMEDIATELY:
        pending = award(fact.person, key, decision.charges, decision.recognition, now)
        await ledger.post(pending, group, fact.person, decision_id, effective_at)
        return
    postings = award(fact.person, key, decision.charges, decision.recognition, now, at_once=True)
    await carry_out(
        fact.person, group, now, lambda _: postings, group=group, decision_id=decision_id, effective_at=effective_at
    )
    await tell_earned(fact.person, team_id, decision.points, decision.xp, effective_at, fact.key)


async def _store_decision(fact: Fact, fact_id: str, decision: Decision) -> str:
    decision_id = new_id()
    await rows(
        "INSERT INTO decision (id, fact_id, rule_key, rule_version, person_id, outcome, reason, reason_values, points, "
        "recognition, units, confirmation, charges, uses, decided_at, confirm_at, void_at) VALUES ($1, $2, $3, $4, $5, "
        "$6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING id",
        decision_id, fact_id, decision.rule_key, decision.rule_version, fact.person, decision.outcome.value,
        decision.reason.key, json.dumps(dict(decision.reason.values)), decision.points, decision.recognition,
        decision.units, _confirmation(decision), _json(decision.charges), _json(decision.uses), to_millis(clock.now()),
        *_due(decision),
    )  # fmt: skip
    return decision_id


def _due(decision: Decision) -> tuple[int | None, int | None]:
    """When an award confirms itself, and when it is void.

    A share that waits for its first visit is void when sharing says that it lapsed: the delay stands still while HR
    looks at a visit of its link, and a date written here could not.
    """
    confirm, now = decision.confirm, clock.now()
    if not decision.gives:
        return None, None
    confirm_at = now + timedelta(days=confirm.days or 0) if confirm.mode is ConfirmMode.AFTER_DAYS else None
    lapses_alone = confirm.void_after_days is not None and confirm.fact_kind != "share.seen"
    void_at = now + timedelta(days=confirm.void_after_days or 0) if lapses_alone else None
    return to_millis(confirm_at) if confirm_at else None, to_millis(void_at) if void_at else None


def _confirmation(decision: Decision) -> str:
    confirm = decision.confirm
    return f"on:{confirm.fact_kind}" if confirm.mode is ConfirmMode.ON_FACT else confirm.mode.value


def _json(values: tuple[Any, ...]) -> str:
    return json.dumps([asdict(each) for each in values])

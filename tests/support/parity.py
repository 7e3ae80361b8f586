"""Dry-run parity: the past replayed through the versions that were in force, beside what was decided then."""

import json
from datetime import datetime
from typing import Any

from gamification import InForce, OpenCampaign, Replayed, replay
from server import clock
from server.database import rows
from server.database.fields import EPOCH, to_millis
from server.points.queries import start_at, steps_between
from server.rulebook.campaigns import campaigns
from server.rulebook.queries import rules_between
from server.web.locale import zone


async def replayed(since: datetime = EPOCH, until: datetime | None = None) -> dict[tuple[str, str], Any]:
    """By fact and rule, what the versions in force then decide today."""
    until = until or clock.now().replace(year=9000)
    rules = [InForce(*each) for each in await rules_between(EPOCH, until)]
    purses = [OpenCampaign(each.key, each.starts_at, each.ends_at, each.pays_partly) for each in await campaigns()]
    events = replay(await steps_between(since, until), rules, await start_at(since), zone(), purses)
    return {
        (each.fact.key, decision.rule_key): [
            decision.rule_version, decision.outcome.value, decision.reason.key,
            _plain(dict(decision.reason.values)), decision.points, decision.recognition, decision.units,
            _plain([[use.scope_key, use.window_key, use.amount, use.cap, use.counts] for use in decision.uses]),
            [[charge.campaign, charge.points] for charge in decision.charges],
        ]
        for each in events if isinstance(each, Replayed) for decision in each.decisions
    }  # fmt: skip


async def recorded(since: datetime = EPOCH) -> dict[tuple[str, str], Any]:
    """By fact and rule, what was decided."""
    found = await rows(
        "SELECT d.*, f.key AS fact_key FROM decision d JOIN fact f ON f.id = d.fact_id WHERE f.recorded_at >= $1",
        to_millis(since),
    )
    return {
        (row["fact_key"], row["rule_key"]): [
            row["rule_version"], row["outcome"], row["reason"], _loaded(row["reason_values"]), row["points"],
            row["recognition"], row["units"],
            [[use["scope_key"], use["window_key"], use["amount"], use["cap"], use["counts"]]
             for use in _loaded(row["uses"])],
            [[charge["campaign"], charge["points"]] for charge in _loaded(row["charges"])],
        ]
        for row in found
    }  # fmt: skip


async def fingerprint() -> dict[str, Any]:
    """Every row of every table: what writes nothing leaves it as it is."""
    from tortoise import Tortoise

    tables = sorted(model._meta.db_table for model in Tortoise.apps["ricoche"].values())
    return {table: sorted(map(repr, await rows(f'SELECT * FROM "{table}"'))) for table in tables}


def _plain(values: Any) -> Any:
    return json.loads(json.dumps(values))


def _loaded(stored: Any) -> Any:
    return json.loads(stored) if isinstance(stored, str) else stored

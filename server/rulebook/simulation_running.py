"""Running a dry run: asked for in a request, done there if that is quick, else by the worker. It gives nothing."""

import asyncio
import json
from collections.abc import Generator
from datetime import timedelta
from time import monotonic
from typing import Any

from gamification import DryRun, OpenCampaign, Past, Rule, RuleSpec, dry_run_of, dry_run_to_dict
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.jobs import enqueue
from server.points.queries import start_at, steps_between
from server.rulebook.campaigns import campaigns
from server.rulebook.drafts import Draft, draft
from server.rulebook.editor.content import typed_in
from server.rulebook.editor.reading import read_spec
from server.rulebook.queries import active_rules
from server.rulebook.versions import load_spec, spec_hash
from server.web.locale import zone
from server.web.logs import log

JOB = "rulebook.simulate"
SPAN = timedelta(days=90)
PATIENCE = 1.5  # seconds that a request waits before the worker goes on
HEAD_START = timedelta(seconds=3)  # before the worker looks: by then the request has finished or given up
SLICE = 200  # events between two looks at what else there is to do
TOLD_EVERY = 0.5  # seconds


async def ask_simulation(draft_id: str, spec: RuleSpec, by: str) -> str:
    """Note that a dry run of this content is wanted, with a job that does it whatever becomes of the request."""
    simulation_id = new_id()
    async with transaction():
        await rows("DELETE FROM simulation WHERE draft_id = $1 AND state <> 'finished' RETURNING id", draft_id)
        await rows(
            "INSERT INTO simulation (id, draft_id, spec_hash, state, asked_by_id, asked_at) "
            "VALUES ($1, $2, $3, 'running', $4, $5) RETURNING id",
            simulation_id, draft_id, spec_hash(spec), by, to_millis(clock.now()),
        )  # fmt: skip
        await enqueue(JOB, {"id": simulation_id}, not_before=clock.now() + HEAD_START)
    return simulation_id


async def run_now(draft_id: str) -> None:
    """Do what was asked for, as long as somebody who waits for a page has patience."""
    found = await rows("SELECT id FROM simulation WHERE draft_id = $1 AND state = 'running'", draft_id)
    for row in found:
        try:
            async with asyncio.timeout(PATIENCE):
                await simulate({"id": row["id"]})
        except TimeoutError:
            log.info("simulation_goes_on", simulation=row["id"])


async def simulate(payload: dict[str, Any]) -> None:
    """Job: do a dry run that is still wanted; the reader sees how far it is."""
    found = await rows(
        "SELECT id, draft_id, spec_hash FROM simulation WHERE id = $1 AND state = 'running'", payload["id"]
    )
    wanted = await draft(found[0]["draft_id"]) if found else None
    if wanted is None:
        return
    spec = spec_of(wanted)
    if spec is None or spec_hash(spec) != found[0]["spec_hash"]:
        await _end(payload["id"], "failed", None)
        return
    try:
        run = await simulated(await past(spec), await as_rule(wanted, spec), payload["id"])
    except Exception:
        await _end(payload["id"], "failed", None)
        log.error("simulation_failed", simulation=payload["id"], exc_info=True)
        return
    await _end(payload["id"], "finished", json.dumps(dry_run_to_dict(run)))


def spec_of(wanted: Draft) -> RuleSpec | None:
    """What a draft says now; None while it cannot be read whole."""
    if wanted.state != "open" and wanted.asked_spec:
        return load_spec(wanted.asked_spec)
    return read_spec(typed_in(wanted).fields, zone()).spec


async def as_rule(wanted: Draft, spec: RuleSpec) -> Rule:
    """The draft in the place that it will have among the rules: that of its rule, or after all others."""
    active = await active_rules(clock.now())
    own = next((each.position for each in active if each.key == wanted.rule_key), None)
    after_all = max((each.position for each in active), default=0) + 1
    return Rule(wanted.rule_key or f"draft-{wanted.id}", 1, own or after_all, spec)


async def past(spec: RuleSpec) -> Past:
    """The last 90 days of what the rules in force, or this one, look at."""
    until = clock.now()
    since, active = until - SPAN, await active_rules(until)
    specs = [spec, *(each.spec for each in active)]
    kinds = {each.when for each in specs} | {each.confirm.fact_kind for each in specs if each.confirm.fact_kind}
    purses = tuple(OpenCampaign(each.key, each.starts_at, each.ends_at, each.pays_partly) for each in await campaigns())
    start = await start_at(since)
    return Past(await steps_between(since, until, kinds), start, zone(), purses, since, until)


async def simulated(known: Past, rule: Rule, simulation_id: str | None = None) -> DryRun:
    """The dry run, in slices: whatever else waits has its turn between them."""
    running = dry_run_of(known, rule, await active_rules(known.until))
    total, done, told = 2 * len(known.steps), 0, monotonic()
    while True:
        report = _slice(running)
        if report is not None:
            return report
        done += SLICE
        await asyncio.sleep(0)
        if simulation_id and monotonic() - told > TOLD_EVERY:
            told = monotonic()
            await _tell(simulation_id, min(done, total), total)


def _slice(running: Generator[None, None, DryRun]) -> DryRun | None:
    try:
        for _ in range(SLICE):
            next(running)
    except StopIteration as end:
        report: DryRun = end.value
        return report
    return None


async def _tell(simulation_id: str, done: int, total: int) -> None:
    await rows("UPDATE simulation SET done = $1, total = $2 WHERE id = $3 RETURNING id", done, total, simulation_id)


async def _end(simulation_id: str, state: str, result: str | None) -> None:
    await rows(
        "UPDATE simulation SET state = $1, result = $2, finished_at = $3 WHERE id = $4 AND state = 'running' "
        "RETURNING id",
        state, result, to_millis(clock.now()), simulation_id,
    )  # fmt: skip

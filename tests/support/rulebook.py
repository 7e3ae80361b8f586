"""Drafts and finished dry runs for tests of the rulebook."""

import json
from typing import Any

from gamification import Grant, Limit, LimitPer, RuleSpec
from server import clock
from server.database import rows
from server.database.fields import to_millis
from server.database.ids import new_id
from server.rulebook.drafting import start_draft
from server.rulebook.versions import spec_hash

A_DAY = Limit(("person",), LimitPer.DAY, max_times=2)


def reading(points: int = 3, *limits: Limit) -> RuleSpec:
    """A rule that pays for reading, twice a day."""
    return RuleSpec("article.read", Grant(points=points), limits=limits or (A_DAY,))


async def dry_run(draft_id: str, spec: RuleSpec, points: int = 100) -> None:
    """A dry run of exactly this content has finished."""
    now = to_millis(clock.now())
    result = json.dumps({"points": points})
    await rows(
        "INSERT INTO simulation (id, draft_id, spec_hash, state, result, asked_at, finished_at) "
        "VALUES ($1, $2, $3, 'finished', $4, $5, $6) RETURNING id",
        new_id(), draft_id, spec_hash(spec), result, now, now,
    )  # fmt: skip


async def drafted(by: Any, spec: RuleSpec, *, rule_id: str | None = None, points: int | None = 100) -> str:
    """A draft by somebody, with its dry run unless `points` is None."""
    draft_id = await start_draft(rule_id, {}, "Lire paie", "Reading pays", by.id)
    if points is not None:
        await dry_run(draft_id, spec, points)
    return draft_id

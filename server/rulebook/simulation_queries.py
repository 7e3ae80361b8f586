"""Dry runs of drafts as they are read: the last one, and whether one of exactly this content has finished."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gamification import DryRun, dry_run_from_dict
from server.database import rows
from server.database.fields import to_millis


@dataclass(frozen=True, slots=True)
class SimulationView:
    """The last dry run of a draft: `state` is running, finished or failed; stale when the draft says otherwise now."""

    draft_id: str
    state: str
    done: int
    total: int
    is_stale: bool
    run: DryRun | None


async def finished(draft_id: str, spec_hash: str, since: datetime) -> dict[str, Any] | None:
    """The figures of the dry run of exactly this content since then; "points" is what it is expected to give."""
    found = await rows(
        "SELECT result FROM simulation WHERE draft_id = $1 AND spec_hash = $2 AND state = 'finished' "
        "AND finished_at >= $3 ORDER BY finished_at DESC LIMIT 1",
        draft_id, spec_hash, to_millis(since),
    )  # fmt: skip
    return _figures(found[0]["result"]) if found else None


async def latest(draft_id: str, spec_hash: str | None) -> SimulationView | None:
    """The dry run to show beside a draft whose content has this hash; None of a draft that cannot be read whole."""
    found = await rows(
        "SELECT state, spec_hash, done, total, result FROM simulation WHERE draft_id = $1 ORDER BY id DESC LIMIT 1",
        draft_id,
    )
    if not found:
        return None
    row, figures = found[0], _figures(found[0]["result"])
    run = dry_run_from_dict(figures) if figures and "weeks" in figures else None
    return SimulationView(draft_id, row["state"], row["done"], row["total"], row["spec_hash"] != spec_hash, run)


def _figures(stored: Any) -> dict[str, Any] | None:
    figures: dict[str, Any] | None = json.loads(stored) if isinstance(stored, str) else stored
    return figures

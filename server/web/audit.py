"""Writes the audit trail: who of HR, editors and administrators did what, with before and after."""

from collections.abc import Mapping, Sequence
from typing import Any

from server import clock
from server.web.models import AuditEntry

PORTION = 250  # entries written at once


async def record(
    action: str,
    object_type: str,
    object_id: str,
    actor_id: str | None,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> None:
    """Add an entry inside the transaction of the act; `actor_id` is empty for the command line."""
    await AuditEntry.create(
        at=clock.now(),
        actor_id=actor_id,
        action=action,
        object_type=object_type,
        object_id=object_id,
        before=dict(before) if before is not None else None,
        after=dict(after) if after is not None else None,
    )


async def record_created(
    action: str, object_type: str, actor_id: str | None, created: Sequence[tuple[str, Mapping[str, Any]]]
) -> None:
    """Entries for many objects that one act made, each by its identifier with what it is: written in portions."""
    at = clock.now()
    for start in range(0, len(created), PORTION):
        entries = [
            AuditEntry(
                at=at, actor_id=actor_id, action=action, object_type=object_type, object_id=made, after=dict(after)
            )
            for made, after in created[start : start + PORTION]
        ]
        await AuditEntry.bulk_create(entries)

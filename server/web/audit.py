"""Writes the audit trail: who of HR, editors and administrators did what, with before and after."""

from collections.abc import Mapping
from typing import Any

from server import clock
from server.web.models import AuditEntry


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

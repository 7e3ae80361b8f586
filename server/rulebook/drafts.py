"""Drafts as they are read: what was typed, by whom, and what they wait for."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.database import rows
from server.database.fields import from_millis


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule being written; `state` is open, waiting (for a second person), published or discarded."""

    id: str
    rule_id: str | None
    rule_key: str | None
    label_fr: str
    label_en: str
    content: dict[str, Any]
    revision: int
    state: str
    edited_by: str | None
    edited_at: datetime
    asked_by: str | None
    asked_by_id: str | None
    asked_spec: dict[str, Any] | None
    starts_at: datetime | None
    refused_reason: str


_DRAFTS = """
SELECT d.id, d.rule_id, r.key AS rule_key, d.label_fr, d.label_en, d.content, d.revision, d.state, d.edited_at,
       d.asked_by_id, d.asked_spec, d.starts_at, d.refused_reason, e.given_name AS editor_given,
       e.family_name AS editor_family, a.given_name AS asker_given, a.family_name AS asker_family
FROM rule_draft d LEFT JOIN rule r ON r.id = d.rule_id
LEFT JOIN person e ON e.id = d.edited_by_id LEFT JOIN person a ON a.id = d.asked_by_id
"""


async def draft(draft_id: str) -> Draft | None:
    """One draft, whatever became of it."""
    found = await rows(f"{_DRAFTS} WHERE d.id = $1", draft_id)
    return _draft(found[0]) if found else None


async def open_drafts() -> tuple[Draft, ...]:
    """What is being written or waits for a second person, the latest first."""
    found = await rows(f"{_DRAFTS} WHERE d.state IN ('open', 'waiting') ORDER BY d.edited_at DESC, d.id")
    return tuple(map(_draft, found))


async def drafts_waiting() -> int:
    """How many rules wait for a second person."""
    return int((await rows("SELECT count(*) AS n FROM rule_draft WHERE state = 'waiting'"))[0]["n"])


def _draft(row: dict[str, Any]) -> Draft:
    return Draft(
        id=row["id"],
        rule_id=row["rule_id"],
        rule_key=row["rule_key"],
        label_fr=row["label_fr"],
        label_en=row["label_en"],
        content=_read(row["content"]) or {},
        revision=row["revision"],
        state=row["state"],
        edited_by=_name(row["editor_given"], row["editor_family"]),
        edited_at=from_millis(row["edited_at"]),
        asked_by=_name(row["asker_given"], row["asker_family"]),
        asked_by_id=row["asked_by_id"],
        asked_spec=_read(row["asked_spec"]),
        starts_at=from_millis(row["starts_at"]) if row["starts_at"] is not None else None,
        refused_reason=row["refused_reason"],
    )


def _read(stored: Any) -> dict[str, Any] | None:
    """JSON comes as text from one engine and may come read from the other."""
    read: dict[str, Any] | None = json.loads(stored) if isinstance(stored, str) else stored
    return read


def _name(given: str | None, family: str | None) -> str | None:
    return None if given is None else f"{given} {family}".strip()

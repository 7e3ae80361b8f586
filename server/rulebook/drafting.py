"""Writing a rule: a draft keeps what was typed, finished or not, until it is published or discarded."""

import json
from collections.abc import Mapping
from typing import Any

from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.messages import N_
from server.web.audit import record
from server.web.problems import NotFound, Refused


class StaleDraft(Exception):
    """Somebody else saved the draft meanwhile."""


class DraftClosed(Refused):
    """The draft waits for a second person, is published or was discarded."""

    message = N_("This draft can no longer be changed: it waits for a second person, or has been published.")


async def start_draft(rule_id: str | None, content: Mapping[str, Any], label_fr: str, label_en: str, by: str) -> str:
    """Begin a new rule, or a new version of one; returns the draft's id."""
    draft_id = new_id()
    async with transaction():
        await rows(
            "INSERT INTO rule_draft (id, rule_id, label_fr, label_en, content, edited_by_id, edited_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
            draft_id, rule_id, label_fr, label_en, _text(content), by, to_millis(clock.now()),
        )  # fmt: skip
        await record("rule.draft.start", "rule_draft", draft_id, by, None, {"label_fr": label_fr, "label_en": label_en})
    return draft_id


async def save_draft(
    draft_id: str, content: Mapping[str, Any], label_fr: str, label_en: str, revision: int, by: str
) -> int:
    """Keep what was typed for `revision`; returns the new revision. Raises StaleDraft, DraftClosed, NotFound."""
    async with transaction():
        saved = await rows(
            "UPDATE rule_draft SET content = $1, label_fr = $2, label_en = $3, revision = revision + 1, "
            "edited_by_id = $4, edited_at = $5 WHERE id = $6 AND revision = $7 AND state = 'open' RETURNING revision",
            _text(content), label_fr, label_en, by, to_millis(clock.now()), draft_id, revision,
        )  # fmt: skip
        if saved:
            return int(saved[0]["revision"])
        found = await rows("SELECT state FROM rule_draft WHERE id = $1", draft_id)
        if not found:
            raise NotFound
        raise StaleDraft if found[0]["state"] == "open" else DraftClosed


async def discard_draft(draft_id: str, by: str) -> None:
    """Put a draft away; one that waits for a second person is taken back with it."""
    async with transaction():
        found = await rows(
            "UPDATE rule_draft SET state = 'discarded' WHERE id = $1 AND state IN ('open', 'waiting') "
            "RETURNING label_fr, label_en",
            draft_id,
        )
        if not found:
            raise DraftClosed if await rows("SELECT 1 AS one FROM rule_draft WHERE id = $1", draft_id) else NotFound
        await record("rule.draft.discard", "rule_draft", draft_id, by, found[0], None)


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(dict(content), ensure_ascii=False)

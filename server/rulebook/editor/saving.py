"""Keeping what was typed: with every button, and by itself while somebody writes."""

from server.rulebook.drafting import DraftClosed, save_draft
from server.rulebook.drafts import Draft
from server.rulebook.editor.content import revision_for, written
from server.rulebook.editor.fields import Fields, first

LONGEST_LABEL = 120


async def keep(draft: Draft, fields: Fields, key: str, revision: int, by: str, *, goes_on: bool = False) -> int:
    """Save a form over the revision that it was shown; returns the new one. StaleDraft, Overtaken, DraftClosed.

    `goes_on`: the same form, still on the screen, will save again.
    """
    if draft.state != "open":
        raise DraftClosed
    base = revision_for(draft, key, revision)
    labels = [first(fields, name)[:LONGEST_LABEL] for name in ("label_fr", "label_en")]
    return await save_draft(draft.id, written(draft, fields, key, goes_on=goes_on), labels[0], labels[1], base, by)

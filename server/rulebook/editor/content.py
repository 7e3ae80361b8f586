"""What a draft keeps: the fields as they were typed, and which form is writing them."""

from dataclasses import dataclass
from typing import Any

from server.rulebook.drafting import StaleDraft
from server.rulebook.drafts import Draft
from server.rulebook.editor.fields import Fields

REMEMBERED = 6


class Overtaken(Exception):
    """The form has been shown again since: what it still sends is older than what is kept."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The content of a draft: `writer` is the key of the form that saves by itself, `past` those before it."""

    fields: dict[str, list[str]]
    writer: str
    past: tuple[str, ...]


def new_content(fields: Fields) -> dict[str, Any]:
    """What a draft begins with."""
    return {"fields": dict(fields)}


def typed_in(draft: Draft) -> Typed:
    """What was typed last."""
    kept = draft.content
    named = {"label_fr": [draft.label_fr], "label_en": [draft.label_en]}
    fields = named | {str(name): [str(each) for each in values] for name, values in kept.get("fields", {}).items()}
    return Typed(fields, str(kept.get("writer", "")), tuple(kept.get("past", ())))


def revision_for(draft: Draft, key: str, revision: int) -> int:
    """The revision that this form may replace: the one it was shown, or its own last. StaleDraft, Overtaken."""
    typed = typed_in(draft)
    if draft.revision == revision or (key and typed.writer == key):
        return draft.revision
    raise Overtaken if key in typed.past else StaleDraft


def written(draft: Draft, fields: Fields, key: str, *, goes_on: bool) -> dict[str, Any]:
    """The content after a save; a form that is shown again afterwards no longer writes."""
    past = tuple(dict.fromkeys((*typed_in(draft).past, key)))[-REMEMBERED:]
    return {"fields": dict(fields), "writer": key if goes_on else "", "past": list(past)}

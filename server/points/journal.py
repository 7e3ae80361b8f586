"""Somebody's points as lines that say which rule, why, or why not."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from gamification import Outcome
from server.database import rows
from server.database.fields import from_millis
from server.points.journal_extras import beside_decisions

State = Literal[
    "pending", "confirmed", "void", "refused", "reversed", "by_hand", "expired", "held", "spent", "released", "refunded"
]

_LINES = """
SELECT d.id, d.rule_key, d.outcome, d.reason, d.reason_values, d.points, d.recognition, d.decided_at,
       f.kind, f.content, f.object_id, r.label_fr, r.label_en,
       d.confirmation, d.confirm_at,
       (SELECT min(v.kind) FROM transfer t JOIN transfer v ON v.parent_key = t.key AND v.slot = 'resolve'
        WHERE t.decision_id = d.id AND t.kind = 'award') AS resolved,
       (SELECT min(v.recorded_at) FROM transfer v WHERE v.decision_id = d.id AND v.kind = 'reverse') AS taken_back_at,
       (SELECT min(c.reason) FROM correction c WHERE c.decision_id = d.id AND c.state = 'done') AS note
FROM decision d JOIN fact f ON f.id = d.fact_id LEFT JOIN rule r ON r.key = d.rule_key
WHERE d.person_id = $1 AND d.id < $2 ORDER BY d.id DESC LIMIT $3
"""
NEWEST = "z"  # sorts after every identifier in every collation: punctuation does not


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One decision about one fact, or points moved without one, and what became of it. `due` may be past."""

    id: str
    rule_key: str
    rule_label: str
    kind: str
    article_id: str | None
    object_id: str
    points: int
    recognition: int
    state: State
    reason: str
    values: dict[str, Any]
    at: datetime
    confirmation: str = ""
    due: datetime | None = None
    note: str = ""
    in_part: bool = False


async def journal(person_id: str, language: str, before: str = NEWEST, most: int = 30) -> list[JournalLine]:
    """The newest lines before an identifier, newest first."""
    lines = [_line(row, language) for row in await rows(_LINES, person_id, before, most)]
    lines += [JournalLine(**each) for each in await beside_decisions(person_id, before, most)]
    return sorted(lines, key=lambda line: line.id, reverse=True)[:most]


def _line(row: dict[str, Any], language: str) -> JournalLine:
    content, values = _loaded(row["content"]), _loaded(row["reason_values"])
    article = content.get("article")
    return JournalLine(
        id=row["id"],
        rule_key=row["rule_key"],
        rule_label=row["label_fr" if language == "fr" else "label_en"] or row["rule_key"],
        kind=row["kind"],
        article_id=article if isinstance(article, str) else None,
        object_id=row["object_id"],
        points=row["points"],
        recognition=row["recognition"],
        state=resolved_state(row),
        reason=row["reason"],
        values=values,
        at=from_millis(row["decided_at"]),
        confirmation=row["confirmation"],
        due=from_millis(due) if (due := row["taken_back_at"] or row["confirm_at"]) is not None else None,
        note=row["note"] or "",
        in_part=row["outcome"] == Outcome.PARTIAL,
    )


def resolved_state(row: dict[str, Any]) -> State:
    """What became of a decision, from its row with `resolved` and `taken_back_at`."""
    if row["points"] + row["recognition"] == 0:
        return "refused"
    if row["taken_back_at"] is not None:
        return "reversed"
    return {None: "pending", "confirm": "confirmed", "void": "void"}[row["resolved"]]  # type: ignore[return-value]


def _loaded(stored: Any) -> dict[str, Any]:
    return json.loads(stored) if isinstance(stored, str) else dict(stored or {})

"""Journal lines that no decision made: points by hand, awards taken back, points lapsed or set aside for a gift."""

from typing import Any

from server.database import rows
from server.database.fields import from_millis

_BY_HAND = """
SELECT id, kind, points, reason, decided_at FROM correction
WHERE person_id = $1 AND state = 'done' AND kind IN ('adjust', 'reverse') AND decided_at <= $2
ORDER BY decided_at DESC, id DESC LIMIT $3
"""
_LAPSED = """
SELECT id, amount, recorded_at FROM transfer
WHERE person_id = $1 AND kind = 'expire' AND recorded_at <= $2 ORDER BY id DESC LIMIT $3
"""
_SET_ASIDE = """
SELECT t.id, t.key, t.amount, t.recorded_at, e.kind AS ended, e.recorded_at AS ended_at, r.recorded_at AS refunded_at
FROM transfer t LEFT JOIN transfer e ON e.parent_key = t.key AND e.slot = 'hold_end'
LEFT JOIN transfer r ON r.parent_key = e.key AND r.slot = 'refund'
WHERE t.person_id = $1 AND t.kind = 'hold' AND t.recorded_at <= $2 ORDER BY t.id DESC LIMIT $3
"""
_EVER = 2**48 - 1
_AT_ONCE = 5  # more lines of the same millisecond than anybody can have


async def beside_decisions(person_id: str, before: str, most: int) -> list[dict[str, Any]]:
    """The newest of them before an identifier, as the fields of journal lines.

    Decisions are paged by their identifiers, which begin with their instant: these lines get one of the same form.
    """
    until = _instant(before)
    by_hand = [_by_hand(row) for row in await rows(_BY_HAND, person_id, until, most + _AT_ONCE)]
    lapsed = [_lapsed(row) for row in await rows(_LAPSED, person_id, until, most + _AT_ONCE)]
    set_aside = [_set_aside(row) for row in await rows(_SET_ASIDE, person_id, until, most + _AT_ONCE)]
    return [line for line in (*by_hand, *lapsed, *set_aside) if line["id"] < before]


def _instant(identifier: str) -> int:
    """The millisecond that an identifier begins with; for ever where it is none."""
    try:
        return int(identifier[:8] + identifier[9:13], 16)
    except ValueError:
        return _EVER


def _identifier(millis: int, rest: str) -> str:
    begins = f"{millis:012x}"
    return f"{begins[:8]}-{begins[8:]}-{rest}"


def _by_hand(row: dict[str, Any]) -> dict[str, Any]:
    at = int(row["decided_at"])
    identifier = _identifier(at, str(row["id"])[14:])
    return _line(identifier, f"correction.{row['kind']}", row["points"], "by_hand", at, row["reason"])


def _lapsed(row: dict[str, Any]) -> dict[str, Any]:
    at = int(row["recorded_at"])
    return _line(_identifier(at, f"7000-8000-{row['id']:012x}"), "expiry", -row["amount"], "expired", at, "")


def _set_aside(row: dict[str, Any]) -> dict[str, Any]:
    """One line a hold, with what became of it: its key names it to whoever knows the gift."""
    at, ended_at = int(row["recorded_at"]), row["refunded_at"] or row["ended_at"]
    state = "refunded" if row["refunded_at"] else {None: "held", "capture": "spent"}.get(row["ended"], "released")
    line = _line(_identifier(at, f"7000-8001-{row['id']:012x}"), "gift", -row["amount"], state, at, "")
    return line | {"object_id": row["key"], "due": from_millis(ended_at) if ended_at else None}


def _line(identifier: str, kind: str, points: int, state: str, at: int, note: str) -> dict[str, Any]:
    return {
        "id": identifier, "rule_key": "", "rule_label": "", "kind": kind, "article_id": None, "object_id": "",
        "points": points, "recognition": 0, "state": state, "reason": "", "values": {}, "at": from_millis(at),
        "note": note,
    }  # fmt: skip

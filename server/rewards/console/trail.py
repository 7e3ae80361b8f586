"""Who did what to a gift: its audit trail in words, with what was and what is."""

import json
from dataclasses import dataclass
from typing import Any

from server.database import rows
from server.database.fields import from_millis
from server.messages import N_
from server.rewards.console.wording import FIELD_NAMES, field_of, value_said
from server.web.locale import moment, say

ACTS = {
    "reward.create": N_("{name} wrote this gift."),
    "reward.copy": N_("{name} copied this gift from another one."),
    "reward.update": N_("{name} changed it."),
    "reward.publish": N_("{name} published it."),
    "reward.retire": N_("{name} retired it."),
    "reward.stock": N_("{name} counted pieces."),
    "reward.codes": N_("{name} imported codes."),
}
OTHERWISE = N_("{name} did something else.")
SOMEBODY = N_("Somebody")
NO_CHANGES = ("reward.create", "reward.copy")
MOST, LONGEST = 50, 80
_TRAIL = """
SELECT a.at, a.action, a.before, a.after, p.given_name, p.family_name
FROM audit_entry a LEFT JOIN person p ON p.id = a.actor_id
WHERE a.object_type = 'reward' AND a.object_id = $1 ORDER BY a.at DESC, a.id DESC LIMIT $2
"""


@dataclass(frozen=True, slots=True)
class Told:
    """One act: when, in a sentence, and per field what stood there and what stands there."""

    at: str
    said: str
    changes: tuple[tuple[str, str, str], ...]


async def trail_of(reward_id: str, places: dict[str, str]) -> tuple[Told, ...]:
    """The latest acts first. `places` names places by their identifier."""
    return tuple(_told(row, places) for row in await rows(_TRAIL, reward_id, MOST))


def _told(row: dict[str, Any], places: dict[str, str]) -> Told:
    name = f"{row['given_name']} {row['family_name']}".strip() if row["given_name"] else say(SOMEBODY)
    said = say(ACTS.get(row["action"], OTHERWISE), {"name": name})
    before, after = _read(row["before"]), _read(row["after"])
    fields = () if row["action"] in NO_CHANGES else [each for each in after if field_of(each) in FIELD_NAMES]
    changes = tuple(_change(field_of(each), before.get(each), after[each], places) for each in fields)
    return Told(moment(from_millis(row["at"])), said, changes)


def _read(stored: Any) -> dict[str, Any]:
    return (json.loads(stored) if isinstance(stored, str) else stored) or {}


def _change(field: str, was: Any, now: Any, places: dict[str, str]) -> tuple[str, str, str]:
    return say(FIELD_NAMES[field]), _short(value_said(field, was, places)), _short(value_said(field, now, places))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"

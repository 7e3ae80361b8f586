"""Who did what to a rule: its audit trail in words."""

import json
from typing import Any

from server.database import rows
from server.database.fields import from_millis
from server.messages import N_
from server.web.locale import moment, say

ACTS = {
    "rule.publish": N_("{name} published a version."),
    "rule.retire": N_("{name} ended the rule."),
    "rule.ask": N_("{name} asked a second person."),
    "rule.approve": N_("{name} approved."),
    "rule.refuse": N_("{name} refused: {reason}"),
    "rule.draft.start": N_("{name} began a draft."),
    "rule.draft.discard": N_("{name} put a draft away."),
}
OTHERWISE = N_("{name} changed the rule.")
SOMEBODY = N_("Somebody")
_TRAIL = """
SELECT a.at, a.action, a.after, p.given_name, p.family_name FROM audit_entry a LEFT JOIN person p ON p.id = a.actor_id
WHERE (a.object_type = 'rule' AND a.object_id = $1)
OR (a.object_type = 'rule_draft' AND a.object_id IN (SELECT id FROM rule_draft WHERE rule_id = $1))
ORDER BY a.at DESC, a.id DESC LIMIT 50
"""


async def trail_of(rule_id: str) -> tuple[tuple[str, str], ...]:
    """When and what, the latest first."""
    return tuple(map(_told, await rows(_TRAIL, rule_id)))


def _told(row: dict[str, Any]) -> tuple[str, str]:
    after = json.loads(row["after"]) if isinstance(row["after"], str) else row["after"] or {}
    name = f"{row['given_name']} {row['family_name']}".strip() if row["given_name"] else say(SOMEBODY)
    said = say(ACTS.get(row["action"], OTHERWISE), {"name": name, "reason": (after or {}).get("reason", "")})
    return moment(from_millis(row["at"])), said

"""Which rules are in force."""

import json
from datetime import datetime
from functools import lru_cache

from gamification import Rule, from_dict
from server.database import rows
from server.database.fields import to_millis

_IN_FORCE = """
SELECT r.key, r.position, v.number, v.spec FROM rule r JOIN rule_version v ON v.rule_id = r.id
WHERE r.state = 'active' AND v.active_from <= $1 AND (v.active_to IS NULL OR v.active_to > $1)
ORDER BY r.position, r.key
"""


async def active_rules(at: datetime) -> tuple[Rule, ...]:
    """The rule versions in force at an instant, in their order."""
    found = await rows(_IN_FORCE, to_millis(at))
    return tuple(_rule(row["key"], row["number"], row["position"], row["spec"]) for row in found)


@lru_cache(maxsize=256)
def _rule(key: str, version: int, position: int, spec: str) -> Rule:
    return Rule(key, version, position, from_dict(json.loads(spec)))

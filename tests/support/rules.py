"""Rules of a test's own, in force since ever, instead of the default ones."""

import hashlib
import json

from gamification import Rule, to_dict
from server.database import rows
from server.database.ids import new_id


async def replace_rules(*rules: Rule) -> None:
    """Close every version there is from the start, and publish these."""
    await rows("UPDATE rule_version SET active_to = active_from WHERE active_to IS NULL")
    for rule in rules:
        spec = json.dumps(to_dict(rule.spec), sort_keys=True, default=str)
        key = f"{rule.key}-{new_id()[-6:]}" if await rows("SELECT id FROM rule WHERE key = $1", rule.key) else rule.key
        rule_id = new_id()
        await rows(
            "INSERT INTO rule (id, key, label_fr, label_en, position, state) VALUES ($1, $2, $2, $2, $3, 'active') "
            "RETURNING id",
            rule_id, key, rule.position,
        )  # fmt: skip
        await rows(
            "INSERT INTO rule_version (id, rule_id, number, spec, spec_hash, active_from) "
            "VALUES ($1, $2, $3, $4, $5, 0) RETURNING id",
            new_id(), rule_id, rule.version, spec, hashlib.sha256(spec.encode()).hexdigest(),
        )  # fmt: skip

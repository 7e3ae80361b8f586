"""Rules are published here; a version, once in force, never changes."""

import hashlib
import json
from datetime import datetime

from gamification import Rule, default_rules, to_dict
from server.database import rows, transaction
from server.database.fields import EPOCH, to_millis
from server.database.ids import new_id
from server.messages import N_

LABELS = {
    "R1": N_("A share that somebody outside opens"),
    "R2": N_("First share of the week"),
    "R3": N_("Written in your own words"),
    "R4": N_("Visitors of your links"),
    "R11": N_("Welcome"),
}
LABELS_FR = {
    "R1": "Un partage que quelqu’un ouvre",
    "R2": "Premier partage de la semaine",
    "R3": "Écrit avec vos mots",
    "R4": "Visites de vos liens",
    "R11": "Bienvenue",
}


async def ensure_default_rules() -> None:
    """Give a new programme its first rules; a rule that exists is left as HR has it."""
    async with transaction():
        for rule in default_rules():
            await _create(rule, EPOCH)


async def _create(rule: Rule, active_from: datetime) -> None:
    found = await rows(
        "INSERT INTO rule (id, key, label_fr, label_en, position, state) VALUES ($1, $2, $3, $4, $5, 'active') "
        "ON CONFLICT (key) DO NOTHING RETURNING id",
        new_id(), rule.key, LABELS_FR[rule.key], LABELS[rule.key], rule.position,
    )  # fmt: skip
    if found:
        spec = json.dumps(to_dict(rule.spec), sort_keys=True, default=str)
        await rows(
            "INSERT INTO rule_version (id, rule_id, number, spec, spec_hash, active_from) "
            "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            new_id(), found[0]["id"], rule.version, spec, hashlib.sha256(spec.encode()).hexdigest(),
            to_millis(active_from),
        )  # fmt: skip

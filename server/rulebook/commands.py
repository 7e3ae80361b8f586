"""The rules a programme starts with."""

from datetime import datetime

from gamification import Rule, default_rules
from server import clock
from server.database import rows, transaction
from server.database.fields import EPOCH, to_millis
from server.database.ids import new_id
from server.rulebook.labels import default_labels
from server.rulebook.versions import spec_hash, spec_text

HOT_OPENINGS = ("hot-openings", "Postes à pourvoir vite", "Openings to fill soon")


async def ensure_default_rules() -> None:
    """Give a programme the default rules it lacks; a rule that exists is left as HR has it.

    A new programme has them from the beginning. One that runs has them from now on: what was decided stays so.
    """
    async with transaction():
        missing = await _missing()
        since = EPOCH if len(missing) == len(default_rules()) else clock.now()
        for rule in missing:
            await _create(rule, since)
        if missing:
            await _create_campaign(*HOT_OPENINGS)


async def _missing() -> list[Rule]:
    known = {row["key"] for row in await rows("SELECT key FROM rule")}
    return [rule for rule in default_rules() if rule.key not in known]


async def _create(rule: Rule, active_from: datetime) -> None:
    label_fr, label_en = default_labels(rule.key)
    found = await rows(
        "INSERT INTO rule (id, key, label_fr, label_en, position, state) VALUES ($1, $2, $3, $4, $5, 'active') "
        "ON CONFLICT (key) DO NOTHING RETURNING id",
        new_id(), rule.key, label_fr, label_en, rule.position,
    )  # fmt: skip
    if found:
        await rows(
            "INSERT INTO rule_version (id, rule_id, number, spec, spec_hash, active_from) "
            "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            new_id(), found[0]["id"], rule.version, spec_text(rule.spec), spec_hash(rule.spec),
            to_millis(active_from),
        )  # fmt: skip


async def _create_campaign(key: str, name_fr: str, name_en: str) -> None:
    """The purse that the default multipliers are paid from: empty until HR puts points into it."""
    await rows(
        "INSERT INTO campaign (id, key, name_fr, name_en, created_at) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (key) DO NOTHING RETURNING id",
        new_id(), key, name_fr, name_en, to_millis(clock.now()),
    )  # fmt: skip

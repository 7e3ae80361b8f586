"""Putting versions in force and ending them: always now or later, never over what was."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gamification import RuleSpec
from server import clock
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.messages import N_
from server.rulebook.audit import told
from server.rulebook.queries import RuleLine, rule_by_id
from server.rulebook.versions import spec_hash, spec_text
from server.web.audit import record
from server.web.problems import NotFound, Refused


class AlreadySo(Refused):
    """The rule rests already, or is in force already."""

    message = N_("This rule is already in that state.")


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What is about to be in force."""

    spec: RuleSpec
    starts_at: datetime
    created_by: str | None
    approved_by: str | None = None
    simulated: str | None = None


async def create_rule(key: str, label_fr: str, label_en: str) -> str:
    """A rule without versions, after all others; the id of the one that has this key already."""
    rule_id = new_id()
    found = await rows(
        "INSERT INTO rule (id, key, label_fr, label_en, position) "
        "SELECT $1, $2, $3, $4, COALESCE(MAX(position), 0) + 1 FROM rule WHERE 1 = 1 "
        "ON CONFLICT (key) DO NOTHING RETURNING id",
        rule_id, key, label_fr, label_en,
    )  # fmt: skip
    found = found or await rows("SELECT id FROM rule WHERE key = $1", key)
    return str(found[0]["id"])


async def hold_rule(rule_id: str) -> None:
    """One change of a rule at a time: its versions are numbered in turn."""
    if not await rows("UPDATE rule SET position = position WHERE id = $1 RETURNING id", rule_id):
        raise NotFound


async def put_in_force(rule_id: str, new: NewVersion) -> int:
    """Number and store a version; what waited for its day is put aside, what is in force ends when this begins."""
    await hold_rule(rule_id)
    before, now = await rule_by_id(rule_id, "en"), clock.now()
    starts_at = max(new.starts_at, now)
    await _end(before, starts_at, now)
    number = before.versions[0].rule.version + 1 if before else 1
    await rows(
        "INSERT INTO rule_version (id, rule_id, number, spec, spec_hash, created_by_id, approved_by_id, published_at, "
        "simulated, active_from) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        new_id(), rule_id, number, spec_text(new.spec), spec_hash(new.spec), new.created_by, new.approved_by,
        to_millis(now), new.simulated, to_millis(starts_at),
    )  # fmt: skip
    was = told(before.shown(now).rule.spec) if before else None
    after = {**told(new.spec), "number": number, "starts_at": starts_at.isoformat(), "approved_by": new.approved_by}
    await record("rule.publish", "rule", rule_id, new.created_by, was, after)
    return number


async def retire(rule_id: str, at: datetime, by: str) -> None:
    """End a rule at an instant, now or later; versions that wait for their day are put aside."""
    async with transaction():
        await hold_rule(rule_id)
        line, now = await rule_by_id(rule_id, "en"), clock.now()
        at = max(at, now)
        if line is None or not (line.in_force(now) or line.coming(now)):
            raise AlreadySo
        await _end(line, at, now, for_good=True)
        await record("rule.retire", "rule", rule_id, by, told(line.shown(now).rule.spec), {"ends_at": at.isoformat()})


async def resume(rule_id: str, by: str) -> int:
    """Put the last version of a resting rule in force again from now on, as a version of its own."""
    async with transaction():
        await hold_rule(rule_id)
        line, now = await rule_by_id(rule_id, "en"), clock.now()
        if line is None or line.in_force(now) or line.coming(now):
            raise AlreadySo
        last = line.shown(now)
        return await put_in_force(rule_id, NewVersion(last.rule.spec, now, by))


async def _end(line: RuleLine | None, at: datetime, now: datetime, for_good: bool = False) -> None:
    """Write the ends that are settled by now: an end, once written, is never moved."""
    for version in line.versions if line else ():
        end = version.active_to
        if version.active_from > now:
            end = version.active_from
        elif version.holds(now):
            end = at if for_good or at <= now else None
        if end is not None:
            await _write_end(line.id if line else "", version.rule.version, end)


async def _write_end(rule_id: str, number: int, end: datetime) -> Any:
    await rows(
        "UPDATE rule_version SET active_to = $1 WHERE rule_id = $2 AND number = $3 AND active_to IS NULL RETURNING id",
        to_millis(end), rule_id, number,
    )  # fmt: skip

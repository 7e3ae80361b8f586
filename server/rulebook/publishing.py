"""Publishing: through the gate, past a second person where it costs much, in force at a date to come."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from gamification import Rule, RuleSpec, Window
from server import clock
from server.database import rows, transaction
from server.database.fields import EPOCH, from_millis, to_millis
from server.messages import N_
from server.people.bounds import bounds
from server.rulebook.activation import NewVersion, create_rule, put_in_force, resume, retire
from server.rulebook.audit import told
from server.rulebook.drafting import DraftClosed
from server.rulebook.gate import FRESH, NotPublishable, check, dry_run, needs_second_person
from server.rulebook.keys import free_key
from server.rulebook.queries import versions_of
from server.rulebook.versions import load_spec, spec_text
from server.web.audit import record
from server.web.problems import NotFound, Refused

__all__ = ["NotPublishable", "OwnDraft", "approve", "publish", "publish_plain", "refuse", "resume", "retire"]

Published = Literal["published", "waiting"]


class OwnDraft(Refused):
    """Whoever wrote a rule does not approve it."""

    message = N_("Somebody else has to approve this: you wrote it.")


async def publish(draft_id: str, spec: RuleSpec, starts_at: datetime, by: str) -> Published:
    """Put a draft in force at an instant, or have it wait for a second person. Raises NotPublishable, DraftClosed."""
    async with transaction():
        draft = await _hold(draft_id, "open")
        await check(Rule(draft["key"] or "new", 1, draft["position"] or 0, spec), starts_at)
        figures = await dry_run(draft_id, spec, clock.now() - FRESH)
        if needs_second_person(spec, int(figures["points"]), await bounds()):
            await _ask(draft, spec, starts_at, by)
            return "waiting"
        await _put(draft, NewVersion(spec, starts_at, by, None, _totals(figures)))
        return "published"


async def approve(draft_id: str, by: str) -> None:
    """The second person's yes: in force at the date asked for, or now when it has passed."""
    async with transaction():
        draft = await _hold(draft_id, "waiting")
        if by in (draft["asked_by_id"], draft["edited_by_id"]):
            raise OwnDraft
        spec, starts_at = load_spec(draft["asked_spec"]), max(from_millis(draft["starts_at"]), clock.now())
        await check(Rule(draft["key"] or "new", 1, draft["position"] or 0, spec), starts_at)
        figures = await dry_run(draft_id, spec, EPOCH)
        await record("rule.approve", "rule_draft", draft_id, by, None, told(spec))
        await _put(draft, NewVersion(spec, starts_at, draft["asked_by_id"], by, _totals(figures)))


async def refuse(draft_id: str, reason: str, by: str) -> None:
    """The second person's no, with the reason: the draft is open again, as it was."""
    async with transaction():
        draft = await _hold(draft_id, "waiting")
        await rows(
            "UPDATE rule_draft SET state = 'open', refused_reason = $1, asked_by_id = NULL, asked_at = NULL, "
            "asked_spec = NULL WHERE id = $2 RETURNING id",
            reason, draft_id,
        )  # fmt: skip
        before = told(load_spec(draft["asked_spec"]))
        await record("rule.refuse", "rule_draft", draft_id, by, before, {"reason": reason})


async def publish_plain(
    key: str,
    label_fr: str,
    label_en: str,
    spec: RuleSpec,
    starts_at: datetime,
    by: str,
    ends_at: datetime | None = None,
) -> None:
    """Put a rule of another feature in force inside its transaction: the same gate, without a dry run."""
    if ends_at is not None:
        spec = replace(spec, window=Window(spec.window.starts_at, ends_at))
    rule_id = await create_rule(key, label_fr, label_en)
    await check(Rule(key, 1, 1, spec), starts_at)
    await put_in_force(rule_id, NewVersion(spec, starts_at, by))


async def _hold(draft_id: str, state: str) -> dict[str, Any]:
    """The draft's row, held until the transaction ends."""
    if not await rows("UPDATE rule_draft SET state = state WHERE id = $1 RETURNING id", draft_id):
        raise NotFound
    found = await rows(
        "SELECT d.*, r.key, r.position FROM rule_draft d LEFT JOIN rule r ON r.id = d.rule_id WHERE d.id = $1", draft_id
    )
    if found[0]["state"] != state:
        raise DraftClosed
    return found[0]


async def _ask(draft: dict[str, Any], spec: RuleSpec, starts_at: datetime, by: str) -> None:
    await rows(
        "UPDATE rule_draft SET state = 'waiting', asked_by_id = $1, asked_at = $2, asked_spec = $3, starts_at = $4, "
        "refused_reason = '' WHERE id = $5 RETURNING id",
        by, to_millis(clock.now()), spec_text(spec), to_millis(starts_at), draft["id"],
    )  # fmt: skip
    await record("rule.ask", "rule_draft", draft["id"], by, None, {**told(spec), "starts_at": starts_at.isoformat()})


async def _put(draft: dict[str, Any], new: NewVersion) -> None:
    rule_id = draft["rule_id"]
    if rule_id is None:
        rule_id = await _new_rule(draft["label_fr"], draft["label_en"])
    else:
        await _relabel(rule_id, draft)
    await put_in_force(rule_id, new)
    await rows(
        "UPDATE rule_draft SET state = 'published', rule_id = $1, starts_at = $2 WHERE id = $3 RETURNING id",
        rule_id, to_millis(new.starts_at), draft["id"],
    )  # fmt: skip


async def _new_rule(label_fr: str, label_en: str) -> str:
    """A rule of its own: a key that somebody took since the look is theirs, with the versions it has."""
    rule_id = await create_rule(await free_key(label_en), label_fr, label_en)
    while await versions_of(rule_id):
        rule_id = await create_rule(await free_key(label_en), label_fr, label_en)
    return rule_id


def _totals(figures: dict[str, Any]) -> str:
    """What stays with the version of its dry run: the totals, not the weeks and examples."""
    return json.dumps({name: value for name, value in figures.items() if isinstance(value, (int, float))})


async def _relabel(rule_id: str, draft: dict[str, Any]) -> None:
    """A label says what a rule is called; no decision depends on it."""
    await rows(
        "UPDATE rule SET label_fr = $1, label_en = $2 WHERE id = $3 RETURNING id",
        draft["label_fr"], draft["label_en"], rule_id,
    )  # fmt: skip

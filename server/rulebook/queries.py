"""Which rules are in force, which were, and which are being written."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from gamification import Rule
from server.database import rows
from server.database.fields import from_millis, to_millis
from server.rulebook.drafts import Draft, draft, open_drafts
from server.rulebook.versions import Span, load_spec, spans

__all__ = [
    "Draft", "RuleLine", "VersionLine", "active_rules", "draft", "open_campaigns", "open_drafts", "rule_by_id",
    "rule_list", "rules_between", "versions_of",
]  # fmt: skip

# A version with a higher number, once its day has come, stands for those before it.
_IN_FORCE = """
SELECT r.key, r.position, v.number, v.spec FROM rule r JOIN rule_version v ON v.rule_id = r.id
WHERE v.active_from <= $1 AND (v.active_to IS NULL OR v.active_to > $1) AND NOT EXISTS (
    SELECT 1 FROM rule_version w WHERE w.rule_id = v.rule_id AND w.number > v.number AND w.active_from <= $1
    AND (w.active_to IS NULL OR w.active_to > w.active_from))
ORDER BY r.position, r.key
"""


async def active_rules(at: datetime) -> tuple[Rule, ...]:
    """The rule versions in force at an instant, in their order: one of each rule at most."""
    found = await rows(_IN_FORCE, to_millis(at))
    return tuple(Rule(row["key"], row["number"], row["position"], load_spec(row["spec"])) for row in found)


async def open_campaigns(at: datetime) -> dict[str, bool]:
    """The campaigns open at an instant, by key: whether each pays partly when its purse runs out."""
    found = await rows(
        "SELECT key, pays_partly FROM campaign WHERE (starts_at IS NULL OR starts_at <= $1) "
        "AND (ends_at IS NULL OR ends_at > $1) ORDER BY key",
        to_millis(at),
    )
    return {row["key"]: bool(row["pays_partly"]) for row in found}


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a rule: what it says, when it is in force, who wrote and who approved it."""

    rule: Rule
    active_from: datetime
    active_to: datetime | None
    published_at: datetime | None
    created_by: str | None
    approved_by: str | None
    simulated: dict[str, Any] | None

    @property
    def is_empty(self) -> bool:
        """Whether it was replaced before its day came."""
        return self.active_to is not None and self.active_to <= self.active_from

    def holds(self, at: datetime) -> bool:
        """Whether it is in force at an instant."""
        return self.active_from <= at and (self.active_to is None or at < self.active_to)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule with all its versions, the newest first."""

    id: str
    key: str
    label: str
    label_fr: str
    label_en: str
    versions: tuple[VersionLine, ...]

    def in_force(self, at: datetime) -> VersionLine | None:
        """The version in force at an instant."""
        return next((each for each in self.versions if each.holds(at)), None)

    def coming(self, at: datetime) -> VersionLine | None:
        """The version that waits for its day."""
        return next((each for each in self.versions if each.active_from > at and not each.is_empty), None)

    def shown(self, at: datetime) -> VersionLine:
        """The version to show: in force, else coming, else the last that was."""
        last = next((each for each in self.versions if not each.is_empty), self.versions[0])
        return self.in_force(at) or self.coming(at) or last


_ALL = """
SELECT r.id, r.key, r.label_fr, r.label_en, r.position, v.number, v.spec, v.active_from, v.active_to, v.published_at,
       v.simulated, c.given_name AS author_given, c.family_name AS author_family, a.given_name AS approver_given,
       a.family_name AS approver_family
FROM rule r JOIN rule_version v ON v.rule_id = r.id
LEFT JOIN person c ON c.id = v.created_by_id LEFT JOIN person a ON a.id = v.approved_by_id
"""
_ORDER = "ORDER BY r.position, r.key, v.number DESC"


async def rule_list(language: str) -> tuple[RuleLine, ...]:
    """Every rule with its versions, in the order in which they are evaluated."""
    found = await rows(f"{_ALL} {_ORDER}")
    return tuple(_rule_line(list(lines), language) for _, lines in groupby(found, key=lambda row: row["id"]))


async def rule_by_id(rule_id: str, language: str) -> RuleLine | None:
    """One rule with its versions."""
    found = await rows(f"{_ALL} WHERE r.id = $1 {_ORDER}", rule_id)
    return _rule_line(found, language) if found else None


async def versions_of(rule_id: str) -> tuple[VersionLine, ...]:
    """The versions of a rule, the newest first."""
    found = await rows(f"{_ALL} WHERE r.id = $1 {_ORDER}", rule_id)
    return _rule_line(found, "en").versions if found else ()


async def rules_between(since: datetime, until: datetime) -> tuple[tuple[Rule, datetime, datetime | None], ...]:
    """Every version that was in force at some instant from `since` to before `until`, with its own bounds."""
    return tuple(
        (version.rule, version.active_from, version.active_to)
        for line in await rule_list("en")
        for version in reversed(line.versions)
        if not version.is_empty
        and version.active_from < until
        and (version.active_to is None or version.active_to > since)
    )


def _rule_line(lines: list[dict[str, Any]], language: str) -> RuleLine:
    bounds = {span.number: span for span in spans(lines)}
    first = lines[0]
    return RuleLine(
        first["id"], first["key"], first[f"label_{language}"], first["label_fr"], first["label_en"],
        tuple(_version(row, bounds[row["number"]]) for row in lines),
    )  # fmt: skip


def _version(row: dict[str, Any], span: Span) -> VersionLine:
    simulated = row["simulated"]
    return VersionLine(
        Rule(row["key"], row["number"], row["position"], load_spec(row["spec"])),
        span.active_from,
        span.active_to,
        from_millis(row["published_at"]) if row["published_at"] is not None else None,
        _name(row["author_given"], row["author_family"]),
        _name(row["approver_given"], row["approver_family"]),
        json.loads(simulated) if isinstance(simulated, str) else simulated,
    )


def _name(given: str | None, family: str | None) -> str | None:
    return None if given is None else f"{given} {family}".strip()

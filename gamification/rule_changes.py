"""What changed between two versions of a rule: phrases of its sentence removed, added or kept."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from .messages import Message
from .rule_sentence import phrases
from .rules import RuleSpec


class ChangeKind(StrEnum):
    """What became of a phrase."""

    REMOVED = "removed"
    ADDED = "added"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Change:
    """One phrase of either sentence; its words are made at the edge, like those of `sentence`."""

    kind: ChangeKind
    phrase: Message


def rule_diff(before: RuleSpec | None, after: RuleSpec) -> list[Change]:
    """Both sentences in one reading order; without a version before, every phrase is added."""
    old, new = () if before is None else phrases(before), phrases(after)
    matcher = SequenceMatcher(None, _identities(old), _identities(new), autojunk=False)
    changes: list[Change] = []
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            changes += [Change(ChangeKind.KEPT, each) for each in new[new_from:new_to]]
            continue
        changes += [Change(ChangeKind.REMOVED, each) for each in old[old_from:old_to]]
        changes += [Change(ChangeKind.ADDED, each) for each in new[new_from:new_to]]
    return changes


def _identities(told: Sequence[Message]) -> list[str]:
    return [json.dumps([each.key, dict(each.values)], sort_keys=True) for each in told]

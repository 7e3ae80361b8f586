"""Versions of a rule: their content by its hash, and from when to when each was in force."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from gamification import RuleSpec, from_dict, to_dict
from server.database.fields import from_millis


def spec_text(spec: RuleSpec) -> str:
    """The one way to write a spec down: equal rules give equal text."""
    return json.dumps(to_dict(spec), sort_keys=True, ensure_ascii=False)


def spec_hash(spec: RuleSpec) -> str:
    """What identifies the content of a rule: a dry run and an approval are for exactly this."""
    return hashlib.sha256(spec_text(spec).encode()).hexdigest()


def load_spec(stored: object) -> RuleSpec:
    """The spec that a database row holds, as text or as JSON already read; raises RuleFormatError."""
    return _read(stored) if isinstance(stored, str) else from_dict(stored)


@lru_cache(maxsize=1024)
def _read(text: str) -> RuleSpec:
    return from_dict(json.loads(text))


@dataclass(frozen=True, slots=True)
class Span:
    """When a version was in force: `active_to` is outside, None is open, equal bounds mean never."""

    number: int
    active_from: datetime
    active_to: datetime | None

    @property
    def is_empty(self) -> bool:
        """Whether it was replaced before its day came."""
        return self.active_to is not None and self.active_to <= self.active_from

    def holds(self, at: datetime) -> bool:
        """Whether it is in force at an instant."""
        return self.active_from <= at and (self.active_to is None or at < self.active_to)


def spans(versions: Iterable[dict[str, Any]]) -> tuple[Span, ...]:
    """From when to when each version of one rule is in force: a later one that has its day ends those before."""
    found: list[Span] = []
    ends: datetime | None = None
    for row in sorted(versions, key=lambda each: each["number"], reverse=True):
        own_end = None if row["active_to"] is None else from_millis(row["active_to"])
        span = Span(row["number"], from_millis(row["active_from"]), _earlier(own_end, ends))
        found.append(span)
        if own_end is None or own_end > span.active_from:
            ends = _earlier(span.active_from, ends)
    return tuple(reversed(found))


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    known = [each for each in (one, other) if each is not None]
    return min(known, default=None)

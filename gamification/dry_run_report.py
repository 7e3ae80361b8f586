"""The figures of a dry run: totals and shapes, nobody's name; as plain dicts for storage."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

MOST_EXAMPLES = 6


@dataclass(frozen=True, slots=True)
class Week:
    """One ISO week: points of the rule, what its purse holds at the end (None: no bound), whether it fell short."""

    starts_on: str
    points: int
    left: int | None
    is_short: bool


@dataclass(frozen=True, slots=True)
class Distribution:
    """How points of everybody who did something fall: shares and Gini in basis points, of so many people."""

    people: int
    gini: int
    top_1_people: int
    top_1: int
    top_10: int


@dataclass(frozen=True, slots=True)
class Example:
    """A recent fact, replayed: what it was without whose it was, what became of it and why."""

    kind: str
    values: Mapping[str, Any]
    outcome: str
    reason: str
    reason_values: Mapping[str, Any]
    points: int
    recognition: int


@dataclass(frozen=True, slots=True)
class Advice:
    """A lower cap with which the purses suffice, and the points that the rule then gives."""

    cap: int
    per: str
    counts: str
    scope: tuple[str, ...]
    points: int


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a draft would have done: its own totals, then the difference that it makes to everybody.

    `points` is net of what lapsed; `cents` are of the euro; gained and lost count points and recognition.
    """

    when: str
    facts: int
    points: int
    recognition: int
    awards: int
    people: int
    cents: int
    campaign: str | None
    left_before: int | None
    weeks: tuple[Week, ...]
    first_empty: str | None
    distribution: Distribution
    gini_before: int
    newly_capped: int
    gaining: int
    gained: int
    losing: int
    lost: int
    examples: tuple[Example, ...]
    is_new: bool = False
    advice: Advice | None = None


def dry_run_to_dict(run: DryRun) -> dict[str, Any]:
    """Ready for JSON."""
    return asdict(run)


def dry_run_from_dict(stored: Mapping[str, Any]) -> DryRun:
    """What dry_run_to_dict wrote, also after JSON; KeyError or TypeError for anything else."""
    parts = dict(stored)
    advice = parts.pop("advice")
    return DryRun(
        weeks=tuple(Week(**each) for each in parts.pop("weeks")),
        distribution=Distribution(**parts.pop("distribution")),
        examples=tuple(Example(**each) for each in parts.pop("examples")),
        advice=Advice(**{**advice, "scope": tuple(advice["scope"])}) if advice else None,
        **parts,
    )

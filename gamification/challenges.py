"""Challenges: what each person brings to a goal between two dates, whatever the order in which facts come."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .facts import Fact


class Counted(StrEnum):
    """What a challenge counts; sharers are different people, each once."""

    SHARES = "shares"
    OWN_WORDS = "own_words"
    VISITORS = "visitors"
    READS = "reads"
    SHARERS = "sharers"


COUNTED_FACTS = frozenset({"share.recorded", "share.seen", "visits.settled", "article.read"})
_OF_SHARES = frozenset({Counted.SHARES, Counted.OWN_WORDS, Counted.SHARERS})


@dataclass(frozen=True, slots=True)
class Target:
    """What is counted, how much of it is wanted, and between which instants (aware UTC, `ends_at` is outside)."""

    counts: Counted
    goal: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a fact adds for its person, and the article it is about, which decides where a topic is asked for."""

    person: str
    article: str
    amount: int


def contribution(fact: Fact, known: Iterable[Fact], target: Target) -> Contribution | None:
    """What one more fact adds beside the `known` ones about the same object; None where it adds nothing.

    A share counts once it is confirmed and if it was passed on between the dates; whichever of its two facts
    comes second brings it.
    """
    others = list(known)
    if fact.key in {each.key for each in others}:
        return None
    if target.counts in _OF_SHARES:
        return _confirmed_share(fact, others, target)
    kind, amount = _counted_alone(fact, target.counts)
    if fact.kind != kind or amount < 1 or not _within(fact, target):
        return None
    return Contribution(fact.person, str(fact.values["article"]), amount)


def _confirmed_share(fact: Fact, others: list[Fact], target: Target) -> Contribution | None:
    wanted = {"share.recorded": "share.seen", "share.seen": "share.recorded"}.get(fact.kind)
    other = next((each for each in others if _is_other_half(each, fact, wanted)), None)
    if other is None:
        return None
    recorded = fact if fact.kind == "share.recorded" else other
    has_words = target.counts is not Counted.OWN_WORDS or recorded.values["own_words"] is True
    if not has_words or not _within(recorded, target):
        return None
    return Contribution(fact.person, str(recorded.values["article"]), 1)


def _is_other_half(other: Fact, fact: Fact, kind: str | None) -> bool:
    return (other.kind, other.object_id, other.person) == (kind, fact.object_id, fact.person)


def _counted_alone(fact: Fact, counts: Counted) -> tuple[str, int]:
    if counts is Counted.VISITORS:
        return "visits.settled", int(str(fact.values.get("visitors", 0)))
    return "article.read", 1


def _within(fact: Fact, target: Target) -> bool:
    return target.starts_at <= fact.occurred_at < target.ends_at


def amount_after(counts: Counted, before: int, more: int) -> int:
    """A person's amount after one more contribution: a person counts once among sharers."""
    return min(1, before + more) if counts is Counted.SHARERS else before + more


def contributions(facts: Iterable[Fact], target: Target) -> dict[str, int]:
    """What each person brought, from all facts at once: the same as one after the other, in any order."""
    amounts: dict[str, int] = {}
    known: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found = contribution(fact, known[fact.object_id], target)
        known[fact.object_id].append(fact)
        if found is not None:
            amounts[found.person] = amount_after(target.counts, amounts.get(found.person, 0), found.amount)
    return amounts

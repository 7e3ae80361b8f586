"""Limits: which counters a fact uses under a rule, and how much room they leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo

from .facts import Fact
from .periods import PeriodKind, period_of
from .rules import Limit, LimitPer, Rule

CounterKey = tuple[str, str]
Usage = Mapping[CounterKey, int]
Counts = Literal["times", "units"]
LONGEST_KEY = 160


@dataclass(frozen=True, slots=True)
class Counter:
    """One capped count that a fact draws on: how many times, or units, in one scope and window."""

    scope_key: str
    window_key: str
    cap: int
    counts: Counts
    limit: Limit

    @property
    def key(self) -> CounterKey:
        """Where its use stands in a Usage."""
        return self.scope_key, self.window_key


@dataclass(frozen=True, slots=True)
class LimitUse:
    """What a decision took from one counter; a void gives exactly this back."""

    scope_key: str
    window_key: str
    amount: int
    cap: int
    counts: Counts


def counters(fact: Fact, rule: Rule, zone: ZoneInfo) -> tuple[Counter, ...]:
    """The counters of each limit of the rule, for this fact; the rule's version is no part of their keys."""
    return tuple(_counter(fact, rule.key, limit, zone) for limit in rule.spec.limits)


def counter_keys(fact: Fact, rules: Iterable[Rule], zone: ZoneInfo) -> frozenset[CounterKey]:
    """Every counter that evaluating the fact may read: what a caller loads to make the Usage."""
    matching = (rule for rule in rules if rule.spec.when == fact.kind)
    return frozenset(counter.key for rule in matching for counter in counters(fact, rule, zone))


def grantable(wanted: int, among: Iterable[Counter], usage: Usage) -> tuple[int, Counter | None]:
    """How many of the wanted units the counters allow, and the one that binds; times are all or nothing."""
    granted, binding = wanted, None
    for counter in among:
        room = max(0, counter.cap - usage.get(counter.key, 0))
        allowed = room if counter.counts == "units" else wanted if room else 0
        if allowed < granted:
            granted, binding = allowed, counter
    return granted, binding


def uses_of(units: int, among: Iterable[Counter]) -> tuple[LimitUse, ...]:
    """What granting so many units takes from each counter."""
    return tuple(
        LimitUse(each.scope_key, each.window_key, units if each.counts == "units" else 1, each.cap, each.counts)
        for each in among
    )


def add_usage(usage: Usage, uses: Iterable[LimitUse]) -> dict[CounterKey, int]:
    """The usage after a decision."""
    return _shift(usage, uses, 1)


def release_usage(usage: Usage, uses: Iterable[LimitUse]) -> dict[CounterKey, int]:
    """The usage after the decision was voided; a reversal for fraud gives nothing back."""
    return _shift(usage, uses, -1)


def _counter(fact: Fact, rule_key: str, limit: Limit, zone: ZoneInfo) -> Counter:
    counts: Counts = "times" if limit.max_units is None else "units"
    cap = limit.max_times if limit.max_units is None else limit.max_units
    scope = "/".join([f"{name}={_quoted(_scope_value(fact, name))}" for name in limit.scope])
    return Counter(
        _within(f"{rule_key}/{counts}/{scope}"),
        _window_key(fact.occurred_at, limit.per, zone),
        cap or 0,
        counts,
        limit,
    )


def _within(scope_key: str) -> str:
    """A key that a column holds: a longer one would refuse the fact itself."""
    if len(scope_key) <= LONGEST_KEY:
        return scope_key
    return f"{scope_key[: LONGEST_KEY - 65]}#{sha256(scope_key.encode()).hexdigest()}"


def _scope_value(fact: Fact, name: str) -> str:
    match name:
        case "rule":
            return ""
        case "person":
            return fact.person
        case "object":
            return fact.object_id
        case _:
            return str(fact.values[name])


@lru_cache(maxsize=8192)  # a replay asks for the same people and instants again and again
def _quoted(value: str) -> str:
    return quote(value, safe="")


@lru_cache(maxsize=8192)
def _window_key(instant: datetime, per: LimitPer, zone: ZoneInfo) -> str:
    return "ever" if per is LimitPer.EVER else period_of(instant, PeriodKind(per.value), zone).key


def _shift(usage: Usage, uses: Iterable[LimitUse], sign: int) -> dict[CounterKey, int]:
    shifted = dict(usage)
    for use in uses:
        key = use.scope_key, use.window_key
        shifted[key] = shifted.get(key, 0) + sign * use.amount
    return {key: count for key, count in shifted.items() if count}

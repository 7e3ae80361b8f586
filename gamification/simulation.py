"""Replay: the past as steps, in the order in which it was recorded, through any rules; the same evaluate()."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from zoneinfo import ZoneInfo

from .evaluation import Decision, evaluate
from .facts import Fact
from .ledger import Charge
from .limits import CounterKey, LimitUse
from .rules import ConfirmMode, Rule

Left = Mapping[str | None, int | None]
About = tuple[str, str, str]
AwardKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Happened:
    """A fact was recorded; `at` (aware UTC, as in every step) is when, and not when it happened."""

    fact: Fact
    at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """An award was void: budget and limits have it back. `whole`: with it, all that waited for the same object."""

    fact: Fact
    rule_key: str
    at: datetime
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """Points came into budgets, or left them where negative; `uses` is room that limits had back besides."""

    charges: tuple[Charge, ...]
    at: datetime
    uses: tuple[LimitUse, ...] = ()


Step = Happened | Ended | Moved


@dataclass(frozen=True, slots=True)
class InForce:
    """A version of a rule and the instants between which it decided; None is open, `active_to` is outside."""

    rule: Rule
    active_from: datetime | None = None
    active_to: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it decided on what happened at that instant."""
        begun = self.active_from is None or self.active_from <= at
        return begun and (self.active_to is None or at < self.active_to)


@dataclass(frozen=True, slots=True)
class OpenCampaign:
    """A campaign's dates (None: open), and whether its purse pays what is left when that is too little."""

    key: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    pays_partly: bool = False

    def holds(self, at: datetime) -> bool:
        """Whether its purse is open at that instant."""
        begun = self.starts_at is None or self.starts_at <= at
        return begun and (self.ends_at is None or at < self.ends_at)


@dataclass(frozen=True, slots=True)
class Start:
    """What was used of limits and left in purses (the programme's under None; a value None: no bound) before."""

    usage: Mapping[CounterKey, int] = field(default_factory=dict)
    left: Left = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the rules decide on one fact, and what the purses hold afterwards."""

    fact: Fact
    at: datetime
    decisions: tuple[Decision, ...]
    left: Left


@dataclass(frozen=True, slots=True)
class GivenBack:
    """An award of the replay that was void."""

    fact: Fact
    at: datetime
    decision: Decision
    left: Left


def replay(
    steps: Iterable[Step],
    rules: Sequence[InForce],
    start: Start,
    zone: ZoneInfo,
    campaigns: Iterable[OpenCampaign] = (),
    *,
    lapses: bool = False,
    explain: bool = False,
) -> Iterator[Replayed | GivenBack]:
    """Decide again on every fact, in linear time; the arguments stay as they are.

    `lapses`: an award also ends when nothing confirmed it within its rule's days; without it, only when a step says
    so. A fact is decided by the rules in force when it happened. `explain` adds decisions of rules not concerned.
    """
    state = _State(dict(start.usage), dict(start.left))
    book, purses = _by_kind(rules), {each.key: each for each in campaigns}
    for step in steps:
        if lapses:
            yield from state.lapsed(step.at)
        match step:
            case Moved():
                state.move(step.charges, step.uses)
            case Ended():
                yield from state.end(step)
            case Happened(fact, at):
                decisions = _decide(fact, book, state, purses, zone, explain)
                state.keep(fact, at, decisions)
                yield Replayed(fact, at, decisions, dict(state.left))


def _by_kind(rules: Iterable[InForce]) -> dict[str, list[InForce]]:
    found: dict[str, list[InForce]] = defaultdict(list)
    for each in rules:
        found[each.rule.spec.when].append(each)
    return found


def _decide(
    fact: Fact,
    book: Mapping[str, list[InForce]],
    state: "_State",
    purses: Mapping[str, OpenCampaign],
    zone: ZoneInfo,
    explain: bool,
) -> tuple[Decision, ...]:
    rules = [each.rule for each in book.get(fact.kind, ()) if each.holds(fact.occurred_at)]
    if not rules:
        return ()
    named = {rule.spec.campaign for rule in rules if rule.spec.campaign}
    opened = [purses[key] for key in named if key in purses and purses[key].holds(fact.occurred_at)]
    return tuple(
        evaluate(
            fact,
            rules,
            state.usage,
            zone,
            state.left.get(None, 0),
            campaigns={each.key: state.left.get(each.key) or 0 for each in opened},
            partly={each.key for each in opened if each.pays_partly},
            explain=explain,
        )
    )


@dataclass(slots=True)
class _State:
    """The tally of a replay: changed in place, because a copy for each fact would make the time quadratic."""

    usage: dict[CounterKey, int]
    left: dict[str | None, int | None]
    given: dict[AwardKey, tuple[Fact, Decision]] = field(default_factory=dict)
    waiting: dict[About, dict[AwardKey, str | None]] = field(default_factory=dict)
    due: list[tuple[datetime, AwardKey]] = field(default_factory=list)

    def move(self, charges: Iterable[Charge], uses: Iterable[LimitUse] = ()) -> None:
        """Points come back into purses, and room into limits."""
        for charge in charges:
            if (left := self.left.get(charge.campaign, 0)) is not None:
                self.left[charge.campaign] = left + charge.points
        for use in uses:
            key = use.scope_key, use.window_key
            self.usage[key] = self.usage.get(key, 0) - use.amount

    def keep(self, fact: Fact, at: datetime, decisions: Iterable[Decision]) -> None:
        """Take what was decided from limits and purses; what waited for this fact waits no more."""
        for decision in decisions:
            if decision.gives:
                self._take(decision)
                self._remember(fact, at, decision)
        if waiting := self.waiting.get(_about(fact)):
            for key in [key for key, kind in waiting.items() if kind == fact.kind]:
                del waiting[key]

    def _take(self, decision: Decision) -> None:
        for use in decision.uses:
            key = use.scope_key, use.window_key
            self.usage[key] = self.usage.get(key, 0) + use.amount
        self.move(Charge(each.campaign, -each.points) for each in decision.charges)

    def _remember(self, fact: Fact, at: datetime, decision: Decision) -> None:
        key, confirm = (fact.key, decision.rule_key), decision.confirm
        self.given[key] = fact, decision
        if confirm.mode is ConfirmMode.ON_FACT:
            self.waiting.setdefault(_about(fact), {})[key] = confirm.fact_kind
            if confirm.void_after_days is not None:
                heappush(self.due, (at + timedelta(days=confirm.void_after_days), key))

    def end(self, step: Ended) -> Iterator[GivenBack]:
        """Void the award itself, and all that waited for the same object where the step says so."""
        waiting = self.waiting.get(_about(step.fact), {})
        keys = dict.fromkeys([(step.fact.key, step.rule_key), *(waiting if step.whole else ())])
        for key in keys:
            waiting.pop(key, None)
            if key in self.given:
                yield self._void(key, step.at)

    def lapsed(self, now: datetime) -> Iterator[GivenBack]:
        """Void what nothing has confirmed in its days."""
        while self.due and self.due[0][0] <= now:
            at, key = heappop(self.due)
            waiting = self.waiting.get(_about(self.given[key][0]), {}) if key in self.given else {}
            if key in waiting:
                del waiting[key]
                yield self._void(key, at)

    def _void(self, key: AwardKey, at: datetime) -> GivenBack:
        fact, decision = self.given.pop(key)
        self.move(decision.charges, decision.uses)
        return GivenBack(fact, at, decision, dict(self.left))


def _about(fact: Fact) -> About:
    return fact.object_type, fact.object_id, fact.person

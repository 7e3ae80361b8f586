"""Replay: what happened, judged again by any rules through the one evaluate(); the past itself stays as it is."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from .evaluation import Decision, confirms, evaluate
from .facts import Fact
from .limits import CounterKey
from .rules import ConfirmMode, Rule

ALWAYS_FROM = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class InForce:
    """A rule version and the instants (aware, UTC) between which it decides; `active_to` is outside, None is open."""

    rule: Rule
    active_from: datetime = ALWAYS_FROM
    active_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenCampaign:
    """A campaign whose purse may pay between two instants, and whether it pays what is left when that is too little."""

    key: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    pays_partly: bool = False

    def is_open(self, at: datetime) -> bool:
        """Whether it pays at an instant; its end is outside."""
        return (self.starts_at is None or self.starts_at <= at) and (self.ends_at is None or at < self.ends_at)


@dataclass(frozen=True, slots=True)
class Happened:
    """A fact came in."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Ended:
    """What waited for an object is void: of one rule, or of all (None). Points and room in limits come back."""

    object_type: str
    object_id: str
    person: str
    rule_key: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Points that came into a budget (a campaign's, or the programme's: None) or left it, other than by awards."""

    campaign: str | None
    points: int


Step = Happened | Ended | Moved
Given = tuple[Fact, Decision]


@dataclass(frozen=True, slots=True)
class Start:
    """Where a replay begins: limits used, points in each budget, awards that wait."""

    usage: Mapping[CounterKey, int] = field(default_factory=dict)
    budgets: Mapping[str | None, int] = field(default_factory=dict)
    waiting: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class Replayed:
    """One step judged again: the decisions on its fact, and the awards that it made void."""

    fact: Fact | None
    decisions: tuple[Decision, ...] = ()
    voided: tuple[Given, ...] = ()


class Replay:
    """A history judged by rules. Iterate once; then `budgets` and `waiting` are what is left at its end."""

    def __init__(
        self,
        rules: Sequence[InForce],
        zone: ZoneInfo,
        *,
        campaigns: Sequence[OpenCampaign] = (),
        start: Start | None = None,
        explained: str | None = None,
    ) -> None:
        """`explained` names a kind of facts whose quiet decisions are given too."""
        start = start or Start()
        self.zone, self.explained = zone, explained
        self.budgets: dict[str | None, int] = dict(start.budgets)
        self.waiting: dict[tuple[str, str, str], list[Given]] = {}
        self._usage: dict[CounterKey, int] = dict(start.usage)
        self._campaigns = {each.key: each for each in campaigns}
        self._timetable = _Timetable(rules)
        for fact, decision in start.waiting:
            self._wait(fact, decision)

    def run(self, steps: Iterable[Step]) -> Iterator[Replayed]:
        """Each step in its order: linear in their number."""
        for step in steps:
            match step:
                case Happened(fact):
                    yield Replayed(fact, self._judge(fact))
                case Ended():
                    yield Replayed(None, (), self._end(step))
                case Moved(campaign, points):
                    self.budgets[campaign] = self.budgets.get(campaign, 0) + points

    def _judge(self, fact: Fact) -> tuple[Decision, ...]:
        rules = self._timetable.at(fact.kind, fact.occurred_at)
        purses = self._open_purses(rules, fact.occurred_at) if rules else {}
        decisions = evaluate(
            fact,
            rules,
            self._usage,
            self.zone,
            self.budgets.get(None, 0),
            campaigns={key: self.budgets.get(key, 0) for key in purses},
            partly=[key for key, campaign in purses.items() if campaign.pays_partly],
            explain=fact.kind == self.explained,
        )
        for decision in decisions:
            self._take(fact, decision)
        self._confirm(fact)
        return tuple(decisions)

    def _open_purses(self, rules: Sequence[Rule], at: datetime) -> dict[str, OpenCampaign]:
        named = {rule.spec.campaign for rule in rules if rule.spec.campaign} & self._campaigns.keys()
        return {key: self._campaigns[key] for key in sorted(named) if self._campaigns[key].is_open(at)}

    def _take(self, fact: Fact, decision: Decision) -> None:
        self._move(decision, 1)
        if decision.gives and decision.confirm.mode is not ConfirmMode.IMMEDIATELY:
            self._wait(fact, decision)

    def _wait(self, fact: Fact, decision: Decision) -> None:
        self.waiting.setdefault((fact.object_type, fact.object_id, fact.person), []).append((fact, decision))

    def _confirm(self, later: Fact) -> None:
        about = (later.object_type, later.object_id, later.person)
        if about in self.waiting:
            still = [each for each in self.waiting[about] if not confirms(each[1].confirm, each[0], later)]
            self.waiting[about] = still

    def _end(self, step: Ended) -> tuple[Given, ...]:
        about = (step.object_type, step.object_id, step.person)
        ended = [each for each in self.waiting.get(about, ()) if step.rule_key in (None, each[1].rule_key)]
        for each in ended:
            self.waiting[about].remove(each)
            self._move(each[1], -1)
        return tuple(ended)

    def _move(self, decision: Decision, sign: int) -> None:
        for use in decision.uses:
            key = (use.scope_key, use.window_key)
            self._usage[key] = self._usage.get(key, 0) + sign * use.amount
        for charge in decision.charges:
            self.budgets[charge.campaign] = self.budgets.get(charge.campaign, 0) - sign * charge.points


class _Timetable:
    """Which rules decide on a kind of facts at an instant: looked up, not searched."""

    def __init__(self, rules: Sequence[InForce]) -> None:
        self._kinds: dict[str, tuple[list[datetime], list[tuple[Rule, ...]]]] = {}
        for kind in {each.rule.spec.when for each in rules}:
            self._kinds[kind] = _spans([each for each in rules if each.rule.spec.when == kind])

    def at(self, kind: str, instant: datetime) -> tuple[Rule, ...]:
        """Those in force then."""
        starts, sets = self._kinds.get(kind, ([], []))
        place = bisect_right(starts, instant) - 1
        return sets[place] if place >= 0 else ()


def _spans(rules: Sequence[InForce]) -> tuple[list[datetime], list[tuple[Rule, ...]]]:
    bounds = {each.active_from for each in rules} | {each.active_to for each in rules if each.active_to is not None}
    starts = sorted(bounds)
    sets = [
        tuple(each.rule for each in rules if each.active_from <= at and (each.active_to is None or at < each.active_to))
        for at in starts
    ]
    return starts, sets

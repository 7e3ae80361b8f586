"""A dry run: a rule that is being written, over facts that came in, beside the rules in force. It gives nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from .distribution import gini, top_share
from .evaluation import Decision, Outcome
from .facts import Fact, FactValue
from .messages import MessageValue
from .periods import PeriodKind, period_of
from .rules import ConfirmMode, Grant, LimitPer, Rule
from .simulation import Given, Happened, InForce, Moved, OpenCampaign, Replay, Start, Step

CENTS_PER_POINT = 5
EXAMPLES = 6
TOLD_EVERY = 200
SHOWN_FIELDS = frozenset(
    {"channel", "channel_pays", "own_words", "onboarded", "article_active", "level", "visitors", "hot", "outside",
     "conflict", "took_part", "with_words"}
)  # fmt: skip
_LIMITED = frozenset({Outcome.CAPPED, Outcome.PARTIAL})
Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class History:
    """What came in between two aware instants, in the order in which it was recorded, and what stood before."""

    steps: tuple[Step, ...]
    since: datetime
    until: datetime
    start: Start
    campaigns: tuple[OpenCampaign, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """One ISO week: points of the whole programme with the draft, and what its budget had left at the end."""

    key: str
    points: int
    budget_left: int


@dataclass(frozen=True, slots=True)
class Example:
    """One fact under the draft; its values name nobody and nothing that leads to somebody."""

    kind: str
    values: Mapping[str, FactValue]
    outcome: str
    reason: str
    reason_values: Mapping[str, MessageValue]
    points: int
    recognition: int


@dataclass(frozen=True, slots=True)
class DryRun:
    """The figures of a draft: its own points, awards and people, and what it changes for everybody.

    Points are whole points, `cents` euro cents, shares and Gini basis points over the people who earned anything.
    """

    days: int
    facts: int
    points: int
    recognition: int
    awards: int
    people: int
    cents: int
    weeks: tuple[Week, ...]
    weekly_budget: int
    empty_week: str | None
    top_1: int
    top_10: int
    gini: int
    newly_capped: int
    gainers: int
    losers: int
    gained: int
    lost: int
    examples: tuple[Example, ...]
    advised_cap: int | None = None
    advised_per: str | None = None
    advised_points: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


def dry_run_from_dict(stored: Mapping[str, Any]) -> DryRun:
    """What `to_dict` wrote."""
    weeks = tuple(Week(**each) for each in stored["weeks"])
    return DryRun(**{**stored, "weeks": weeks, "examples": tuple(Example(**each) for each in stored["examples"])})


def dry_run(
    history: History, active: Sequence[Rule], draft: Rule, zone: ZoneInfo, tell: Tell = lambda done: None
) -> DryRun:
    """Replay the history twice, both rule books as if they had always been in force.

    `tell` hears how many steps are done, of twice the history's.
    """
    others = [rule for rule in active if rule.key != draft.key]
    before = _Tally(history, zone, draft.key)
    before.play(_always(active), tell, 0)
    after = _Tally(history, zone, draft.key)
    after.play(_always([*others, draft]), tell, len(history.steps), examined=draft.spec.when)
    found = _figures(history, before, after)
    return found if found.empty_week is None else _advised(found, history, others, draft, zone)


def _always(rules: Sequence[Rule]) -> list[InForce]:
    return [InForce(rule) for rule in rules]


class _Tally:
    """What one replay gives, by person and by week; what turns out void is taken off again."""

    def __init__(self, history: History, zone: ZoneInfo, rule_key: str) -> None:
        self.history, self.zone, self.rule_key = history, zone, rule_key
        self.people: Counter[str] = Counter()
        self.weeks: Counter[str] = Counter()
        self.left: dict[str, int] = {}
        self.own: Counter[str] = Counter()
        self.own_awards: Counter[str] = Counter()
        self.recognition = 0
        self.capped: set[str] = set()
        self.examples: list[Example] = []

    def play(self, rules: Sequence[InForce], tell: Tell, told: int, examined: str | None = None) -> None:
        """Replay everything and count."""
        replay = Replay(
            rules, self.zone, campaigns=self.history.campaigns, start=self.history.start, explained=examined
        )
        for done, step in enumerate(replay.run(self.history.steps), start=1):
            if step.fact is not None:
                for decision in step.decisions:
                    self._count(step.fact, decision, 1)
                self.left[self._week(step.fact.occurred_at)] = replay.budgets.get(None, 0)
            for fact, decision in step.voided:
                self._count(fact, decision, -1)
            if done % TOLD_EVERY == 0:
                tell(told + done)
        for fact, decision in self._hopeless(replay):
            self._count(fact, decision, -1)

    def _hopeless(self, replay: Replay) -> Iterator[Given]:
        """What waited longer than its rule lets it, and was never confirmed: it would have been void."""
        for waiting in replay.waiting.values():
            for fact, decision in waiting:
                days = decision.confirm.void_after_days
                on_fact = decision.confirm.mode is ConfirmMode.ON_FACT
                if on_fact and days is not None and fact.occurred_at + timedelta(days=days) < self.history.until:
                    yield fact, decision

    def _count(self, fact: Fact, decision: Decision, sign: int) -> None:
        if fact.occurred_at >= self.history.since:
            self.people[fact.person] += sign * decision.points
            self.weeks[self._week(fact.occurred_at)] += sign * decision.points
        points = self._own_points(decision)
        if decision.rule_key == self.rule_key:
            self.recognition += sign * decision.recognition
            if decision.outcome in _LIMITED:
                self.capped.add(fact.person)
            if sign > 0:
                self._show(fact, decision)
        if points or (decision.rule_key == self.rule_key and decision.gives):
            self.own[fact.person] += sign * points
            self.own_awards[fact.person] += sign

    def _own_points(self, decision: Decision) -> int:
        """What the rule itself gives: its award, or its part of another's when it multiplies."""
        if decision.rule_key == self.rule_key:
            return decision.points
        boosted = decision.reason.key == "awarded.boosted" and decision.reason.values.get("rule") == self.rule_key
        return int(str(decision.reason.values["points"])) if boosted else 0

    def _show(self, fact: Fact, decision: Decision) -> None:
        values = {name: value for name, value in fact.values.items() if name in SHOWN_FIELDS}
        reason = decision.reason
        shown = Example(
            fact.kind, values, decision.outcome.value, reason.key, dict(reason.values), decision.points,
            decision.recognition,
        )  # fmt: skip
        # The newest of each kind of outcome, so that a rule's refusals are seen beside what it gives.
        same = [each for each in self.examples if (each.outcome, each.reason) == (shown.outcome, shown.reason)]
        if len(same) >= 2:
            self.examples.remove(same[0])
        self.examples.append(shown)

    def _week(self, at: datetime) -> str:
        return period_of(at, PeriodKind.WEEK, self.zone).key


def _figures(history: History, before: _Tally, after: _Tally) -> DryRun:
    earned = [points for points in after.people.values() if points > 0]
    changes = [after.people[who] - before.people[who] for who in after.people.keys() | before.people.keys()]
    weeks = tuple(Week(key, after.weeks[key], after.left.get(key, 0)) for key in sorted(after.weeks))
    points = sum(after.own.values())
    budget = history.start.budgets.get(None, 0) + _funded(history)
    return DryRun(
        days=(history.until - history.since).days,
        facts=sum(isinstance(step, Happened) for step in history.steps),
        points=points,
        recognition=after.recognition,
        awards=sum(after.own_awards.values()),
        people=sum(count > 0 for count in after.own_awards.values()),
        cents=points * CENTS_PER_POINT,
        weeks=weeks,
        weekly_budget=budget // max(1, len(weeks)),
        empty_week=next((week.key for week in weeks if week.budget_left <= 0 < week.points), None),
        top_1=top_share(earned, 1),
        top_10=top_share(earned, 10),
        gini=gini(earned),
        newly_capped=len(after.capped - before.capped),
        gainers=sum(change > 0 for change in changes),
        losers=sum(change < 0 for change in changes),
        gained=sum(change for change in changes if change > 0),
        lost=-sum(change for change in changes if change < 0),
        examples=tuple(reversed(after.examples[-EXAMPLES:])),
    )


def _funded(history: History) -> int:
    return sum(step.points for step in history.steps if isinstance(step, Moved) and step.campaign is None)


def _advised(found: DryRun, history: History, others: Sequence[Rule], draft: Rule, zone: ZoneInfo) -> DryRun:
    """The highest daily or weekly cap under the draft's with which the budget lasts, if there is one."""
    for cap, per, lower in _lower_caps(draft):
        tally = _Tally(history, zone, draft.key)
        tally.play(_always([*others, lower]), lambda done: None, 0)
        if all(left > 0 for left in tally.left.values()):
            return replace(found, advised_cap=cap, advised_per=per, advised_points=sum(tally.own.values()))
    return found


def _lower_caps(draft: Rule) -> Iterator[tuple[int, str, Rule]]:
    limits = draft.spec.limits
    place = next(
        (n for n, each in enumerate(limits) if each.scope == ("person",) and each.per in (LimitPer.DAY, LimitPer.WEEK)),
        None,
    )
    most = limits[place].max_times if place is not None else None
    if place is None or most is None or not isinstance(draft.spec.then, Grant):
        return
    for cap in range(most - 1, 0, -1):
        lower = (*limits[:place], replace(limits[place], max_times=cap), *limits[place + 1 :])
        yield cap, limits[place].per.value, replace(draft, spec=replace(draft.spec, limits=lower))

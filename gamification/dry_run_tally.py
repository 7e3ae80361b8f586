"""What a replay comes to: the sums of a dry run, kept while it goes by."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime

from .dry_run_report import MOST_EXAMPLES, Example
from .evaluation import QUIET, Decision, Outcome
from .facts import FACT_KINDS, Fact, FactValue, FieldType
from .rules import Multiply, Rule
from .simulation import GivenBack, Replayed

RECENT = 200  # facts among which examples are chosen
MINIMUM_CROWD = 5  # people below whom an example could be somebody


@dataclass(slots=True)
class Tally:
    """Sums about one rule (`about`) and about everybody's points under all rules, recognition included."""

    about: Rule
    left_before: int | None
    facts: int = 0
    points: int = 0
    recognition: int = 0
    awards: int = 0
    people: set[str] = field(default_factory=set)
    earned: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    by_person: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    capped: set[str] = field(default_factory=set)
    short: list[datetime] = field(default_factory=list)
    amounts: list[tuple[datetime, int]] = field(default_factory=list)
    purse: dict[datetime, int | None] = field(default_factory=dict)
    recent: deque[tuple[Fact, Decision]] = field(default_factory=lambda: deque(maxlen=RECENT))

    def add(self, each: Replayed | GivenBack) -> None:
        """One event of the replay."""
        self.purse[each.at] = each.left.get(self.about.spec.campaign, 0)
        if isinstance(each, GivenBack):
            self._count(each.fact, each.decision, -1)
            return
        self.facts += 1
        self.people.add(each.fact.person)
        for decision in each.decisions:
            self._note(each.fact, each.at, decision)
            if decision.gives:
                self._count(each.fact, decision, 1)

    def left_by(self, at: datetime, otherwise: int | None) -> int | None:
        """What the purse held at an instant, as far as the replay says."""
        known = [each for each in self.purse if each < at]
        return self.purse[max(known)] if known else otherwise

    def _note(self, fact: Fact, at: datetime, decision: Decision) -> None:
        if decision.reason.key.startswith("budget.") or decision.reason.key == "awarded.without_boost":
            self.short.append(at)
        if not self._is_about(decision):
            return
        self.recent.append((fact, decision))
        if decision.reason.key.startswith("limit."):
            self.capped.add(fact.person)

    def _is_about(self, decision: Decision) -> bool:
        return self.about.key in (decision.rule_key, decision.reason.values.get("rule"))

    def _count(self, fact: Fact, decision: Decision, sign: int) -> None:
        self.earned[fact.person] += sign * decision.xp
        if not self._is_about(decision):
            return
        points, recognition = self._own(decision)
        if points + recognition == 0:
            return
        self.points += sign * points
        self.recognition += sign * recognition
        self.awards += sign
        self.by_person[fact.person] += sign * (points + recognition)
        self.amounts.append((fact.occurred_at, sign * points))

    def _own(self, decision: Decision) -> tuple[int, int]:
        """What this rule gave: of a multiplier, the boost that was paid."""
        if not isinstance(self.about.spec.then, Multiply):
            own = decision.rule_key == self.about.key
            return (decision.points, decision.recognition) if own else (0, 0)
        values = decision.reason.values
        boosted = decision.reason.key in ("awarded.boosted", "budget.campaign")
        paid = values.get("paid", values.get("points", 0)) if boosted else 0
        return (paid, 0) if isinstance(paid, int) else (0, 0)

    def examples(self) -> tuple[Example, ...]:
        """The latest of each outcome first, then the latest others; none where they could be somebody."""
        if len({fact.person for fact, _ in self.recent}) < MINIMUM_CROWD:
            return ()
        latest = list(reversed(self.recent))
        telling: dict[tuple[Outcome, str], int] = {}
        for place, (_, decision) in enumerate(latest):
            telling.setdefault((decision.outcome, decision.reason.key), place)
        chosen = sorted(
            dict.fromkeys([*telling.values(), *range(len(latest))]), key=lambda n: n not in telling.values()
        )
        return tuple(_example(*latest[place]) for place in sorted(chosen[:MOST_EXAMPLES]))


def _example(fact: Fact, decision: Decision) -> Example:
    concerned = decision.outcome not in QUIET
    return Example(
        fact.kind,
        _telling(fact),
        decision.outcome.value,
        decision.reason.key,
        dict(decision.reason.values),
        decision.points if concerned else 0,
        decision.recognition if concerned else 0,
    )


def _telling(fact: Fact) -> dict[str, FactValue]:
    """What says how it was without saying whose: flags, counts and the network."""
    schema = FACT_KINDS.get(fact.kind, {})
    return {
        name: value
        for name, value in fact.values.items()
        if name == "channel" or (schema.get(name) in (FieldType.FLAG, FieldType.NUMBER) and name != "level")
    }

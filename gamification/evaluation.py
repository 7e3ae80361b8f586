"""Evaluation: the single door through which points come, for real, in a preview and in a replay."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from .budgets import Payment, Purses, charge
from .conditions import failed_group, is_open
from .facts import Fact
from .ledger import Charge
from .limits import Counter, LimitUse, Usage, counters, grantable, uses_of
from .messages import Message, MessageValue
from .rules import IMMEDIATELY, Condition, Confirm, ConfirmMode, Grant, Multiply, Rule


class Outcome(StrEnum):
    """What became of one fact under one rule."""

    AWARDED = "awarded"
    PARTIAL = "partial"
    CAPPED = "capped"
    BUDGET_EXHAUSTED = "budget_exhausted"
    INELIGIBLE = "ineligible"
    SUPERSEDED = "superseded"
    OUT_OF_WINDOW = "out_of_window"
    NOT_MATCHED = "not_matched"


@dataclass(frozen=True, slots=True)
class Decision:
    """What one rule gives for one fact, or why it gives nothing; `uses` is what it took from the limits."""

    rule_key: str
    rule_version: int
    outcome: Outcome
    reason: Message
    points: int = 0
    recognition: int = 0
    units: int = 0
    confirm: Confirm = IMMEDIATELY
    uses: tuple[LimitUse, ...] = ()
    charges: tuple[Charge, ...] = ()

    @property
    def gives(self) -> bool:
        """Whether there is anything to post: an exhausted budget can still leave recognition."""
        return bool(self.points or self.recognition)

    @property
    def xp(self) -> int:
        """What it adds to levels and standings."""
        return self.points + self.recognition


QUIET = frozenset({Outcome.NOT_MATCHED, Outcome.OUT_OF_WINDOW})


def evaluate(
    fact: Fact,
    rules: Iterable[Rule],
    usage: Usage,
    zone: ZoneInfo,
    budget_left: int | None,
    *,
    campaigns: Mapping[str, int] | None = None,
    partly: Collection[str] = (),
    explain: bool = False,
) -> list[Decision]:
    """One decision per rule that is concerned, by position then key; `explain` adds those that are not.

    `budget_left` is the programme's, in points (None: no bound); a campaign missing in `campaigns` has none.
    A campaign in `partly` pays what it has left, in whole units; the others, and the programme, all or nothing.
    """
    ordered = sorted(rules, key=lambda rule: (rule.position, rule.key))
    refused = {rule.key: refusal for rule in ordered if (refusal := _screen(fact, rule)) is not None}
    matching = [rule for rule in ordered if rule.key not in refused]
    left: dict[str | None, int | None] = {None: budget_left}
    left.update(campaigns or {})
    purses = Purses(left, partly)
    decisions = []
    for rule in ordered:
        if rule.key in refused:
            decisions.append(refused[rule.key])
        elif isinstance(rule.spec.then, Grant):
            decisions.append(_decide(fact, rule, rule.spec.then, matching, usage, zone, purses))
    return [each for each in decisions if explain or each.outcome not in QUIET]


def confirms(confirm: Confirm, awarded_for: Fact, later: Fact) -> bool:
    """Whether a later fact, about the same object, is the one an award was waiting for."""
    same_object = (awarded_for.object_type, awarded_for.object_id) == (later.object_type, later.object_id)
    return confirm.mode is ConfirmMode.ON_FACT and later.kind == confirm.fact_kind and same_object


def _screen(fact: Fact, rule: Rule) -> Decision | None:
    spec = rule.spec
    if spec.when != fact.kind:
        return _refuse(rule, Outcome.NOT_MATCHED, Message("not_matched.kind", {"kind": fact.kind}))
    if (group := failed_group(fact, spec.conditions)) is not None:
        return _refuse(rule, Outcome.NOT_MATCHED, _unmet("not_matched", group))
    if not is_open(spec.window, fact.occurred_at):
        return _refuse(rule, Outcome.OUT_OF_WINDOW, Message("out_of_window"))
    if isinstance(spec.then, Grant) and _units(fact, spec.then) == 0:
        return _refuse(rule, Outcome.NOT_MATCHED, Message("not_matched.no_units"))
    if (group := failed_group(fact, spec.eligibility)) is not None:
        return _refuse(rule, Outcome.INELIGIBLE, _unmet("ineligible", group))
    return None


def _decide(
    fact: Fact,
    rule: Rule,
    grant: Grant,
    matching: Sequence[Rule],
    usage: Usage,
    zone: ZoneInfo,
    purses: Purses,
) -> Decision:
    if (better := _best_of_group(fact, rule, matching)) is not rule:
        return _refuse(rule, Outcome.SUPERSEDED, Message("superseded", {"rule": better.key}))
    wanted, available = _units(fact, grant), counters(fact, rule, zone)
    units, binding = grantable(wanted, available, usage)
    if units == 0 and binding is not None:
        return _refuse(rule, Outcome.CAPPED, _limit_reason(binding))
    step = 1 if grant.unit_field is None else max(1, grant.points)
    payment = charge(rule, grant.points * units, step, matching, purses)
    recognition = grant.recognition * units
    if grant.unit_field is not None and payment.base and not recognition:
        units = payment.base // step
    uses = uses_of(units, available) if payment.points or recognition else ()
    return Decision(
        rule.key,
        rule.version,
        *_outcome(payment, binding),
        payment.points,
        recognition,
        units,
        rule.spec.confirm,
        uses,
        payment.charges,
    )


def _outcome(payment: Payment, binding: Counter | None) -> tuple[Outcome, Message]:
    if payment.is_short:
        return Outcome.PARTIAL if payment.points else Outcome.BUDGET_EXHAUSTED, payment.reason
    if binding is not None:
        return Outcome.PARTIAL, _limit_reason(binding)
    return Outcome.AWARDED, payment.reason


def _best_of_group(fact: Fact, rule: Rule, matching: Sequence[Rule]) -> Rule:
    if rule.spec.stack_group is None:
        return rule
    rivals = [each for each in matching if each.spec.stack_group == rule.spec.stack_group]
    # The rules stand in their fixed order and max keeps the first of equals.
    return max(rivals, key=lambda each: _worth(fact, each.spec.then))


def _worth(fact: Fact, then: Grant | Multiply) -> int:
    return (then.points + then.recognition) * _units(fact, then) if isinstance(then, Grant) else -1


def _units(fact: Fact, grant: Grant) -> int:
    units = 1 if grant.unit_field is None else fact.values.get(grant.unit_field, 0)
    return units if isinstance(units, int) else 0


def _refuse(rule: Rule, outcome: Outcome, reason: Message) -> Decision:
    return Decision(rule.key, rule.version, outcome, reason)


def _unmet(prefix: str, group: tuple[Condition, ...]) -> Message:
    fields = tuple(each.field for each in group)
    return Message(f"{prefix}.{fields[0]}" if fields else prefix, {"fields": fields})


def _limit_reason(counter: Counter) -> Message:
    values: dict[str, MessageValue] = {
        "max": counter.cap,
        "counts": counter.counts,
        "scope": counter.limit.scope,
    }
    return Message(f"limit.{counter.limit.per}", values)

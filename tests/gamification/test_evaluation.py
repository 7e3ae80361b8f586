"""The single door."""

import os
import random
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import (
    Charge,
    Condition,
    Confirm,
    ConfirmMode,
    Decision,
    Fact,
    FactValue,
    Grant,
    Limit,
    LimitPer,
    Message,
    Multiply,
    Op,
    Outcome,
    Rule,
    RuleSpec,
    Window,
    confirms,
    evaluate,
    validate_fact,
)

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
VALUES: Mapping[str, FactValue] = {
    "article": "a1", "channel": "whatsapp", "channel_pays": True, "article_active": True, "own_words": True,
    "onboarded": True, "team": "north", "level": 2,
}  # fmt: skip
SHARE = Fact("share:1", "share.recorded", "ana", NOON, "share", "s1", VALUES)
WIDE = (Limit(("person",), LimitPer.DAY, max_times=3),)


def rule(key: str, position: int, then: Grant | Multiply, **parts: object) -> Rule:
    spec = RuleSpec("share.recorded", then, limits=WIDE if isinstance(then, Grant) else ())
    return Rule(key, 1, position, replace(spec, **parts))  # type: ignore[arg-type]


def decide(*rules: Rule, budget: int | None = None, explain: bool = False, **campaigns: int) -> list[Decision]:
    return evaluate(SHARE, rules, {}, PARIS, budget, campaigns=campaigns, explain=explain)


TEN = rule("ten", 1, Grant(10))
DOUBLE = rule("double", 5, Multiply(20_000, ("ten", "five")), campaign="spring")

teams = st.sampled_from(["north", "south"])
conditions = st.one_of(
    st.builds(Condition, st.just("team"), st.sampled_from([Op.IS, Op.IS_NOT]), teams),
    st.builds(Condition, st.just("level"), st.sampled_from([Op.AT_LEAST, Op.AT_MOST]), st.integers(0, 4)),
    st.builds(Condition, st.just("own_words"), st.just(Op.IS), st.booleans()),
)
groups = st.lists(st.lists(conditions, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple)
scopes = st.sampled_from([("person",), ("team",), ("rule",)])
limits = st.lists(
    st.builds(Limit, scopes, st.sampled_from(LimitPer), st.integers(1, 4)),
    min_size=1, max_size=2, unique_by=lambda limit: (limit.scope, limit.per),
).map(tuple)  # fmt: skip
keys = st.sampled_from("abcdefgh")
grants = st.builds(Grant, st.integers(0, 20), st.integers(1, 20), st.sampled_from([None, "level"]))
boosts = st.builds(
    Multiply, st.integers(10_001, 30_000), st.sets(keys, min_size=1).map(lambda each: tuple(sorted(each)))
)
specs = st.builds(
    RuleSpec,
    st.just("share.recorded"),
    grants | boosts,
    conditions=groups,
    limits=limits,
    campaign=st.sampled_from([None, None, "spring"]),
    eligibility=groups,
    stack_group=st.sampled_from([None, None, "pile"]),
)
rule_sets = st.lists(
    st.builds(Rule, keys, st.integers(1, 3), st.integers(1, 3), specs),
    max_size=6,
    unique_by=lambda each: each.key,
)
budgets = st.none() | st.integers(0, 80)


@given(rule_sets, budgets, st.integers(0, 60), st.randoms(use_true_random=False))
def test_the_same_input_gives_the_same_output(
    rules: list[Rule], budget: int | None, spring: int, shuffler: random.Random
) -> None:
    """Invariant 17: whatever the order of rules and of values, and asked twice."""
    expected = evaluate(SHARE, rules, {}, PARIS, budget, campaigns={"spring": spring}, explain=True)
    shuffled = shuffler.sample(rules, len(rules))
    turned = replace(SHARE, values=dict(sorted(VALUES.items(), reverse=True)))
    assert evaluate(turned, shuffled, {}, PARIS, budget, campaigns={"spring": spring}, explain=True) == expected
    assert evaluate(SHARE, rules, {}, PARIS, budget, campaigns={"spring": spring}, explain=True) == expected


def test_hash_seed_zone_and_locale_of_the_computer_change_nothing() -> None:
    """Invariant 17: what the same facts give is the same everywhere."""
    script = (
        "from tests.gamification.test_default_rules import *;"
        "facts = [share(1, own_words=True, hot=True), visits(1, 'x', 30), team_goal(1, 'a'), referral('hired')];"
        "print(run(*facts, hot_openings=15))"
    )
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Nuuk", "LC_ALL": "C.UTF-8"},
    ]
    told = [
        subprocess.run(
            [sys.executable, "-c", script], env=os.environ | each, capture_output=True, text=True, check=True
        ).stdout
        for each in surroundings
    ]
    assert told[0] == told[1]
    assert "R5" in told[0]


@given(rule_sets, budgets, st.integers(2, 9))
def test_a_version_s_number_alone_decides_nothing(rules: list[Rule], budget: int | None, number: int) -> None:
    """Invariant 19: what a version says decides, not which it is; a label is no part of a rule at all."""
    again = [replace(each, version=number) for each in rules]
    same = [replace(each, rule_version=number) for each in decide(*rules, budget=budget, explain=True, spring=9)]
    assert decide(*again, budget=budget, explain=True, spring=9) == same


@given(rule_sets, budgets, st.integers(0, 60))
def test_a_budget_is_never_passed(rules: list[Rule], budget: int | None, spring: int) -> None:
    decisions = evaluate(SHARE, rules, {}, PARIS, budget, campaigns={"spring": spring})
    charges = [charge for decision in decisions for charge in decision.charges]
    assert sum(each.points for each in charges if each.campaign == "spring") <= spring
    assert budget is None or sum(each.points for each in charges if each.campaign is None) <= budget
    assert all(sum(charge.points for charge in each.charges) == each.points for each in decisions)


@given(rule_sets)
def test_explaining_only_adds(rules: list[Rule]) -> None:
    quiet, full = decide(*rules), decide(*rules, explain=True)
    silent = {Outcome.NOT_MATCHED, Outcome.OUT_OF_WINDOW}
    assert quiet == [each for each in full if each.outcome not in silent]
    assert all(bool(each.uses) == each.gives for each in full)


@given(grants, limits, groups, conditions)
def test_a_condition_never_raises_the_grant(
    grant: Grant,
    caps: tuple[Limit, ...],
    before: tuple[tuple[Condition, ...], ...],
    more: Condition,
) -> None:
    """Invariant 20: one fact, one rule in isolation."""
    loose = rule("r", 1, grant, limits=caps, conditions=before)
    tight = rule("r", 1, grant, limits=caps, conditions=(*before, (more,)))
    assert xp_of(tight) <= xp_of(loose)


@given(st.integers(0, 30), st.integers(1, 20), st.integers(0, 9), st.integers(0, 25))
def test_a_higher_cap_never_lowers_the_grant(visitors: int, cap: int, more: int, used: int) -> None:
    """Invariant 20: raising a cap."""
    values: dict[str, FactValue] = {"article": "a", "channel": "sms", "link": "l", "visitors": visitors}
    fact = replace(SHARE, kind="visits.settled", values=values)

    def granted(units: int) -> int:
        daily = Limit(("person",), LimitPer.DAY, max_units=units)
        spec = RuleSpec("visits.settled", Grant(1, 1, "visitors"), limits=(daily,))
        usage = {("v/units/person=ana", "2026-11-18"): used}
        return sum(each.xp for each in evaluate(fact, [Rule("v", 1, 1, spec)], usage, PARIS, None))

    assert granted(cap) <= granted(cap + more) <= 2 * visitors
    assert granted(cap) == 2 * min(visitors, max(0, cap - used))


def xp_of(one: Rule) -> int:
    return sum(each.xp for each in decide(one))


@given(st.integers(1, 500), st.lists(st.integers(10_001, 30_000), max_size=3))
def test_boosts_do_not_compound(base: int, multipliers: list[int]) -> None:
    """Invariant 21: base <= points <= floor(base x best / 10 000), integers only."""
    boosts = [rule(f"b{place}", place + 2, Multiply(each, ("base",))) for place, each in enumerate(multipliers)]
    (decision,) = decide(rule("base", 1, Grant(base)), *boosts)
    assert decision.points == base * max(multipliers, default=10_000) // 10_000


def test_the_fact_of_these_tests_is_valid() -> None:
    validate_fact(SHARE)


def test_an_award_carries_what_the_ledger_needs() -> None:
    waits = Confirm(ConfirmMode.ON_FACT, "share.seen")
    (decision,) = decide(rule("ten", 1, Grant(10, 4), confirm=waits), budget=10)
    assert (decision.outcome, decision.points, decision.recognition, decision.xp) == (
        Outcome.AWARDED,
        10,
        4,
        14,
    )
    assert (decision.confirm, decision.charges, decision.reason) == (
        waits,
        (Charge(None, 10),),
        Message("awarded"),
    )


def test_a_cap_is_named_when_it_refuses() -> None:
    usage = {("ten/times/person=ana", "2026-11-18"): 3}
    (decision,) = evaluate(SHARE, [TEN], usage, PARIS, None)
    assert decision.outcome is Outcome.CAPPED
    assert decision.reason == Message("limit.day", {"max": 3, "counts": "times", "scope": ("person",)})
    assert (decision.points, decision.uses) == (0, ())


def test_the_budget_pays_in_order_and_all_or_nothing() -> None:
    five = rule("five", 2, Grant(5, 2))
    ten, exhausted = decide(five, TEN, budget=14)
    assert (ten.points, exhausted.points) == (10, 0)
    assert exhausted.outcome is Outcome.BUDGET_EXHAUSTED
    assert exhausted.reason == Message("budget.programme", {"points": 5})


def test_what_the_budget_refuses_uses_no_limit() -> None:
    (decision,) = decide(TEN, budget=9)
    assert (decision.outcome, decision.gives, decision.uses) == (Outcome.BUDGET_EXHAUSTED, False, ())


def test_recognition_costs_no_budget() -> None:
    (decision,) = decide(rule("r", 1, Grant(5, 2)), budget=0)
    assert (decision.outcome, decision.points, decision.recognition) == (Outcome.BUDGET_EXHAUSTED, 0, 2)
    assert decision.gives


def test_a_campaign_pays_its_own_rules() -> None:
    spring = replace(TEN, spec=replace(TEN.spec, campaign="spring"))
    assert decide(spring, budget=0, spring=10)[0].charges == (Charge("spring", 10),)
    assert decide(spring, budget=100)[0].reason.key == "budget.campaign"


def test_a_campaign_pays_the_increment_of_its_boost() -> None:
    (decision,) = decide(TEN, DOUBLE, budget=10, spring=10)
    assert decision.charges == (Charge(None, 10), Charge("spring", 10))
    assert decision.reason == Message("awarded.boosted", {"rule": "double", "points": 10})


def test_without_campaign_money_the_base_is_still_paid() -> None:
    (decision,) = decide(TEN, DOUBLE, budget=10, spring=9)
    assert (decision.points, decision.reason.key) == (10, "awarded.without_boost")


def partly(*rules: Rule, fact: Fact = SHARE, **campaigns: int) -> list[Decision]:
    return evaluate(fact, rules, {}, PARIS, 1_000, campaigns=campaigns, partly={"spring"})


SETTLED = replace(SHARE, kind="visits.settled", values={"article": "a", "channel": "sms", "link": "l", "visitors": 7})
VISITS = Rule(
    "visits", 1, 1, RuleSpec("visits.settled", Grant(3, unit_field="visitors"), limits=WIDE, campaign="spring")
)


def test_a_campaign_that_pays_partly_gives_all_that_remains() -> None:
    spring = replace(TEN, spec=replace(TEN.spec, campaign="spring"))
    (decision,) = partly(spring, spring=4)
    assert (decision.outcome, decision.points, decision.units) == (Outcome.PARTIAL, 4, 1)
    assert decision.reason == Message("budget.campaign", {"points": 10, "paid": 4})
    assert bool(decision.uses)
    assert [(each.outcome, each.points) for each in partly(spring, spring=0)] == [(Outcome.BUDGET_EXHAUSTED, 0)]
    assert [(each.outcome, each.points) for each in partly(spring, spring=10)] == [(Outcome.AWARDED, 10)]


def test_per_unit_it_pays_whole_units() -> None:
    (decision,) = partly(VISITS, fact=SETTLED, spring=11)
    assert (decision.outcome, decision.points, decision.units) == (Outcome.PARTIAL, 9, 3)
    recognised = replace(VISITS, spec=replace(VISITS.spec, then=Grant(3, 1, "visitors")))
    assert [(each.points, each.recognition) for each in partly(recognised, fact=SETTLED, spring=11)] == [(9, 7)]
    assert [each.outcome for each in partly(VISITS, fact=SETTLED, spring=2)] == [Outcome.BUDGET_EXHAUSTED]


def test_a_boost_is_paid_partly_too() -> None:
    (decision,) = partly(TEN, DOUBLE, spring=4)
    assert (decision.outcome, decision.points) == (Outcome.PARTIAL, 14)
    assert decision.reason == Message("budget.campaign", {"rule": "double", "points": 10, "paid": 4})


def test_the_programme_never_pays_partly() -> None:
    (decision,) = evaluate(SHARE, [TEN], {}, PARIS, 9, partly={"programme", "spring"})
    assert (decision.outcome, decision.points) == (Outcome.BUDGET_EXHAUSTED, 0)


@given(st.integers(0, 40), st.integers(0, 12), st.integers(0, 60))
def test_paying_partly_never_passes_the_purse_nor_gives_less(points: int, visitors: int, spring: int) -> None:
    spec = replace(VISITS.spec, then=Grant(points, 1, "visitors"))
    fact = replace(SETTLED, values={**SETTLED.values, "visitors": visitors})
    whole = evaluate(fact, [replace(VISITS, spec=spec)], {}, PARIS, None, campaigns={"spring": spring})
    part = partly(replace(VISITS, spec=spec), fact=fact, spring=spring)
    for one, other in zip(whole, part, strict=True):
        assert one.points <= other.points <= min(spring, points * visitors)
        assert one.recognition == other.recognition
        assert spring - other.points < points or other.points == points * visitors


def test_of_a_stack_the_best_remains() -> None:
    small, best, equal = (
        rule(key, place, Grant(points), stack_group="pile")
        for key, place, points in (("small", 1, 3), ("zed", 2, 8), ("abc", 3, 8))
    )
    outcomes = {each.rule_key: each.outcome for each in decide(equal, small, best)}
    assert outcomes == {"small": Outcome.SUPERSEDED, "zed": Outcome.AWARDED, "abc": Outcome.SUPERSEDED}


def test_ineligible_is_told_and_not_matched_is_silent() -> None:
    south = ((Condition("team", Op.IS, "south"),),)
    other, closed = rule("if", 1, Grant(1), conditions=south), rule("who", 2, Grant(1), eligibility=south)
    (told,) = decide(other, closed)
    assert (told.outcome, told.reason) == (
        Outcome.INELIGIBLE,
        Message("ineligible.team", {"fields": ("team",)}),
    )
    assert [each.reason.key for each in decide(other, closed, explain=True)] == [
        "not_matched.team",
        "ineligible.team",
    ]


@pytest.mark.parametrize(
    ("window", "works"),
    [
        (Window(NOON, NOON + timedelta(1)), True),
        (Window(NOON - timedelta(1), NOON), False),
        (Window(starts_at=NOON + timedelta(seconds=1)), False),
        (Window(), True),
    ],
)
def test_a_window_holds_its_start_and_not_its_end(window: Window, works: bool) -> None:
    (decision,) = decide(rule("r", 1, Grant(1), window=window), explain=True)
    assert decision.outcome is (Outcome.AWARDED if works else Outcome.OUT_OF_WINDOW)


@pytest.mark.parametrize(
    ("condition", "true"),
    [
        (Condition("team", Op.IS, "north"), True),
        (Condition("team", Op.IS_NOT, "north"), False),
        (Condition("team", Op.IN, ("south", "north")), True),
        (Condition("team", Op.NOT_IN, ("south", "north")), False),
        (Condition("level", Op.IS, 2), True),
        (Condition("level", Op.AT_LEAST, 3), False),
        (Condition("level", Op.AT_MOST, 2), True),
        (Condition("level", Op.BETWEEN, (2, 2)), True),
        (Condition("level", Op.BETWEEN, (3, 9)), False),
        (Condition("own_words", Op.IS, True), True),
        (Condition("own_words", Op.IS, 1), False),
        (Condition("absent", Op.IS_NOT, "x"), False),
    ],
)
def test_operators(condition: Condition, true: bool) -> None:
    assert bool(decide(rule("r", 1, Grant(1), conditions=((condition,),)))) is true


def test_one_condition_of_a_group_is_enough_and_every_group_is_needed() -> None:
    north, south = (Condition("team", Op.IS, name) for name in ("north", "south"))
    new = Condition("level", Op.IS, 1)
    assert decide(rule("r", 1, Grant(1), conditions=((south, north),)))
    assert not decide(rule("r", 1, Grant(1), conditions=((south, new),)))
    assert not decide(rule("r", 1, Grant(1), conditions=((south, north), (new,))))


def test_labels_match_any() -> None:
    tagged = replace(SHARE, values={"topics": ("rust", "web")})
    for wanted, count in ((("web", "ia"), 1), (("ia",), 0)):
        one = rule("r", 1, Grant(1), conditions=((Condition("topics", Op.HAS_ANY, wanted),),))
        assert len(evaluate(tagged, [one], {}, PARIS, None)) == count


def test_only_the_awaited_fact_about_the_same_object_confirms() -> None:
    waits = Confirm(ConfirmMode.ON_FACT, "share.seen")
    seen = replace(SHARE, kind="share.seen", values={"share": "s1"})
    assert confirms(waits, SHARE, seen)
    assert not confirms(waits, SHARE, replace(seen, object_id="s2"))
    assert not confirms(waits, SHARE, SHARE)
    assert not confirms(Confirm(), SHARE, seen)

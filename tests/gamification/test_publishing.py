"""The publish gate."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import (
    Condition,
    Fact,
    Grant,
    Limit,
    LimitPer,
    Multiply,
    Op,
    Rule,
    RuleSpec,
    Window,
    default_rules,
    evaluate,
    overlaps,
    publish_problems,
    validate_rule,
)
from tests.gamification.test_evaluation import PARIS, SHARE

EVER = Limit(("person",), LimitPer.EVER, max_times=1)
ONE = Rule("one", 1, 1, RuleSpec("share.recorded", Grant(10), limits=(EVER,)))
TWO = replace(ONE, key="two", position=2)
BOOST = Rule("boost", 1, 3, RuleSpec("share.recorded", Multiply(20_000, ("one",)), campaign="spring"))
OTHER_BOOST = replace(BOOST, key="other-boost", spec=replace(BOOST.spec, then=Multiply(20_000, ("two",))))
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def with_spec(rule: Rule, **parts: object) -> Rule:
    return replace(rule, spec=replace(rule.spec, **parts))  # type: ignore[arg-type]


def asking(*groups: tuple[Condition, ...]) -> Rule:
    return with_spec(ONE, conditions=groups)


def keys(rule: Rule, *others: Rule) -> list[str]:
    return [each.key for each in publish_problems(rule, others)]


def is_(field: str, value: str | int | bool) -> Condition:
    return Condition(field, Op.IS, value)


def test_a_sound_rule_can_be_published_again_beside_its_older_version() -> None:
    assert keys(ONE, ONE, TWO, BOOST) == []
    assert keys(BOOST, ONE, TWO) == []


@pytest.mark.parametrize("rule", default_rules(), ids=lambda rule: rule.key)
def test_every_default_rule_passes_the_gate(rule: Rule) -> None:
    assert publish_problems(rule, default_rules()) == []


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (with_spec(ONE, limits=()), "rule.limits.missing"),
        (with_spec(BOOST, campaign=None), "rule.budget.missing"),
        (with_spec(ONE, campaign=""), "rule.budget.missing"),
        (with_spec(BOOST, then=Multiply(20_000, ("nobody",))), "rule.multiplier.target.unknown"),
        (with_spec(BOOST, when="visits.settled"), "rule.multiplier.target.when"),
        (with_spec(BOOST, then=Multiply(20_000, ("other-boost",))), "rule.multiplier.target.multiplies"),
        (with_spec(BOOST, then=Multiply(20_000, ("boost",))), "rule.multiplier.target.unknown"),
        (asking((is_("team", "a"),), (is_("team", "b"),)), "rule.conditions.contradict"),
        (with_spec(ONE, when="share.seen"), "rule.multiplied.when"),
    ],
)
def test_what_stops_a_rule_is_named(rule: Rule, problem: str) -> None:
    assert keys(rule, ONE, TWO, BOOST, OTHER_BOOST) == [problem]


def test_recognition_alone_needs_no_budget() -> None:
    assert keys(with_spec(ONE, then=Grant(recognition=3), campaign="")) == []


LEVEL = "level"
TEXT_A = is_("team", "a")


@pytest.mark.parametrize(
    "groups",
    [
        ((TEXT_A,), (Condition("team", Op.IS_NOT, "a"),)),
        ((TEXT_A,), (Condition("team", Op.NOT_IN, ("a", "b")),)),
        ((TEXT_A,), (Condition("team", Op.IN, ("b", "c")),)),
        ((Condition("team", Op.IN, ("a", "b")),), (Condition("team", Op.NOT_IN, ("a", "b", "c")),)),
        ((TEXT_A,), (is_("team", "b"), is_("team", "c"))),
        ((is_("onboarded", True),), (is_("onboarded", False),)),
        ((Condition(LEVEL, Op.AT_LEAST, 4),), (Condition(LEVEL, Op.AT_MOST, 3),)),
        ((is_(LEVEL, 2),), (Condition(LEVEL, Op.BETWEEN, (3, 5)),)),
    ],
)
def test_conditions_that_leave_nothing_contradict(groups: tuple[tuple[Condition, ...], ...]) -> None:
    assert keys(asking(*groups)) == keys(asking(*reversed(groups))) == ["rule.conditions.contradict"]
    assert keys(with_spec(ONE, conditions=groups[:1], eligibility=groups[1:])) == ["rule.conditions.contradict"]


@pytest.mark.parametrize(
    "groups",
    [
        ((TEXT_A,), (is_("team", "a"), is_("team", "b"))),
        ((TEXT_A,), (is_("team", "b"), is_("onboarded", True))),
        ((Condition("team", Op.IN, ("a", "b")),), (Condition("team", Op.IS_NOT, "a"),)),
        ((Condition(LEVEL, Op.AT_LEAST, 3),), (Condition(LEVEL, Op.AT_MOST, 3),)),
        ((Condition("team", Op.IS_NOT, "a"),), (Condition("team", Op.NOT_IN, ("b",)),)),
    ],
)
def test_conditions_that_leave_something_do_not(groups: tuple[tuple[Condition, ...], ...]) -> None:
    assert keys(asking(*groups)) == keys(asking(*reversed(groups))) == []


conditions = st.one_of(
    st.builds(Condition, st.just("team"), st.sampled_from([Op.IS, Op.IS_NOT]), st.sampled_from("ab")),
    st.builds(
        Condition,
        st.just("team"),
        st.sampled_from([Op.IN, Op.NOT_IN]),
        st.sets(st.sampled_from("ab"), min_size=1).map(lambda chosen: tuple(sorted(chosen))),
    ),
    st.builds(Condition, st.just("level"), st.sampled_from([Op.IS, Op.AT_LEAST, Op.AT_MOST]), st.integers(0, 3)),
    st.builds(is_, st.just("onboarded"), st.booleans()),
)
groups = st.lists(st.lists(conditions, min_size=1, max_size=2).map(tuple), max_size=3).map(tuple)
facts = st.builds(
    lambda team, level, onboarded: replace(
        SHARE, values={**SHARE.values, "team": team, "level": level, "onboarded": onboarded}
    ),
    st.sampled_from("abc"),
    st.integers(0, 3),
    st.booleans(),
)


@given(groups, facts)
def test_a_rule_called_contradictory_pays_for_no_fact(asked: tuple[tuple[Condition, ...], ...], fact: Fact) -> None:
    rule = asking(*asked)
    if "rule.conditions.contradict" in {each.key for each in validate_rule(rule)}:
        assert evaluate(fact, [rule], {}, PARIS, None) == []


@given(groups, groups, facts)
def test_two_rules_that_pay_for_one_fact_overlap(
    one: tuple[tuple[Condition, ...], ...], other: tuple[tuple[Condition, ...], ...], fact: Fact
) -> None:
    first, second = asking(*one), with_spec(TWO, conditions=other)
    if len(evaluate(fact, [first, second], {}, PARIS, None)) == 2:
        assert [each.values for each in overlaps(first, [first, second])] == [{"rule": "two"}]


def test_what_cannot_pay_for_the_same_fact_does_not_overlap() -> None:
    early, late = Window(ends_at=NOON), Window(starts_at=NOON)
    assert [each.key for each in overlaps(ONE, [TWO])] == ["rule.overlap"]
    assert overlaps(ONE, [with_spec(TWO, when="visits.settled"), BOOST]) == []
    assert overlaps(with_spec(ONE, window=early), [with_spec(TWO, window=late)]) == []
    assert overlaps(with_spec(ONE, window=early), [with_spec(TWO, window=Window(NOON - timedelta(seconds=1)))])
    assert overlaps(with_spec(ONE, stack_group="best"), [with_spec(TWO, stack_group="best")]) == []
    assert overlaps(with_spec(ONE, stack_group="best"), [TWO])
    assert (
        overlaps(asking((is_("onboarded", True),)), [with_spec(TWO, eligibility=((is_("onboarded", False),),))]) == []
    )

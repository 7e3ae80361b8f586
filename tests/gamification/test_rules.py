"""The typed form of rules: checked, stored, told."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gamification import (
    MOST_DAYS,
    MOST_POINTS,
    Condition,
    Confirm,
    ConfirmMode,
    Grant,
    Limit,
    LimitPer,
    Message,
    Multiply,
    Op,
    Rule,
    RuleFormatError,
    RuleSpec,
    Window,
    default_rules,
    from_dict,
    sentence,
    to_dict,
    validate_rule,
)

BY_ARTICLE = Limit(("person", "article"), LimitPer.EVER, max_times=1)
DAILY = Limit(("person",), LimitPer.DAY, max_times=3)
GOOD = RuleSpec("share.recorded", Grant(10), limits=(DAILY,))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

names = st.text(max_size=6)
numbers = st.integers(-5, 50_000)
values = st.one_of(names, numbers, st.booleans(), st.lists(names, max_size=3).map(tuple), st.tuples(numbers, numbers))
conditions = st.builds(Condition, names, st.sampled_from(Op), values)
groups = st.lists(st.lists(conditions, max_size=2).map(tuple), max_size=2).map(tuple)
maybe = st.none() | numbers
instants = st.none() | st.datetimes(timezones=st.just(UTC))
specs = st.builds(
    RuleSpec,
    when=names,
    then=st.builds(Grant, numbers, numbers, st.none() | names)
    | st.builds(Multiply, numbers, st.lists(names, max_size=2).map(tuple)),
    conditions=groups,
    confirm=st.builds(Confirm, st.sampled_from(ConfirmMode), st.none() | names, maybe, maybe),
    limits=st.lists(
        st.builds(Limit, st.lists(names, max_size=2).map(tuple), st.sampled_from(LimitPer), maybe, maybe),
        max_size=2,
    ).map(tuple),
    window=st.builds(Window, instants, instants),
    campaign=st.none() | names,
    eligibility=groups,
    stack_group=st.none() | names,
)


@given(specs)
def test_a_spec_survives_storage(spec: RuleSpec) -> None:
    assert from_dict(json.loads(json.dumps(to_dict(spec)))) == spec


@given(specs)
def test_any_spec_is_judged_and_told_without_an_exception(spec: RuleSpec) -> None:
    rule = Rule("R", 1, 1, spec)
    assert all(isinstance(problem, Message) for problem in validate_rule(rule))
    assert sentence(rule)[0] == Message(f"when.{spec.when}")


@pytest.mark.parametrize(
    ("path", "spoil"),
    [
        ("rule.colour", {"colour": "red"}),
        ("then.xp", {"then": {"points": 1, "recognition": 0, "unit_field": None, "xp": 2}}),
        ("then.points", {"then": {"points": True, "recognition": 0, "unit_field": None}}),
        ("limits", {"limits": {}}),
        ("limits.0.per", {"limits": [{"scope": [], "per": "hour", "max_times": 1, "max_units": None}]}),
        ("window.starts_at", {"window": {"starts_at": "soon", "ends_at": None}}),
        ("conditions.0.0.value", {"conditions": [[{"field": "team", "op": "is", "value": None}]]}),
        ("campaign", {"campaign": 3}),
    ],
)
def test_storage_is_closed(path: str, spoil: dict[str, object]) -> None:
    with pytest.raises(RuleFormatError) as refusal:
        from_dict({**to_dict(GOOD), **spoil})
    assert refusal.value.path == path


def test_a_missing_key_is_refused() -> None:
    stored = to_dict(GOOD)
    del stored["window"]
    with pytest.raises(RuleFormatError, match=r"rule\.window"):
        from_dict(stored)


def condition(field: str, op: Op, value: str | int | bool | tuple[str, ...] | tuple[int, int]) -> RuleSpec:
    return replace(GOOD, conditions=((Condition(field, op, value),),))


UNITS = Limit(("person",), LimitPer.DAY, max_units=3)
ANA, BOB = Condition("team", Op.IS, "ana"), Condition("team", Op.IS, "bob")


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        (replace(GOOD, when="moon.rises"), "rule.when.unknown"),
        (condition("mood", Op.IS, "good"), "rule.field.unknown"),
        (condition("team", Op.AT_LEAST, 3), "rule.op.unfit"),
        (condition("own_words", Op.IS_NOT, True), "rule.op.unfit"),
        (condition("level", Op.IS, True), "rule.value.unfit"),
        (condition("own_words", Op.IS, 1), "rule.value.unfit"),
        (condition("channel", Op.IN, ()), "rule.value.unfit"),
        (condition("level", Op.BETWEEN, (4, 2)), "rule.value.unfit"),
        (condition("level", Op.BETWEEN, ("a", "b")), "rule.value.unfit"),
        (replace(GOOD, conditions=((),)), "rule.group.empty"),
        (replace(GOOD, conditions=((ANA,), (BOB,))), "rule.conditions.contradict"),
        (replace(GOOD, eligibility=((ANA,),), conditions=((BOB,),)), "rule.conditions.contradict"),
        (replace(GOOD, then=Grant()), "rule.grant.amount"),
        (replace(GOOD, then=Grant(-1, 3)), "rule.grant.amount"),
        (replace(GOOD, then=Grant(0, MOST_POINTS + 1)), "rule.grant.amount"),
        (replace(GOOD, then=Grant(1, unit_field="team")), "rule.grant.unit"),
        (replace(GOOD, then=Multiply(30_001, ("R1",)), limits=()), "rule.multiplier.range"),
        (replace(GOOD, then=Multiply(10_000, ("R1",)), limits=()), "rule.multiplier.range"),
        (replace(GOOD, then=Multiply(20_000, ()), limits=()), "rule.multiplier.targets"),
        (replace(GOOD, then=Multiply(20_000, ("R1",))), "rule.multiplier.limits"),
        (replace(GOOD, limits=()), "rule.limits.missing"),
        (replace(GOOD, limits=(DAILY, replace(DAILY, max_times=5))), "rule.limits.twice"),
        (replace(GOOD, limits=(BY_ARTICLE, replace(BY_ARTICLE, scope=("article", "person")))), "rule.limits.twice"),
        (replace(GOOD, limits=(replace(DAILY, max_times=0),)), "rule.limit.cap"),
        (replace(GOOD, limits=(replace(DAILY, max_units=2),)), "rule.limit.cap"),
        (replace(GOOD, limits=(UNITS,)), "rule.limit.units"),
        (replace(GOOD, limits=(replace(DAILY, scope=()),)), "rule.limit.scope"),
        (replace(GOOD, limits=(replace(DAILY, scope=("link",)),)), "rule.limit.scope.unknown"),
        (replace(GOOD, confirm=Confirm(ConfirmMode.ON_FACT, "moon.rises")), "rule.confirm.fact"),
        (replace(GOOD, confirm=Confirm(fact_kind="share.seen")), "rule.confirm.fact"),
        (replace(GOOD, confirm=Confirm(ConfirmMode.AFTER_DAYS)), "rule.confirm.days"),
        (replace(GOOD, confirm=Confirm(days=3)), "rule.confirm.days"),
        (replace(GOOD, confirm=Confirm(ConfirmMode.AFTER_DAYS, days=MOST_DAYS + 1)), "rule.confirm.days"),
        (replace(GOOD, confirm=Confirm(ConfirmMode.BY_HR, void_after_days=MOST_DAYS + 1)), "rule.confirm.void"),
        (replace(GOOD, confirm=Confirm(void_after_days=3)), "rule.confirm.void"),
        (replace(GOOD, window=Window(datetime(2026, 1, 1))), "rule.window.naive"),
        (replace(GOOD, window=Window(NOON, NOON)), "rule.window.empty"),
    ],
)
def test_each_mistake_is_named(spec: RuleSpec, problem: str) -> None:
    assert problem in {each.key for each in validate_rule(Rule("R", 1, 1, spec))}


@pytest.mark.parametrize(
    "spec",
    [
        GOOD,
        condition("channel", Op.IN, ("whatsapp", "sms")),
        condition("level", Op.BETWEEN, (2, 4)),
        replace(GOOD, conditions=((ANA, BOB),)),
        replace(GOOD, then=Multiply(20_000, ("R1",)), limits=(), campaign="spring"),
        replace(GOOD, confirm=Confirm(ConfirmMode.AFTER_DAYS, days=7)),
    ],
)
def test_a_sound_rule_has_no_problem(spec: RuleSpec) -> None:
    assert validate_rule(Rule("R", 1, 1, spec)) == []


def test_the_sentence_of_a_default_rule() -> None:
    own_words = next(rule for rule in default_rules() if rule.key == "R3")
    assert [each.key for each in sentence(own_words)] == [
        "when.share.recorded", "if.is", "eligible.is", "eligible.is", "eligible.is", "then.per_fact",
        "confirm.on_fact", "confirm.void_after", "limit.day.times",
        "limit.ever.times",
    ]  # fmt: skip
    assert sentence(own_words)[5].values == {"points": 5, "recognition": 0}
    assert sentence(own_words)[-2].values == {"max": 3, "scope": ("person",)}
    assert sentence(own_words)[-1].values == {"max": 1, "scope": ("person", "article", "channel")}


def test_any_of_reads_as_or() -> None:
    told = sentence(Rule("R", 1, 1, replace(GOOD, conditions=((ANA, BOB),), campaign="spring", window=Window(NOON))))
    assert [each.key for each in told][1:3] == ["if.is", "or.is"]
    assert [each.key for each in told][-2:] == ["window.from", "campaign"]

"""The difference between two versions of a rule."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gamification import ChangeKind, Grant, Limit, LimitPer, Message, RuleSpec, default_rules, phrases, rule_diff
from tests.gamification.test_rules import GOOD, specs

defaults = st.sampled_from([rule.spec for rule in default_rules()])


@given(specs | defaults, specs | defaults)
def test_the_phrases_of_both_sentences_are_there_in_their_order(before: RuleSpec, after: RuleSpec) -> None:
    changes = rule_diff(before, after)
    old = [each.phrase for each in changes if each.kind is not ChangeKind.ADDED]
    new = [each.phrase for each in changes if each.kind is not ChangeKind.REMOVED]
    assert (tuple(old), tuple(new)) == (phrases(before), phrases(after))


@given(specs | defaults)
def test_the_same_spec_only_keeps(spec: RuleSpec) -> None:
    assert {each.kind for each in rule_diff(spec, spec)} == {ChangeKind.KEPT}
    assert {each.kind for each in rule_diff(None, spec)} == {ChangeKind.ADDED}


def test_only_what_changed_is_told() -> None:
    after = replace(GOOD, then=Grant(12), limits=(Limit(("person",), LimitPer.DAY, max_times=5),), stack_group="best")
    changes = [each for each in rule_diff(GOOD, after) if each.kind is not ChangeKind.KEPT]
    daily = {"scope": ("person",)}
    assert [(each.kind.value, each.phrase) for each in changes] == [
        ("removed", Message("then.per_fact", {"points": 10, "recognition": 0})),
        ("added", Message("then.per_fact", {"points": 12, "recognition": 0})),
        ("removed", Message("limit.day.times", {"max": 3, **daily})),
        ("added", Message("limit.day.times", {"max": 5, **daily})),
        ("added", Message("stack_group", {"group": "best"})),
    ]

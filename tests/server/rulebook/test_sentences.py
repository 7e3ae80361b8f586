"""Sentences: the default rules word for word, and every valid rule without a brace or a raw key."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gamification import (
    FACT_KINDS,
    OPS_BY_TYPE,
    Condition,
    ConditionValue,
    Confirm,
    ConfirmMode,
    FieldType,
    Grant,
    Limit,
    LimitPer,
    Multiply,
    Op,
    Rule,
    RuleSpec,
    Window,
    default_rules,
    validate_rule,
)
from server.rulebook.wording import Part, main_parts, sentence_parts, sentence_text, short_text
from server.web.locale import speaking

FIXTURE = Path(__file__).parents[2] / "fixtures" / "rules" / "sentences.txt"
SENTENCES = {block[0]: block[1:] for block in (each.splitlines() for each in FIXTURE.read_text("utf-8").split("\n\n"))}
RULES = {rule.key: rule for rule in default_rules()}


def test_every_default_rule_has_its_sentence() -> None:
    assert RULES.keys() == SENTENCES.keys()


@pytest.mark.parametrize("key", RULES)
def test_english(key: str) -> None:
    with speaking("en"):
        assert sentence_text(RULES[key]) == SENTENCES[key][0]


@pytest.mark.parametrize("key", RULES)
def test_french(key: str) -> None:
    with speaking("fr"):
        assert sentence_text(RULES[key]).replace("\u00a0", " ") == SENTENCES[key][1]


def test_numbers_and_caps_are_marked() -> None:
    with speaking("en"):
        marks = [part.text for part in sentence_parts(RULES["R1"]) if part.is_mark]
    assert marks == ["10 points", "three times a day", "eight times a week", "once per article and network", "14 days"]


def test_names_stand_for_keys_and_are_text() -> None:
    spec = RuleSpec(
        "share.recorded",
        Multiply(15_000, ("R1", "R99")),
        conditions=((Condition("team", Op.IN, ("t1", "t2")),),),
        campaign="spring",
    )
    names = {"R1": "{first} *share*", "t1": "Data", "t2": "Sales", "spring": "The spring"}
    with speaking("en"):
        assert sentence_text(Rule("x", 1, 1, spec), names) == (
            "When you share an article in the team “Data” or “Sales”, the points of “{first} *share*” and another rule "
            "count 1.5 times. Paid from the purse “The spring”, as long as it lasts."
        )


def test_a_period_is_said_in_days_of_the_programme() -> None:
    window = Window(datetime(2026, 5, 17, 22, tzinfo=UTC), datetime(2026, 6, 30, 22, tzinfo=UTC))
    spec = RuleSpec(
        "article.read", Grant(points=1), limits=(Limit(("person",), LimitPer.DAY, max_times=1),), window=window
    )
    with speaking("fr"):
        assert {part.text for part in main_parts(Rule("x", 1, 1, spec)) if part.is_mark} >= {
            "18 mai 2026",
            "30 juin 2026",
        }


def test_the_short_form_is_when_and_if() -> None:
    with speaking("en"):
        assert short_text(RULES["R3"]) == "When you share an article in your own words and somebody opens it"


WORDS = st.text("abcdé *{}", min_size=1, max_size=8)


@st.composite
def conditions(draw: st.DrawFn, schema: dict[str, FieldType]) -> Condition:
    field = draw(st.sampled_from(sorted(schema)))
    op = draw(st.sampled_from(OPS_BY_TYPE[schema[field]]))
    return Condition(field, op, draw(_value(schema[field], op)))


def _value(kind: FieldType, op: Op) -> st.SearchStrategy[ConditionValue]:
    number = st.integers(0, 500)
    if kind is FieldType.FLAG:
        return st.booleans()
    if kind is FieldType.NUMBER:
        return st.tuples(number, number).map(lambda two: (min(two), max(two))) if op is Op.BETWEEN else number
    texts = st.one_of(st.sampled_from(("linkedin", "email", "t1")), WORDS)
    return st.lists(texts, min_size=1, max_size=3).map(tuple) if op in (Op.IN, Op.NOT_IN) else texts


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Rules of every shape; those that could be published are kept."""
    when = draw(st.sampled_from(sorted(FACT_KINDS)))
    schema = dict(FACT_KINDS[when])
    groups = (
        st.lists(st.lists(conditions(schema), min_size=1, max_size=2).map(tuple), max_size=2).map(tuple)
        if schema
        else st.just(())
    )
    numbers = [name for name, kind in schema.items() if kind is FieldType.NUMBER]
    unit = draw(st.sampled_from([None, *numbers]))
    grants = draw(st.booleans()) or draw(st.booleans())
    scopes = ["person", "rule", "object", *(name for name, kind in schema.items() if kind is FieldType.TEXT)]
    limit = st.builds(
        Limit,
        st.lists(st.sampled_from(scopes), min_size=1, max_size=3, unique=True).map(tuple),
        st.sampled_from(LimitPer),
        max_times=st.integers(1, 30),
    )
    spec = RuleSpec(
        when,
        Grant(draw(st.integers(1, 400)), draw(st.integers(0, 3)), unit) if grants else Multiply(15_000, ("R1",)),
        conditions=draw(groups),
        eligibility=draw(groups),
        confirm=draw(st.sampled_from(CONFIRMATIONS)),
        limits=draw(st.lists(limit, min_size=1, max_size=3, unique_by=lambda each: (each.scope, each.per)).map(tuple))
        if grants
        else (),
        window=draw(st.sampled_from(WINDOWS)),
        campaign=draw(st.sampled_from([None, "spring_key"])),
        stack_group=draw(st.sampled_from([None, "group_key"])) if grants else None,
    )
    return Rule("some_key", 1, 1, spec)


CONFIRMATIONS = (
    Confirm(),
    Confirm(ConfirmMode.ON_FACT, fact_kind="share.seen", void_after_days=1),
    Confirm(ConfirmMode.ON_FACT, fact_kind="referral.retained"),
    Confirm(ConfirmMode.AFTER_DAYS, days=1),
    Confirm(ConfirmMode.BY_HR, void_after_days=30),
)
WINDOWS = (
    Window(),
    Window(datetime(2026, 5, 1, tzinfo=UTC)),
    Window(None, datetime(2026, 6, 1, tzinfo=UTC)),
    Window(datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)),
)
RAW = re.compile(
    r"[{}*]|\w_\w|\w+\.(?:recorded|seen|settled|received|read|reached|given)\b|\b(?:linkedin|email|t1)\b|  | ,|\.\."
)


@settings(max_examples=120)
@given(rules(), st.sampled_from(("fr", "en")))
def test_every_valid_rule_reads_as_a_sentence(rule: Rule, language: str) -> None:
    if validate_rule(rule):
        return
    with speaking(language):
        parts = sentence_parts(rule)
    said = "".join(part.text for part in parts)
    assert not RAW.search(said), said
    assert said[0].isupper()
    assert said.endswith(".")
    assert all(isinstance(part, Part) and part.text for part in parts)
    assert any(part.is_mark for part in parts)

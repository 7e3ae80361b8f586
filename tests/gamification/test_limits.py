"""Limits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from gamification import (
    Decision,
    Fact,
    FactValue,
    Grant,
    Limit,
    LimitPer,
    Rule,
    RuleSpec,
    add_usage,
    counter_keys,
    counters,
    evaluate,
    release_usage,
)

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 16, 8, tzinfo=UTC)
DAY_AND_WEEK = (Limit(("person",), LimitPer.DAY, max_times=3), Limit(("person",), LimitPer.WEEK, max_times=8))
SHARES = Rule("S", 1, 1, RuleSpec("article.read", Grant(10), limits=DAY_AND_WEEK))
LINK_AND_WEEK = (
    Limit(("person", "link"), LimitPer.DAY, max_units=20),
    Limit(("person",), LimitPer.WEEK, max_units=60),
)
VISITS = Rule("V", 1, 2, RuleSpec("visits.settled", Grant(1, 1, "visitors"), limits=LINK_AND_WEEK))


def read(number: int, day: int) -> Fact:
    return Fact(
        f"read:{number}",
        "article.read",
        "ana",
        MONDAY + timedelta(days=day),
        "article",
        "a",
        {"article": "a"},
    )


def visits(number: int, day: int, link: str, visitors: int) -> Fact:
    values: dict[str, FactValue] = {"article": "a", "channel": "sms", "link": link, "visitors": visitors}
    return Fact(f"v:{number}", "visits.settled", "ana", MONDAY + timedelta(days=day), "link", link, values)


days = st.integers(0, 12)
read_lists = st.lists(days, max_size=25).map(lambda given: [read(*each) for each in enumerate(given)])
visit_lists = st.lists(st.tuples(days, st.sampled_from("xyz"), st.integers(0, 40)), max_size=25).map(
    lambda given: [visits(number, *each) for number, each in enumerate(given)]
)
fact_lists = st.one_of(read_lists, visit_lists)


def run(facts: list[Fact]) -> tuple[list[Decision], dict[tuple[str, str], int]]:
    usage: dict[tuple[str, str], int] = {}
    decisions = []
    for fact in facts:
        for decision in evaluate(fact, [SHARES, VISITS], usage, PARIS, None):
            usage = add_usage(usage, decision.uses)
            decisions.append(decision)
    return decisions, usage


@given(fact_lists, st.data())
def test_use_is_what_was_granted_net_of_voids(facts: list[Fact], data: st.DataObject) -> None:
    """Invariant 13: for every scope and window, used = granted net of voids <= cap."""
    usage: dict[tuple[str, str], int] = {}
    standing: list[Decision] = []
    for fact in facts:
        for decision in evaluate(fact, [SHARES, VISITS], usage, PARIS, None):
            usage = add_usage(usage, decision.uses)
            standing.append(decision)
        victim = data.draw(st.integers(0, 2 * len(standing)))
        if victim < len(standing):
            voided = standing.pop(victim)
            usage = release_usage(usage, voided.uses)
        uses = [use for decision in standing for use in decision.uses]
        for use in uses:
            key = use.scope_key, use.window_key
            assert usage[key] == sum(each.amount for each in uses if (each.scope_key, each.window_key) == key)
            assert usage[key] <= use.cap


@given(fact_lists, st.randoms(use_true_random=False))
def test_what_is_granted_does_not_depend_on_the_order(facts: list[Fact], random: Random) -> None:
    """Invariant 16: total granted is the same for every order of the facts."""
    shuffled = facts[:]
    random.shuffle(shuffled)
    one, other = run(facts), run(shuffled)
    assert sum(each.points for each in one[0]) == sum(each.points for each in other[0])


@given(fact_lists, visit_lists)
def test_a_void_gives_back_exactly_what_was_taken(facts: list[Fact], more: list[Fact]) -> None:
    """Invariant 16: void(award(x)) restores the limits."""
    _, usage = run(facts)
    for fact in more:
        for decision in evaluate(fact, [SHARES, VISITS], usage, PARIS, None):
            assert release_usage(add_usage(usage, decision.uses), decision.uses) == usage


@given(fact_lists)
def test_a_caller_knows_beforehand_which_counters_are_read(facts: list[Fact]) -> None:
    for fact in facts:
        uses = [use for decision in run([fact])[0] for use in decision.uses]
        assert {(use.scope_key, use.window_key) for use in uses} <= counter_keys(fact, [SHARES, VISITS], PARIS)


def test_counters_name_person_scope_and_window() -> None:
    assert [each.key for each in counters(visits(1, 0, "l/1", 2), VISITS, PARIS)] == [
        ("V/units/person=ana/link=l%2F1", "2026-11-16"),
        ("V/units/person=ana", "2026-W47"),
    ]


def test_a_new_version_does_not_reset_a_count() -> None:
    assert counters(read(1, 0), replace(SHARES, version=2), PARIS) == counters(read(1, 0), SHARES, PARIS)


def test_every_window_and_shared_scopes() -> None:
    limits = tuple(Limit(("rule", "object"), per, max_times=1) for per in LimitPer)
    rule = replace(SHARES, spec=replace(SHARES.spec, limits=limits))
    assert [each.key for each in counters(read(1, 0), rule, PARIS)] == [
        ("S/times/rule=/object=a", window) for window in ("2026-11-16", "2026-W47", "2026-11", "2026-Q4", "ever")
    ]


def test_a_scope_of_many_names_keeps_a_key_that_a_column_holds() -> None:
    """Two facts that differ in the last name alone have two counters, of the length of any other at most."""
    limit = Limit(("person", "article", "channel", "link"), LimitPer.EVER, max_times=1)
    rule = Rule("r" * 40, 1, 1, RuleSpec("visits.settled", Grant(1), limits=(limit,)))
    keys = set()
    for link in ("one", "two"):
        ids = {
            name: f"{name}-{link if name == 'link' else ''}".ljust(36, "x") for name in ("article", "channel", "link")
        }
        fact = Fact("f", "visits.settled", "p" * 36, MONDAY, "link", link, {**ids, "visitors": 1})
        keys |= {counter.scope_key for counter in counters(fact, rule, PARIS)}
    assert len(keys) == 2
    assert {len(key) for key in keys} == {160}

"""A dry run: what a draft would have given, and to whom it makes a difference; without names."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from gamification import (
    DryRun,
    Fact,
    Grant,
    Happened,
    Limit,
    LimitPer,
    Multiply,
    Past,
    Rule,
    RuleSpec,
    Start,
    dry_run_from_dict,
    dry_run_of,
    dry_run_to_dict,
)
from tests.gamification.test_simulation import DAY, HOUR, MONDAY, PARIS, rule, seen, share

FREE = rule(points=10, confirm=RuleSpec("share.recorded", Grant(1)).confirm)
PEOPLE = ("ana", "bo", "cy", "di", "eve", "flo")


def past(steps: Sequence[Happened], budget: int = 10_000) -> Past:
    return Past(steps, Start({}, {None: budget}), PARIS, (), MONDAY, MONDAY + 14 * DAY)


def run(steps: Sequence[Happened], draft: Rule, *active: Rule, budget: int = 10_000) -> DryRun:
    running = dry_run_of(past(steps, budget), draft, active)
    while True:
        try:
            next(running)
        except StopIteration as end:
            report: DryRun = end.value
            return report


def shares(a_day: int, days: int = 2) -> list[Happened]:
    """Each of six people shares so often a day; on the second day in the next week."""
    return [
        share(f"{who}-{day}-{n}", MONDAY + 7 * day * DAY + n * HOUR, who)
        for day in range(days) for n in range(a_day) for who in PEOPLE
    ]  # fmt: skip


def test_totals_weeks_and_money() -> None:
    found = run(shares(3), FREE)
    assert (found.points, found.awards, found.people, found.cents) == (240, 24, 6, 1_200)
    assert [(week.starts_on, week.points, week.left) for week in found.weeks] == [
        ("2026-11-16", 120, 9_880), ("2026-11-23", 120, 9_760), ("2026-11-30", 0, 9_760),
    ]  # fmt: skip
    assert (found.gaining, found.gained, found.losing, found.newly_capped, found.is_new) == (6, 240, 0, 6, True)
    assert found.distribution.gini == 0
    assert found.advice is None


def test_a_tighter_cap_takes_from_those_who_share_most() -> None:
    tight = replace(FREE, spec=replace(FREE.spec, limits=(Limit(("person",), LimitPer.DAY, max_times=1),)))
    often = [*shares(1), share("more", MONDAY + HOUR, "ana")]
    found = run(often, tight, FREE)
    assert (found.losing, found.lost, found.gaining, found.newly_capped, found.is_new) == (1, 10, 0, 1, False)
    assert found.gini_before > found.distribution.gini == 0


def test_the_same_rule_changes_nothing() -> None:
    found = run(shares(3), FREE, FREE)
    assert (found.gaining, found.losing, found.newly_capped, found.gini_before) == (0, 0, 0, found.distribution.gini)


def test_a_budget_that_is_passed_is_dated_and_a_lower_cap_advised() -> None:
    found = run(shares(2), FREE, budget=150)
    assert found.first_empty == "2026-11-23"
    assert [week.is_short for week in found.weeks] == [False, True, False]
    assert found.advice is not None
    assert (found.advice.cap, found.advice.points) == (1, 120)
    assert run(shares(2), FREE, budget=50).advice is None


def test_what_nobody_opened_is_not_counted() -> None:
    waits = rule(points=10)
    steps = [share("a"), share("b"), seen("b", MONDAY + DAY), share("c", MONDAY + timedelta(days=15))]
    found = run(steps, waits)
    assert (found.points, found.awards) == (20, 2)


def test_a_multiplier_costs_its_boost() -> None:
    double = Rule("double", 1, 2, RuleSpec("share.recorded", Multiply(20_000, ("R1",))))
    found = run(shares(1), double, FREE)
    assert (found.points, found.awards, found.gained) == (120, 12, 120)


def test_examples_name_nobody_and_show_each_outcome() -> None:
    found = run(shares(3), FREE)
    assert len(found.examples) == 6
    assert {each.outcome for each in found.examples} == {"awarded", "capped"}
    told = json.dumps(dry_run_to_dict(found))
    assert not any(f'"{who}{end}' in told for who in (*PEOPLE, "north") for end in '"-')
    alone = [Happened(replace(each.fact, person="ana"), each.at) for each in shares(3)]
    assert run(alone, FREE).examples == ()


def test_what_is_stored_reads_back() -> None:
    found = run(shares(2), FREE, budget=150)
    stored = json.loads(json.dumps(dry_run_to_dict(found)))
    assert stored["points"] == found.points
    assert json.loads(json.dumps(dry_run_to_dict(dry_run_from_dict(stored)))) == stored


def test_facts_of_other_kinds_count_for_nothing() -> None:
    read = Happened(Fact("read:1", "article.read", "ana", MONDAY, "article", "a", {"article": "a"}), MONDAY)
    found = run([read], FREE)
    assert (found.points, found.facts, found.people) == (0, 1, 0)

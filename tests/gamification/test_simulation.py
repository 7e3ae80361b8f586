"""Replay: the one evaluate over the past; it keeps limits and purses as the real thing does."""

import copy
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from gamification import (
    Charge,
    Confirm,
    ConfirmMode,
    Decision,
    Ended,
    Fact,
    GivenBack,
    Grant,
    Happened,
    InForce,
    Limit,
    LimitPer,
    LimitUse,
    Moved,
    Multiply,
    OpenCampaign,
    Outcome,
    Replayed,
    Rule,
    RuleSpec,
    Start,
    Step,
    Window,
    add_usage,
    evaluate,
    replay,
)

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
A_DAY = (Limit(("person",), LimitPer.DAY, max_times=2),)
UNTIL_SEEN = Confirm(ConfirmMode.ON_FACT, "share.seen", void_after_days=14)
RICH = Start({}, {None: 10_000})


def share(name: str, at: datetime = MONDAY, person: str = "ana") -> Happened:
    values: dict[str, str | int | bool | tuple[str, ...]] = {
        "article": name, "channel": "linkedin", "channel_pays": True, "article_active": True, "own_words": False,
        "onboarded": True, "team": "north", "level": 1,
    }  # fmt: skip
    return Happened(Fact(f"share:{name}", "share.recorded", person, at, "share", name, values), at)


def seen(name: str, at: datetime, person: str = "ana") -> Happened:
    return Happened(Fact(f"seen:{name}", "share.seen", person, at, "share", name, {"share": name}), at)


def rule(key: str = "R1", points: int = 10, **parts: object) -> Rule:
    spec = {"then": Grant(points), "confirm": UNTIL_SEEN, "limits": A_DAY} | parts
    return Rule(key, 1, 1, RuleSpec("share.recorded", **spec))  # type: ignore[arg-type]


def outcomes(
    steps: Sequence[Step], *rules: Rule | InForce, start: Start = RICH, lapses: bool = False, campaigns: object = ()
) -> list[tuple[str, int]]:
    in_force = [each if isinstance(each, InForce) else InForce(each) for each in rules]
    events = replay(steps, in_force, start, PARIS, campaigns, lapses=lapses)  # type: ignore[arg-type]
    return [
        (decision.outcome.value, decision.points)
        for each in events
        for decision in (each.decisions if isinstance(each, Replayed) else ())
    ]


def test_limits_are_used_up_and_come_back_with_a_void() -> None:
    first, second, third = share("a"), share("b", MONDAY + HOUR), share("c", MONDAY + 2 * HOUR)
    assert outcomes([first, second, third], rule()) == [("awarded", 10), ("awarded", 10), ("capped", 0)]
    void = Ended(first.fact, "R1", MONDAY + HOUR)
    assert outcomes([first, second, void, third], rule()) == [("awarded", 10)] * 3


def test_a_whole_end_takes_all_that_waits_for_the_object() -> None:
    first, later = share("a"), MONDAY + HOUR
    events = list(replay([first, Ended(first.fact, "gone", later, whole=True)],
                         [InForce(rule("R1")), InForce(rule("R3", 5))], RICH, PARIS))  # fmt: skip
    back = [each for each in events if isinstance(each, GivenBack)]
    assert sorted(each.decision.rule_key for each in back) == ["R1", "R3"]
    assert back[-1].left == {None: 10_000}


def test_what_was_confirmed_does_not_end_with_its_object() -> None:
    first = share("a")
    steps: list[Step] = [first, seen("a", MONDAY + HOUR), Ended(first.fact, "gone", MONDAY + 2 * HOUR, whole=True)]
    assert [each for each in replay(steps, [InForce(rule())], RICH, PARIS) if isinstance(each, GivenBack)] == []


def test_an_award_lapses_by_itself_only_where_asked() -> None:
    steps: list[Step] = [share("a"), share("b"), seen("b", MONDAY + DAY), share("c", MONDAY + 15 * DAY)]
    quiet = list(replay(steps, [InForce(rule())], RICH, PARIS))
    assert not [each for each in quiet if isinstance(each, GivenBack)]
    back = [each for each in replay(steps, [InForce(rule())], RICH, PARIS, lapses=True) if isinstance(each, GivenBack)]
    assert [(each.fact.object_id, each.at) for each in back] == [("a", MONDAY + 14 * DAY)]


def test_an_empty_purse_fills_by_what_comes_in() -> None:
    start = Start({}, {None: 15})
    steps: list[Step] = [share("a"), share("b"), Moved((Charge(None, 5),), MONDAY), share("c")]
    assert outcomes(steps, rule(limits=()), start=start) == [("awarded", 10), ("budget_exhausted", 0), ("awarded", 10)]


def test_room_in_limits_comes_back_with_what_was_given_before() -> None:
    key = "R1/times/person=ana", "2026-11-16"
    back = Moved((Charge(None, 10),), MONDAY, (LimitUse(*key, 1, 2, "times"),))
    start = Start({key: 2}, {None: 100})
    steps: list[Step] = [share("a"), back, share("b"), share("c")]
    assert outcomes(steps, rule(), start=start) == [("capped", 0), ("awarded", 10), ("capped", 0)]


def test_a_campaign_pays_while_it_is_open_and_what_it_has() -> None:
    start, boost = Start({}, {None: 100, "spring": 15}), rule("x2", then=Multiply(20_000, ("R1",)), campaign="spring")
    paid = rule(limits=())
    spring = OpenCampaign("spring", MONDAY, MONDAY + 2 * DAY)
    steps: list[Step] = [share("before", MONDAY - HOUR), *(share(str(n), MONDAY + n * DAY) for n in range(3))]
    assert outcomes(steps, paid, boost, start=start, campaigns=[spring]) == [
        ("awarded", 10), ("awarded", 20), ("awarded", 10), ("awarded", 10),
    ]  # fmt: skip
    partly = OpenCampaign("spring", MONDAY, None, pays_partly=True)
    assert outcomes(steps, paid, boost, start=start, campaigns=[partly])[1:3] == [("awarded", 20), ("partial", 15)]


def test_what_happened_is_decided_by_the_version_of_its_instant() -> None:
    """Invariant 19: a version changes nothing that happened before it, whenever that is recorded."""
    old = InForce(rule(points=10, limits=()), None, MONDAY + DAY)
    new = InForce(rule(points=20, limits=()), MONDAY + DAY, None)
    late = Happened(share("late").fact, MONDAY + 2 * DAY)
    steps: list[Step] = [share("a"), share("b", MONDAY + DAY), late]
    assert outcomes(steps, old, new) == [("awarded", 10), ("awarded", 20), ("awarded", 10)]


people = st.sampled_from(["ana", "bo"])
histories = st.lists(st.tuples(people, st.integers(0, 60)), max_size=25).map(
    lambda shares: [share(str(n), MONDAY + hours * HOUR, who) for n, (who, hours) in enumerate(shares)]
)


@given(histories, st.integers(0, 150))
def test_a_replay_is_evaluate_with_usage_and_budget_carried_along(history: list[Happened], budget: int) -> None:
    rules = [rule("R1"), rule("R2", 7, limits=(Limit(("team",), LimitPer.WEEK, max_times=5),))]
    usage: dict[tuple[str, str], int] = {}
    left, expected = budget, list[list[Decision]]()
    for step in history:
        expected.append(evaluate(step.fact, rules, usage, PARIS, left))
        for decision in expected[-1]:
            usage, left = add_usage(usage, decision.uses), left - decision.points
    start = Start({}, {None: budget})
    events = list(replay(history, [InForce(each) for each in rules], start, PARIS))
    assert [list(each.decisions) for each in events if isinstance(each, Replayed)] == expected
    assert start == Start({}, {None: budget})


@given(histories)
def test_a_replay_is_pure(history: list[Happened]) -> None:
    """Invariant 17: the same answer twice, and its arguments stay as they are."""
    start, rules = Start({("k", "ever"): 1}, {None: 40}), [InForce(rule())]
    before = copy.deepcopy((history, start))
    first = list(replay(history, rules, start, PARIS, lapses=True))
    assert list(replay(history, rules, start, PARIS, lapses=True)) == first
    assert (history, start) == before


def test_rules_of_other_kinds_are_quiet_also_when_all_is_explained() -> None:
    events = list(replay([seen("a", MONDAY)], [InForce(rule())], RICH, PARIS, explain=True))
    assert [each.decisions for each in events if isinstance(each, Replayed)] == [()]


def test_explaining_names_what_does_not_apply() -> None:
    outside = rule(window=Window(ends_at=MONDAY))
    (event,) = replay([share("a")], [InForce(outside)], RICH, PARIS, explain=True)
    assert isinstance(event, Replayed)
    assert [each.outcome for each in event.decisions] == [Outcome.OUT_OF_WINDOW]

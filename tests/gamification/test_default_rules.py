"""The rules a programme starts with."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gamification import (
    ConfirmMode,
    Decision,
    Fact,
    FactValue,
    Outcome,
    add_usage,
    confirms,
    default_rules,
    evaluate,
    from_dict,
    to_dict,
    validate_fact,
    validate_rule,
)

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 16, 8, tzinfo=UTC)


def share(number: int, day: int = 0, **changed: FactValue) -> Fact:
    values: dict[str, FactValue] = {
        "article": f"a{number}", "channel": "linkedin", "channel_pays": True, "article_active": True,
        "own_words": False, "onboarded": True, "team": "north", "level": 1,
    }  # fmt: skip
    at = MONDAY + timedelta(days=day)
    return Fact(f"share:{number}", "share.recorded", "ana", at, "share", f"s{number}", {**values, **changed})


def seen(number: int, day: int = 0) -> Fact:
    at = MONDAY + timedelta(days=day)
    return Fact(f"seen:{number}", "share.seen", "ana", at, "share", f"s{number}", {"share": f"s{number}"})


def visits(number: int, link: str, visitors: int, day: int = 0) -> Fact:
    values: dict[str, FactValue] = {"article": "a", "channel": "sms", "link": link, "visitors": visitors}
    return Fact(f"v:{number}", "visits.settled", "ana", MONDAY + timedelta(days=day), "link", link, values)


def run(*facts: Fact, **campaigns: int) -> list[Decision]:
    usage: dict[tuple[str, str], int] = {}
    decisions = []
    for fact in facts:
        validate_fact(fact)
        left = {name.replace("_", "-"): points for name, points in campaigns.items()}
        for decision in evaluate(fact, default_rules(), usage, PARIS, 10_000, campaigns=left):
            usage = add_usage(usage, decision.uses)
            decisions.append(decision)
    return decisions


def points(decisions: list[Decision]) -> list[int]:
    return [each.points for each in decisions]


@pytest.mark.parametrize("rule", default_rules(), ids=lambda rule: rule.key)
def test_each_is_sound_and_survives_storage(rule: object) -> None:
    (found,) = [each for each in default_rules() if each == rule]
    assert validate_rule(found) == []
    assert from_dict(to_dict(found.spec)) == found.spec


def test_r1_pays_ten_when_the_share_is_seen() -> None:
    (decision,) = run(share(1))
    assert (decision.rule_key, decision.points, decision.recognition) == ("R1", 10, 0)
    assert (decision.confirm.mode, decision.confirm.fact_kind) == (ConfirmMode.ON_FACT, "share.seen")
    assert decision.confirm.void_after_days == 14


def test_r1_three_a_day() -> None:
    decisions = run(*(share(number) for number in range(4)), share(5, day=1))
    assert points(decisions) == [10, 10, 10, 0, 10]
    assert (decisions[3].reason.key, decisions[3].reason.values["max"]) == ("limit.day", 3)


def test_r1_eight_a_week() -> None:
    decisions = run(*(share(number, day=number // 3) for number in range(9)), share(9, day=7))
    assert points(decisions) == [10] * 8 + [0, 10]
    assert (decisions[8].reason.key, decisions[8].reason.values["max"]) == ("limit.week", 8)


def test_r1_once_per_article_and_channel() -> None:
    again = replace(share(2, day=30), values=share(1).values)
    elsewhere = replace(share(3, day=30), values={**share(1).values, "channel": "sms"})
    assert points(run(share(1), again, elsewhere)) == [10, 0, 10]


@pytest.mark.parametrize("missing", ["onboarded", "article_active", "channel_pays"])
def test_r1_and_r3_tell_what_is_missing(missing: str) -> None:
    decisions = run(share(1, own_words=True, **{missing: False}))
    assert [(each.outcome, each.reason.key) for each in decisions] == [
        (Outcome.INELIGIBLE, f"ineligible.{missing}")
    ] * 2


def test_r2_recognises_the_first_confirmed_share_of_the_week() -> None:
    decisions = run(seen(1), seen(2, day=2), seen(3, day=7))
    assert [(each.rule_key, each.points, each.recognition) for each in decisions] == [
        ("R2", 0, 10), ("R2", 0, 0), ("R2", 0, 10),
    ]  # fmt: skip
    assert decisions[0].confirm.mode is ConfirmMode.IMMEDIATELY
    assert decisions[1].reason.key == "limit.week"


def test_r3_adds_five_for_own_words_three_a_day() -> None:
    decisions = run(*(share(number, own_words=True) for number in range(4)))
    assert points([each for each in decisions if each.rule_key == "R3"]) == [5, 5, 5, 0]
    assert sum(points(decisions[:2])) == 15


def test_r4_pays_a_point_and_recognition_a_visitor() -> None:
    (decision,) = run(visits(1, "x", 7))
    assert (decision.points, decision.recognition, decision.units) == (7, 7, 7)
    assert decision.confirm.mode is ConfirmMode.IMMEDIATELY


def test_r4_twenty_a_link_and_day_then_sixty_a_week() -> None:
    settled = [visits(number, link, 25, day=number) for number, link in enumerate("wxyz")]
    decisions = run(*settled, visits(9, "w", 3, day=7))
    assert points(decisions) == [20, 20, 20, 0, 3]
    assert [each.outcome for each in decisions[:4]] == [Outcome.PARTIAL] * 3 + [Outcome.CAPPED]
    assert [each.reason.key for each in decisions[:4]] == ["limit.day"] * 3 + ["limit.week"]


def test_r4_fifty_in_the_life_of_a_link() -> None:
    decisions = run(*(visits(week, "w", 20, day=7 * week) for week in range(4)))
    assert points(decisions) == [20, 20, 10, 0]
    assert [each.reason.key for each in decisions[2:]] == ["limit.ever"] * 2


def test_r5_doubles_r1_and_r4_of_a_hot_opening_while_its_campaign_pays() -> None:
    hot = run(share(1, hot=True, own_words=True), hot_openings=10)
    assert [(each.rule_key, each.points) for each in hot] == [("R1", 20), ("R3", 5)]
    assert {each.campaign: each.points for each in hot[0].charges} == {None: 10, "hot-openings": 10}
    settled = replace(visits(1, "x", 7), values={**visits(1, "x", 7).values, "hot": True})
    assert [(each.points, each.recognition) for each in run(settled, hot_openings=7)] == [(14, 7)]
    assert points(run(share(1, hot=True))) == points(run(share(1, hot=False), hot_openings=99)) == [10]


def test_r5_does_not_see_what_has_no_such_field() -> None:
    assert points(run(share(1), hot_openings=99)) == points(run(share(1)))


def referral(stage: str, number: int = 1, day: int = 0, conflict: bool = False) -> Fact:
    values: dict[str, FactValue] = {"opening": "o1", "hot": False, "conflict": conflict}
    key = f"referral:{number}:{stage}"
    return Fact(key, f"referral.{stage}", "ana", MONDAY + timedelta(days=day), "referral", f"r{number}", values)


def application(number: int, day: int = 0, outside: bool = True) -> Fact:
    values: dict[str, FactValue] = {"opening": "o1", "hot": False, "link": "l", "outside": outside}
    at = MONDAY + timedelta(days=day)
    return Fact(f"application:{number}", "application.received", "ana", at, "referral", f"r{number}", values)


def test_r6_confirms_after_a_week_and_pays_five_a_week() -> None:
    decisions = run(*(application(number) for number in range(6)), application(7, day=7))
    assert [(each.points, each.recognition) for each in decisions] == [(10, 10)] * 5 + [(0, 0), (10, 10)]
    assert (decisions[0].confirm.mode, decisions[0].confirm.days) == (ConfirmMode.AFTER_DAYS, 7)
    assert decisions[5].reason.key == "limit.week"


def test_r6_is_for_outside_candidates() -> None:
    (decision,) = run(application(1, outside=False))
    assert (decision.outcome, decision.reason.key) == (Outcome.INELIGIBLE, "ineligible.outside")


@pytest.mark.parametrize(
    ("stage", "rule", "gives"),
    [
        ("qualified", "R7", (20, 30)),
        ("interview", "R8", (60, 40)),
        ("hired", "R9", (300, 200)),
        ("retained", "R10", (100, 200)),
    ],
)
def test_r7_to_r10_pay_the_stages_and_nothing_to_who_decides(stage: str, rule: str, gives: tuple[int, int]) -> None:
    (decision,) = run(referral(stage))
    assert (decision.rule_key, (decision.points, decision.recognition)) == (rule, gives)
    (told,) = run(referral(stage, conflict=True))
    assert (told.outcome, told.reason.key) == (Outcome.INELIGIBLE, "ineligible.conflict")


def test_r7_five_a_month() -> None:
    decisions = run(*(referral("qualified", number) for number in range(6)), referral("qualified", 9, day=20))
    assert points(decisions) == [20] * 5 + [0, 20]


@pytest.mark.parametrize("stage", ["interview", "hired", "retained"])
def test_r8_to_r10_once_a_referral_whoever_it_is(stage: str) -> None:
    again = replace(referral(stage, day=400), key="again", person="bob")
    first, second, other = run(referral(stage), again, referral(stage, number=2))
    assert (second.outcome, second.reason.key) == (Outcome.CAPPED, "limit.ever")
    assert [first.gives, other.gives] == [True, True]


def test_r9_waits_for_the_first_day() -> None:
    (decision,) = run(referral("hired"))
    assert decision.confirm.void_after_days == 180
    assert confirms(decision.confirm, referral("hired"), referral("started", day=30))
    assert not confirms(decision.confirm, referral("hired"), referral("started", number=2))
    assert run(referral("started")) == []


def team_goal(number: int, team: str, day: int = 0, took_part: bool = True) -> Fact:
    values: dict[str, FactValue] = {"team": team, "goal": f"g{number}", "took_part": took_part}
    at = MONDAY + timedelta(days=day)
    return Fact(f"goal:{number}", "team_goal.reached", "ana", at, "team_goal", f"g{number}", values)


def test_r12_once_a_month_and_team_to_who_took_part() -> None:
    decisions = run(team_goal(1, "a"), team_goal(2, "a"), team_goal(3, "b"), team_goal(4, "a", day=15))
    assert [(each.points, each.recognition) for each in decisions] == [(10, 20), (0, 0), (10, 20), (10, 20)]
    assert run(team_goal(1, "a", took_part=False)) == []


def test_r13_five_suggestions_a_month() -> None:
    published = [
        Fact(f"s:{number}", "suggestion.published", "ana", MONDAY, "article", f"a{number}", {"article": f"a{number}"})
        for number in range(6)
    ]
    assert points(run(*published)) == [20] * 5 + [0]


def thanks(number: int, giver: str, with_words: bool = True) -> Fact:
    values: dict[str, FactValue] = {"giver": giver, "with_words": with_words}
    return Fact(f"thanks:{number}", "thanks.given", f"p{number}", MONDAY, "thanks", f"t{number}", values)


def test_r14_a_hundred_points_a_month_for_each_lead() -> None:
    decisions = run(*(thanks(number, "lead") for number in range(21)), thanks(99, "other"))
    assert points(decisions) == [5] * 20 + [0, 5]
    assert run(thanks(1, "lead", with_words=False)) == []


def test_a_completed_challenge_pays_by_no_default_rule() -> None:
    done = Fact("c:1", "challenge.completed", "ana", MONDAY, "challenge", "c1", {"challenge": "c1"})
    assert run(done) == []


def test_r4_has_nothing_to_say_about_no_visitor() -> None:
    assert run(visits(1, "x", 0)) == []


def test_r11_once_ever() -> None:
    done = Fact("onboarding:ana", "onboarding.completed", "ana", MONDAY, "person", "ana")
    later = replace(done, key="again", occurred_at=MONDAY + timedelta(days=900))
    first, second = run(done, later)
    assert (first.points, first.recognition) == (20, 30)
    assert (second.outcome, second.reason.key) == (Outcome.CAPPED, "limit.ever")


def test_reading_pays_nothing() -> None:
    assert run(Fact("read:1", "article.read", "ana", MONDAY, "article", "a", {"article": "a"})) == []


def test_the_limits_of_one_person_are_not_another_s() -> None:
    decisions = run(*(share(number) for number in range(3)), replace(share(4), person="bob"))
    assert points(decisions) == [10] * 4

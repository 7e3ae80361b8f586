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


def run(*facts: Fact) -> list[Decision]:
    usage: dict[tuple[str, str], int] = {}
    decisions = []
    for fact in facts:
        validate_fact(fact)
        for decision in evaluate(fact, default_rules(), usage, PARIS, 10_000):
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

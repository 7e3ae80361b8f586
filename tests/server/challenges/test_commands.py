"""What HR does with a challenge, what refuses it, and the trail it leaves."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from gamification import Condition, Limit, LimitPer, Op
from server.challenges.commands import (
    NotNow,
    OwnChallenge,
    TooFew,
    TooLate,
    approve_challenge,
    end_challenge,
    launch_challenge,
    withdraw_challenge,
)
from server.challenges.drafting import Stale, copy_challenge, edit_draft, edit_texts, first_instant, last_instant
from server.challenges.forms import ChallengeForm, TextsForm
from server.challenges.queries import team_goal
from server.challenges.team_goals import GoalExists, GoalRefused, create_team_goal
from server.clock import MovedClock, moved
from server.database import rows
from server.database.fields import from_millis
from server.listeners import register_listeners
from server.rulebook.queries import active_rules
from server.settings import Settings
from server.web.models import AuditEntry
from tests.support.challenges import FORM, MONDAY, draft, hr, launched, reads, stored
from tests.support.people import company, person, team


@pytest.fixture(autouse=True)
def at(settings: Settings) -> Iterator[MovedClock]:
    register_listeners(settings)
    with moved() as moving:
        moving.set(MONDAY)
        yield moving


WRONG_GOALS = (("reads", 4, "2026-03"), ("naps", 9, "2026-03"), ("reads", 9, "2026-02"), ("reads", 9, "x"))


async def trail() -> list[str]:
    return [each.action for each in await AuditEntry.all().order_by("id") if each.object_type == "challenge"]


async def test_a_reward_is_a_rule_and_a_purse_of_its_own(db: None) -> None:
    await company()
    by, _ = await hr(), [await person(name) for name in ("alice", "bob")]
    challenge_id = await launched(by, points=30)
    row = await stored(challenge_id)
    assert (row["state"], row["budget"], row["campaign"]) == ("running", 60, "challenge-the-spring-of-data")
    rule = {each.key: each for each in await active_rules(MONDAY)}[row["campaign"]]
    assert rule.spec.conditions == ((Condition("challenge", Op.IS, challenge_id),),)
    assert rule.spec.limits == (Limit(("person",), LimitPer.EVER, max_times=1),)
    purse = await rows("SELECT balance FROM account WHERE owner = $1", row["campaign"])
    assert (rule.spec.campaign, purse[0]["balance"]) == (row["campaign"], 60)
    plain = await stored(await launched(by))
    assert (plain["slug"], plain["campaign"], plain["budget"]) == ("the-spring-of-data-2", None, None)


@pytest.mark.parametrize(("points", "budget"), [(10, 5_001), (201, 4_000)])
async def test_a_costly_one_waits_for_a_second_person(db: None, points: int, budget: int) -> None:
    await company()
    author, asker, second = await hr(), await hr("asker"), await hr("second")
    challenge_id = await draft(author, points=points, budget=budget)
    assert await launch_challenge(challenge_id, 1, asker.id) == "waiting"
    assert [each for each in await active_rules(MONDAY) if each.key.startswith("challenge-")] == []
    for own in (author, asker):
        with pytest.raises(OwnChallenge):
            await approve_challenge(challenge_id, own.id)
    await withdraw_challenge(challenge_id, second.id)
    assert (await stored(challenge_id))["state"] == "draft"
    await launch_challenge(challenge_id, 3, asker.id)
    await approve_challenge(challenge_id, second.id)
    assert (await stored(challenge_id))["state"] == "running"
    with pytest.raises(NotNow):
        await approve_challenge(challenge_id, second.id)
    steps = ["create", "launch", "withdraw", "launch", "approve"]
    assert await trail() == [f"challenge.{step}" for step in steps]


async def test_what_refuses_a_launch_changes_nothing(db: None, at: MovedClock) -> None:
    await company()
    by, small = await hr(), await team("Data")
    for number in range(4):
        await person(f"mate{number}")
    for_four, late = await draft(by, scope="team", team=small.id), await draft(by)
    with pytest.raises(TooFew):
        await launch_challenge(for_four, 1, by.id)
    with pytest.raises(Stale):
        await launch_challenge(late, 7, by.id)
    at.advance(timedelta(days=1))
    with pytest.raises(TooLate):
        await launch_challenge(late, 1, by.id)
    assert {(await stored(each))["state"] for each in (for_four, late)} == {"draft"}


async def test_drafts_change_whole_and_later_their_words_only(db: None) -> None:
    await company()
    by = await hr()
    challenge_id = await draft(by)
    await edit_draft(challenge_id, ChallengeForm(**{**FORM, "goal": 9, "revision": 1}), by.id)
    with pytest.raises(Stale):
        await edit_draft(challenge_id, ChallengeForm(**{**FORM, "goal": 10, "revision": 1}), by.id)
    await launch_challenge(challenge_id, 2, by.id)
    texts = {name: value for name, value in FORM.items() if name in TextsForm.model_fields}
    await edit_texts(challenge_id, TextsForm(**{**texts, "title_en": "Renamed", "revision": 3}), by.id)
    with pytest.raises(Stale):
        await edit_draft(challenge_id, ChallengeForm(**{**FORM, "goal": 1, "revision": 4}), by.id)
    row = await stored(challenge_id)
    assert (row["goal"], row["title_en"], row["slug"]) == (9, "Renamed", "the-spring-of-data")
    entry = await AuditEntry.filter(action="challenge.edit").order_by("-id").first()
    assert entry is not None
    assert (entry.before, entry.after) == ({"title_en": "The spring of data"}, {"title_en": "Renamed"})


async def test_it_ends_early_with_a_reason_and_is_copied_for_later(db: None, at: MovedClock) -> None:
    await company()
    by = await hr()
    challenge_id = await launched(by)
    at.advance(timedelta(days=2))
    await end_challenge(challenge_id, "The library burnt down.", by.id)
    with pytest.raises(NotNow):
        await end_challenge(challenge_id, "Again.", by.id)
    assert from_millis((await stored(challenge_id))["ends_at"]) == MONDAY + timedelta(days=2)
    entry = await AuditEntry.get(action="challenge.end")
    assert entry.after is not None
    assert entry.after["reason"] == "The library burnt down."
    copied = await stored(await copy_challenge(challenge_id, by.id))
    assert (copied["state"], copied["slug"], copied["goal"]) == ("draft", "the-spring-of-data-2", 3)
    assert from_millis(copied["starts_at"]) == first_instant(date(2026, 3, 5))


def test_days_are_whole_also_where_the_clocks_change() -> None:
    night = date(2026, 3, 29)
    assert last_instant(night) - first_instant(night) == timedelta(hours=23)


async def test_a_lead_sets_one_goal_a_month(db: None, at: MovedClock) -> None:
    await company()
    lead, ours = await person("lead", role="lead"), await team("Data")
    with pytest.raises(GoalRefused):
        await create_team_goal(lead.id, ours.id, "reads", 20, "2026-03")  # a team of one
    mates = [await person(f"mate{number}") for number in range(4)]
    await reads(mates[0], "this-morning")
    for counts, wanted, month in WRONG_GOALS:
        with pytest.raises(GoalRefused):
            await create_team_goal(lead.id, ours.id, counts, wanted, month)
    assert await team_goal(ours.id) is None
    await create_team_goal(lead.id, ours.id, "reads", 20, "2026-03")
    with pytest.raises(GoalExists):
        await create_team_goal(lead.id, ours.id, "shares", 20, "2026-03")
    goal = await team_goal(ours.id)
    assert goal is not None
    assert (goal.total, goal.goal, goal.starts_on, goal.ends_on) == (1, 20, date(2026, 3, 2), date(2026, 3, 31))
    await create_team_goal(lead.id, ours.id, "reads", 20, "2026-04")
    at.advance(timedelta(days=31))
    april = await team_goal(ours.id)
    assert april is not None
    assert (april.title, april.total) == ("Objectif d’équipe, avril 2026", 0)

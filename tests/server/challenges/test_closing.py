"""Goals are announced once and paid to those who took part; results are frozen once."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from gamification import Fact
from server.challenges import closing
from server.challenges.closing import SETTLING, turn_challenges
from server.challenges.counting import completed
from server.challenges.joining import join_challenge
from server.challenges.queries import challenge_for
from server.clock import MovedClock, moved
from server.database import rows
from server.doctor import examine
from server.events import ChallengeReached
from server.listeners import register_listeners
from server.people.own_settings.commands import leave_programme
from server.points.funding import fund_season
from server.points.queries import available_points
from server.settings import Settings
from tests.support.challenges import MONDAY, hr, launched, reads, stored
from tests.support.people import company, person, team
from tests.support.sharing import heard


@pytest.fixture(autouse=True)
def at(settings: Settings) -> Iterator[MovedClock]:
    register_listeners(settings)
    with moved() as moving:
        moving.set(MONDAY)
        yield moving


async def test_a_goal_is_announced_once_and_paid_to_those_who_took_part(db: None, at: MovedClock) -> None:
    await company()
    by = await hr()
    alice, bob, chloe, idle = [await person(name) for name in ("alice", "bob", "chloe", "idle")]
    await fund_season()
    challenge_id = await launched(by, goal=3, points=10, budget=100)
    for who in (alice, bob, bob):
        await reads(who, who.given_name)
    with heard(ChallengeReached) as news:
        await turn_challenges()
        assert (await stored(challenge_id))["state"] == "running"  # two reads: one was the same article
        await reads(bob, "another")
        await leave_programme(bob.id)
        at.advance(timedelta(hours=1))
        for _ in range(2):
            await turn_challenges()
    assert [(each.people, each.slug) for each in news] == [((alice.id,), "the-spring-of-data")]
    reached = await stored(challenge_id)
    assert (reached["state"], reached["reached_at"]) == ("reached", reached["reached_at"])
    await reads(chloe, "welcome-too")
    at.advance(timedelta(days=7) + SETTLING)
    with heard(Fact) as said:
        await turn_challenges()
    assert sorted((each.kind, each.person) for each in said if each.person == chloe.id) == [
        ("challenge.completed", chloe.id), ("team_goal.reached", chloe.id),
    ]  # fmt: skip
    closed = await stored(challenge_id)
    assert (closed["state"], closed["result"], closed["result_people"]) == ("closed", 4, 3)
    assert closed["reached_at"] == reached["reached_at"]
    await reads(chloe, "too-late", MONDAY + timedelta(days=1))
    await turn_challenges()
    assert await stored(challenge_id) == closed
    paid = {who.given_name: await available_points(who.id) for who in (alice, bob, chloe, idle)}
    assert paid == {"Alice": 20, "Bob": 0, "Chloe": 20, "Idle": 0}  # ten of its own, ten of the team goal's rule
    assert {each.check: each.faults for each in await examine() if not each.is_sound} == {}


async def test_a_goal_that_is_missed_is_frozen_with_what_there_is(db: None, at: MovedClock) -> None:
    await company()
    by, alice = await hr(), await person("alice")
    challenge_id = await launched(by, goal=3)
    await reads(alice, "a")
    at.set(MONDAY + timedelta(days=7))
    with heard(Fact) as said:
        await turn_challenges()
        view = await challenge_for(alice.id, None, "the-spring-of-data")
        assert view is not None
        assert (view.is_over, view.state, view.total) == (True, "running", None)  # masked: alone
        at.advance(SETTLING)
        await turn_challenges()
    assert said == []
    closed = await stored(challenge_id)
    assert (closed["state"], closed["reached_at"], closed["result"], closed["result_people"]) == ("closed", None, 1, 1)


async def test_a_personal_goal_is_each_ones_own(db: None, at: MovedClock) -> None:
    await company()
    by, alice, bob = await hr(), await person("alice"), await person("bob")
    challenge_id = await launched(by, scope="personal", goal=2, points=10)
    slug = (await stored(challenge_id))["slug"]
    for who in (alice, bob):
        await join_challenge(who.id, slug)
    await reads(bob, "a")
    with heard(ChallengeReached) as news:
        for about in ("a", "b", "c"):
            await reads(alice, about)
    assert [each.people for each in news] == [(alice.id,)]
    assert (await available_points(alice.id), await available_points(bob.id)) == (10, 0)
    at.advance(timedelta(days=7) + SETTLING)
    await turn_challenges()
    closed = await stored(challenge_id)
    assert (closed["state"], closed["result"], closed["result_people"]) == ("closed", 1, 2)


async def test_an_empty_budget_says_so_and_still_records(db: None) -> None:
    await company()
    by, ours = await hr(), await team("Data")
    mates = [await person(f"mate{number}") for number in range(5)]
    await launched(by, scope="team", team=ours.id, goal=5, points=10, budget=25)
    for mate in mates:
        await reads(mate, "a")
    await turn_challenges()
    decided = await rows("SELECT outcome FROM decision WHERE rule_key LIKE 'challenge-%'")
    assert Counter(row["outcome"] for row in decided) == {"awarded": 2, "budget_exhausted": 3}
    view = await challenge_for(mates[0].id, ours.id, "the-spring-of-data")
    assert view is not None
    assert (view.is_budget_over, view.is_reached, view.total, view.mine) == (True, True, 5, 1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_one_who_cannot_be_told_keeps_nobody_else_waiting(
    db: None, at: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await company()
    by, first, second = await hr(), await person("first", id="0"), await person("second", id="1")
    await fund_season()
    challenge_id = await launched(by, goal=2, points=10, budget=100)
    for who in (first, second):
        await reads(who, who.given_name)

    def fail(challenge: str, person_id: str) -> Fact:
        if person_id == first.id:
            raise ArithmeticError
        return completed(challenge, person_id)

    monkeypatch.setattr(closing, "completed", fail)
    at.advance(timedelta(days=8) + SETTLING)
    await turn_challenges()
    assert (await stored(challenge_id))["state"] == "running", "closed, it would never pay the first"
    assert await available_points(second.id) == 20
    monkeypatch.setattr(closing, "completed", completed)
    await turn_challenges()
    assert (await stored(challenge_id))["state"] == "closed"
    assert await available_points(first.id) == 20

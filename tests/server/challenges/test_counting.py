"""What facts bring: in any order, once, to those whom a challenge concerns, equal to a rebuild."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import permutations

import pytest

from gamification import Fact
from server.challenges.checks import challenges_follow_from_facts
from server.challenges.joining import join_challenge, leave_challenge
from server.clock import MovedClock, moved
from server.content.models import Article
from server.database import rows
from server.listeners import register_listeners
from server.people.own_settings.commands import leave_programme, pause_participation, resume_participation
from server.points.recording import record_fact
from server.settings import Settings
from server.web.problems import NotFound
from tests.support.challenges import MONDAY, amounts, draft, hr, launched, reads, share_facts, stored
from tests.support.content import topic
from tests.support.people import company, person, team
from tests.support.sharing import article, heard


@pytest.fixture(autouse=True)
def at(settings: Settings) -> Iterator[MovedClock]:
    register_listeners(settings)
    with moved() as moving:
        moving.set(MONDAY)
        yield moving


async def test_reads_add_up_once_each(db: None) -> None:
    await company()
    by, alice, bob = await hr(), await person("alice"), await person("bob")
    challenge_id = await launched(by)
    for who, about in ((alice, "a"), (alice, "a"), (alice, "b"), (bob, "a")):
        await reads(who, about)
    assert await amounts(challenge_id) == {alice.id: (2, 0), bob.id: (1, 0)}
    assert await challenges_follow_from_facts() == []


async def test_either_half_of_a_share_may_come_last(db: None) -> None:
    await company()
    by, alice = await hr(), await person("alice")
    shares, words = await launched(by, counts="shares"), await launched(by, counts="own_words")
    people = await launched(by, counts="sharers")
    for number, order in enumerate(permutations(range(2))):
        facts = share_facts(alice, f"s{number}", own_words=number == 0)
        for each in order:
            await record_fact(facts[each])
    assert await amounts(shares) == {alice.id: (2, 0)}
    assert await amounts(words) == {alice.id: (1, 0)}
    assert await amounts(people) == {alice.id: (1, 0)}
    assert await challenges_follow_from_facts() == []


async def test_nothing_counts_before_the_launch_or_outside_the_dates(db: None, at: MovedClock) -> None:
    await company()
    by, alice = await hr(), await person("alice")
    await reads(alice, "early", MONDAY - timedelta(days=1))
    await reads(alice, "this-morning", MONDAY - timedelta(hours=1))
    challenge_id = await draft(by)
    await reads(alice, "while-a-draft")
    assert await amounts(challenge_id) == {}
    from server.challenges.commands import launch_challenge

    await launch_challenge(challenge_id, 1, by.id)
    at.advance(timedelta(days=7))
    await reads(alice, "late")
    assert await amounts(challenge_id) == {alice.id: (2, 0)}  # of today, from midnight on
    assert await challenges_follow_from_facts() == []


async def test_a_team_challenge_is_the_teams(db: None) -> None:
    await company()
    by, ours = await hr(), await team("Data")
    mates = [await person(f"mate{number}") for number in range(5)]
    charlie = await person("charlie", of="Field")
    challenge_id = await launched(by, scope="team", team=ours.id)
    for who in (mates[0], charlie):
        await reads(who, "a")
    await rows("UPDATE person SET team_id = $1 WHERE id = $2 RETURNING id", charlie.team_id, mates[1].id)  # type: ignore[attr-defined]
    await reads(mates[1], "a")
    assert await amounts(challenge_id) == {mates[0].id: (1, 0)}
    assert await challenges_follow_from_facts() == []


async def test_who_is_away_adds_nothing_and_what_was_added_stays(db: None) -> None:
    await company()
    by, alice, bob = await hr(), await person("alice"), await person("bob")
    challenge_id = await launched(by)
    await reads(alice, "a")
    await reads(bob, "a")
    await pause_participation(alice.id)
    await reads(alice, "b")
    await resume_participation(alice.id)
    await reads(alice, "c")
    await leave_programme(bob.id)
    await reads(bob, "b")
    assert await amounts(challenge_id) == {alice.id: (2, 1), bob.id: (1, 1)}
    assert await challenges_follow_from_facts() == []


async def test_a_topic_is_settled_when_it_happens(db: None) -> None:
    await company()
    by, alice, watch = await hr(), await person("alice"), await topic()
    about, other = await article("about", topic_id=watch.id), await article("other")
    challenge_id = await launched(by, topic=watch.slug)
    await reads(alice, about.id)
    await reads(alice, other.id)
    assert await amounts(challenge_id) == {alice.id: (1, 1)}
    await Article.all().update(topic_id=None)
    assert await challenges_follow_from_facts() == []


async def test_a_personal_challenge_is_joined_and_left(db: None) -> None:
    await company()
    by, alice, bob = await hr(), await person("alice"), await person("bob")
    challenge_id = await launched(by, scope="personal", goal=3)
    slug = (await stored(challenge_id))["slug"]
    await reads(alice, "a")
    await reads(bob, "a")
    assert await amounts(challenge_id) == {}
    for _ in range(2):
        await join_challenge(alice.id, slug)
    await reads(alice, "b")
    assert await amounts(challenge_id) == {alice.id: (2, 0)}
    assert await challenges_follow_from_facts() == []
    await leave_challenge(alice.id, slug)
    await reads(alice, "c")
    assert await amounts(challenge_id) == {}
    assert await challenges_follow_from_facts() == []
    with heard(Fact) as said:
        await join_challenge(alice.id, slug)
        assert await amounts(challenge_id) == {alice.id: (3, 0)}
    assert [(each.kind, each.person) for each in said] == [("challenge.completed", alice.id)]
    with pytest.raises(NotFound):
        await join_challenge(alice.id, (await stored(await launched(by)))["slug"])


async def test_the_doctor_sees_what_a_hand_changed(db: None) -> None:
    await company()
    by, alice = await hr(), await person("alice")
    challenge_id = await launched(by)
    await reads(alice, "a")
    await rows("UPDATE challenge_progress SET amount = 9 WHERE challenge_id = $1 RETURNING id", challenge_id)
    (fault,) = await challenges_follow_from_facts()
    assert "9 kept, the facts make 1" in fault
    await rows("DELETE FROM challenge_progress RETURNING id")
    (fault,) = await challenges_follow_from_facts()
    assert "0 kept, the facts make 1" in fault

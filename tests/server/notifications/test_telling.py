"""What happens to people is told in the transaction in which it happens."""

import json
from datetime import timedelta

import httpx2
import pytest

from server import clock
from server.database import rows, transaction
from server.events import BadgeEarned, LevelReached, ShareSeen, announce
from server.people.models import Person
from server.web.sessions import COOKIE_LOOPBACK, hash_of
from tests.support import people
from tests.support.push import SubscribedBrowser, subscribed
from tests.support.sharing import article


async def told() -> list[tuple[str, str, str]]:
    found = await rows("SELECT person_id, kind, path FROM notification ORDER BY created_at, kind")
    return [(row["person_id"], row["kind"], row["path"]) for row in found]


async def waiting() -> list[dict[str, str]]:
    found = await rows("SELECT payload FROM job WHERE kind = 'push.send' ORDER BY id")
    return [json.loads(row["payload"]) if isinstance(row["payload"], str) else row["payload"] for row in found]


@pytest.fixture
def session(as_alice: httpx2.AsyncClient) -> str:
    return hash_of(as_alice.cookies[COOKIE_LOOPBACK])


async def test_each_kind_is_told_once_and_pushed_to_each_device(alice: Person, session: str) -> None:
    devices = {(await subscribed(alice.id, session, SubscribedBrowser(f"https://x/{n}"))).id for n in "ab"}
    about, now = await article(), clock.now()
    seen = ShareSeen("share-1", alice.id, about.id, now)
    for event in (seen, BadgeEarned(alice.id, "mes-mots", 1, now), LevelReached(alice.id, 2, now), seen):
        async with transaction():
            await announce(event)
    assert sorted(await told()) == [
        (alice.id, "badge_earned", "/badges/mes-mots"),
        (alice.id, "level_reached", "/me"),
        (alice.id, "share_seen", "/shares/share-1"),
    ]
    jobs = await waiting()
    assert len(jobs) == 6
    assert {job["device"] for job in jobs} == devices
    assert {frozenset(job) for job in jobs} == {frozenset({"device", "notification"})}, "ids and nothing else"


async def test_the_next_tier_is_news(alice: Person) -> None:
    for tier in (1, 1, 2):
        await announce(BadgeEarned(alice.id, "mes-mots", tier, clock.now()))
    assert len(await told()) == 2


async def test_an_act_that_fails_has_told_nothing(alice: Person, session: str) -> None:
    await subscribed(alice.id, session, SubscribedBrowser("https://x/1"))
    with pytest.raises(ZeroDivisionError):
        await badge_and_then_fail(alice.id)
    assert (await told(), await waiting()) == ([], [])


async def badge_and_then_fail(person_id: str) -> None:
    async with transaction():
        await announce(BadgeEarned(person_id, "curieux", 1, clock.now()))
        assert len(await waiting()) == 1
        raise ZeroDivisionError


async def test_whoever_does_not_take_part_is_told_nothing(alice: Person) -> None:
    left = await people.person("lea", opted_out_at=clock.now())
    invited = await people.person("ines", joined=False)
    for person in (left, invited):
        await announce(BadgeEarned(person.id, "curieux", 1, clock.now()))
    assert await told() == []


async def test_a_device_whose_session_lapsed_gets_nothing(alice: Person, session: str) -> None:
    await subscribed(alice.id, session, SubscribedBrowser("https://x/1"))
    with clock.moved() as moved:
        moved.set(clock.now() + timedelta(days=400))
        await announce(BadgeEarned(alice.id, "curieux", 1, clock.now()))
    assert len(await told()) == 1
    assert await waiting() == []

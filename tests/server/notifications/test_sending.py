"""The jobs: what a device receives, and what each answer of a push service means."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from aiohttp import web

from server import clock, worker
from server.badges.wording import level_name
from server.database import rows
from server.events import BadgeEarned, LevelReached, ShareSeen, announce
from server.jobs import enqueue, handles
from server.notifications.commands import mark_all_read, subscribe
from server.notifications.jobs import send_push, send_test
from server.notifications.posting import PushPost, push_post
from server.notifications.webpush import PushSender, Subscription, generate_vapid_keys
from server.people.models import Person
from server.settings import Settings
from server.web.locale import say, speaking
from server.web.sessions import COOKIE_LOOPBACK, hash_of
from tests.support.push import LOOPBACK, FakePushService, SubscribedBrowser, subscribed
from tests.support.sharing import article


@pytest_asyncio.fixture
async def phone(
    as_alice: httpx2.AsyncClient, alice: Person, service: FakePushService
) -> AsyncIterator[SubscribedBrowser]:
    """Alice's phone, reached through the service on loopback."""
    sender = PushSender(generate_vapid_keys(), "ops@orvane.example", lambda _: None)
    post = PushPost(sender, "https://ricoche.orvane.example", LOOPBACK)
    handles("push.send", partial(send_push, post))
    handles("push.test", partial(send_test, post))
    worker.closers["push"] = post.close
    made = SubscribedBrowser(f"{service.address}/send/%7Ealice:1")
    await subscribed(alice.id, hash_of(as_alice.cookies[COOKIE_LOOPBACK]), made)
    yield made
    await post.close()


async def run() -> None:
    await worker.drain()


async def badge(person: Person, key: str = "premier-ricochet") -> None:
    await announce(BadgeEarned(person.id, key, 1, clock.now()))


async def jobs() -> list[dict[str, Any]]:
    return await rows("SELECT attempts, dead, due_ms, problem FROM job WHERE kind LIKE 'push.%'")


async def devices() -> int:
    return len(await rows("SELECT id FROM push_subscription"))


async def test_a_share_that_was_seen_reaches_the_phone(
    alice: Person, phone: SubscribedBrowser, service: FakePushService
) -> None:
    about = await article()
    await announce(ShareSeen("0192-share", alice.id, about.id, clock.now()))
    await run()
    ((path, headers, body),) = service.received
    message = json.loads(phone.read(body))
    assert path == "/send/%7Ealice:1"
    assert headers["ttl"] == str(24 * 3600)
    assert headers["topic"] == message["notification"]["tag"]
    assert headers["authorization"].startswith("vapid t=")
    assert message["notification"]["title"] == "Somebody opened your link"
    assert message["notification"]["body"] == about.title
    assert message["notification"]["navigate"] == "https://ricoche.orvane.example/shares/0192-share"
    assert message["app_badge"] == 1
    assert await jobs() == []


async def test_it_speaks_the_person_s_language(
    alice: Person, phone: SubscribedBrowser, service: FakePushService
) -> None:
    alice.language = "fr"
    await alice.save()
    await announce(LevelReached(alice.id, 3, clock.now()))
    await run()
    message = json.loads(phone.read(service.received[0][2]))
    assert message["notification"]["lang"] == "fr"
    with speaking("fr"):
        assert message["notification"]["title"] == say("A new level")
        assert message["notification"]["body"] == level_name("onde")


async def test_one_act_that_brings_several_pushes_each_under_its_own_topic(
    alice: Person, phone: SubscribedBrowser, service: FakePushService
) -> None:
    await badge(alice)
    await announce(LevelReached(alice.id, 2, clock.now()))
    await run()
    topics = {headers["topic"] for _, headers, _ in service.received}
    assert (len(service.received), len(topics)) == (2, 2)


@pytest.mark.parametrize("status", [404, 410])
async def test_a_device_that_is_gone_is_forgotten(
    alice: Person, phone: SubscribedBrowser, service: FakePushService, status: int
) -> None:
    service.answers.append(web.Response(status=status))
    await badge(alice)
    await run()
    assert (await devices(), await jobs()) == (0, [])


async def test_a_service_that_is_busy_is_asked_again_when_it_says(
    alice: Person, phone: SubscribedBrowser, service: FakePushService
) -> None:
    service.answers.append(web.Response(status=429, headers={"Retry-After": "120"}))
    with clock.moved() as moved:
        now = clock.now()
        moved.set(now)
        await badge(alice)
        await run()
        assert len(await jobs()) == 1
        moved.set(now + timedelta(seconds=119))
        await run()
        assert len(service.received) == 1
        moved.set(now + timedelta(seconds=120))
        await run()
    assert (len(service.received), await jobs(), await devices()) == (2, [], 1)


async def test_a_service_that_fails_is_tried_eight_times_and_given_up(
    alice: Person, phone: SubscribedBrowser, service: FakePushService
) -> None:
    service.answers += [web.Response(status=500) for _ in range(9)]
    with clock.moved() as moved:
        moved.set(clock.now())
        await badge(alice)
        for _ in range(10):
            await run()
            moved.advance(timedelta(hours=1))
    (job,) = await jobs()
    assert (len(service.received), job["attempts"], bool(job["dead"])) == (8, 8, True)
    assert await devices() == 1


@pytest.mark.parametrize("status", [400, 401, 403, 413, 302])
async def test_what_is_our_own_fault_is_neither_repeated_nor_the_device_s(
    alice: Person, phone: SubscribedBrowser, service: FakePushService, status: int
) -> None:
    service.answers.append(web.Response(status=status, headers={"Location": f"{service.address}/elsewhere"}))
    await badge(alice)
    await run()
    assert (await jobs(), await devices(), len(service.received)) == ([], 1, 1)


async def test_what_was_read_meanwhile_is_not_pushed(
    alice: Person, phone: SubscribedBrowser, service: FakePushService
) -> None:
    await badge(alice)
    await mark_all_read(alice.id)
    await run()
    assert (service.received, await jobs()) == ([], [])


async def test_what_waited_a_day_is_no_news(alice: Person, phone: SubscribedBrowser, service: FakePushService) -> None:
    await badge(alice)
    with clock.moved() as moved:
        moved.set(clock.now() + timedelta(days=1, minutes=1))
        await run()
    assert (service.received, await jobs()) == ([], [])


async def test_a_device_that_changed_hands_does_not_get_the_other_s_news(
    alice: Person, bob: Person, as_bob: httpx2.AsyncClient, phone: SubscribedBrowser, service: FakePushService
) -> None:
    await badge(alice)
    keys = Subscription(phone.endpoint, **phone.keys)
    await subscribe(bob.id, hash_of(as_bob.cookies[COOKIE_LOOPBACK]), keys, None)
    await run()
    assert service.received == []


async def test_a_test_message_is_sent_once(
    alice: Person, as_alice: httpx2.AsyncClient, phone: SubscribedBrowser, service: FakePushService
) -> None:
    service.answers.append(web.Response(status=503))
    for _ in range(2):
        assert (await as_alice.post("/push/test", json={"endpoint": phone.endpoint})).status_code == 202
        await run()
    assert (len(service.received), await jobs()) == (2, [])
    message = json.loads(phone.read(service.received[1][2]))
    assert message["notification"]["title"] == "Messages reach this device"


async def test_a_device_signed_out_meanwhile_gets_nothing(
    alice: Person, as_alice: httpx2.AsyncClient, phone: SubscribedBrowser, service: FakePushService
) -> None:
    await badge(alice)
    await as_alice.post("/sign-out")
    await run()
    assert (service.received, await jobs()) == ([], [])


async def test_the_application_itself_writes_to_known_services_only(
    alice: Person, phone: SubscribedBrowser, service: FakePushService, settings: Settings
) -> None:
    post = push_post(settings)
    handles("push.send", partial(send_push, post))
    await badge(alice)
    await run()
    await post.close()
    assert (service.received, await jobs()) == ([], [])


async def test_a_job_for_what_is_gone_ends_quietly(phone: SubscribedBrowser, service: FakePushService) -> None:
    await enqueue("push.send", {"device": "unknown", "notification": "unknown"})
    await enqueue("push.test", {"device": "unknown"})
    await run()
    assert (service.received, await jobs()) == ([], [])

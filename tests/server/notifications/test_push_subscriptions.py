"""A browser tells where it is reached; hostile addresses and keys are refused, strangers' ones are left alone."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.database import rows
from server.people.models import Person
from tests.conftest import browser
from tests.support.push import SubscribedBrowser
from tests.support.signing_in import as_person

STORE, DROP, TEST = "/push/subscriptions", "/push/subscriptions/deletion", "/push/test"
FCM = "https://fcm.googleapis.com/fcm/send/"


def phone(name: str = "one") -> dict[str, Any]:
    return SubscribedBrowser(FCM + name).json


async def stored() -> list[tuple[str, str]]:
    found = await rows("SELECT person_id, endpoint FROM push_subscription ORDER BY endpoint")
    return [(row["person_id"], row["endpoint"]) for row in found]


async def test_a_browser_is_stored_once_and_seen_again(as_alice: httpx2.AsyncClient, alice: Person) -> None:
    told = phone()
    assert (await as_alice.post(STORE, json=told)).status_code == 204
    assert (await as_alice.post(STORE, json=told)).status_code == 204
    assert await stored() == [(alice.id, FCM + "one")]


async def test_subscribing_as_somebody_else_moves_it(
    as_alice: httpx2.AsyncClient, as_bob: httpx2.AsyncClient, bob: Person
) -> None:
    told = phone()
    await as_alice.post(STORE, json=told)
    assert (await as_bob.post(STORE, json=told)).status_code == 204
    assert await stored() == [(bob.id, FCM + "one")]


async def test_a_renewed_subscription_takes_the_place_of_the_old_one(
    app: ASGIApp, as_alice: httpx2.AsyncClient, alice: Person
) -> None:
    await as_alice.post(STORE, json=phone("old"))
    async with browser(app) as made:
        # From a session opened later on the same device: only the name of the old one connects them.
        later = await as_person(made, alice)
        await later.post(STORE, json=phone("new") | {"replaces": FCM + "old"})
    assert await stored() == [(alice.id, FCM + "new")]


async def test_a_browser_has_one_subscription(as_alice: httpx2.AsyncClient, alice: Person) -> None:
    await as_alice.post(STORE, json=phone("a"))
    await as_alice.post(STORE, json=phone("b"))
    assert await stored() == [(alice.id, FCM + "b")]


async def test_nobody_replaces_a_stranger_s_subscription(
    as_alice: httpx2.AsyncClient, as_bob: httpx2.AsyncClient, alice: Person, bob: Person
) -> None:
    await as_alice.post(STORE, json=phone("alice"))
    await as_bob.post(STORE, json=phone("bob") | {"replaces": FCM + "alice"})
    assert await stored() == [(alice.id, FCM + "alice"), (bob.id, FCM + "bob")]


async def test_of_eleven_devices_the_one_seen_longest_ago_goes(app: ASGIApp, alice: Person) -> None:
    start = clock.now()
    with clock.moved() as moved:
        for number in range(11):
            moved.set(start + timedelta(minutes=number))
            async with browser(app) as made:
                device = await as_person(made, alice)
                assert (await device.post(STORE, json=phone(f"{number:02}"))).status_code == 204
    assert [endpoint.removeprefix(FCM) for _, endpoint in await stored()] == [f"{n:02}" for n in range(1, 11)]


@pytest.mark.parametrize(
    ("endpoint", "problem"),
    [
        ("https://evil.example/send/1", "unknown_host"),
        ("https://fcm.googleapis.com.evil.example/1", "unknown_host"),
        ("https://169.254.169.254/latest", "unknown_host"),
        ("https://127.0.0.1/1", "unknown_host"),
        ("https://[::1]/1", "unknown_host"),
        ("http://fcm.googleapis.com/fcm/send/1", "not_https"),
        ("https://fcm.googleapis.com:8443/1", "port"),
        ("https://user@fcm.googleapis.com/1", "credentials"),
        ("nonsense", "not_https"),
    ],
)
async def test_an_endpoint_elsewhere_is_refused(as_alice: httpx2.AsyncClient, endpoint: str, problem: str) -> None:
    answer = await as_alice.post(STORE, json=SubscribedBrowser(endpoint).json)
    assert (answer.status_code, answer.json()) == (422, {"problem": problem})
    assert await stored() == []


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ({"p256dh": "AAAA", "auth": "AAAAAAAAAAAAAAAAAAAAAA"}, "p256dh"),
        ({"p256dh": "B" + "A" * 86, "auth": "AAAAAAAAAAAAAAAAAAAAAA"}, "p256dh"),
        ({"p256dh": SubscribedBrowser(FCM).keys["p256dh"], "auth": "short"}, "auth"),
        ({"p256dh": "é", "auth": "é"}, "p256dh"),
        ({}, "unreadable"),
        (None, "unreadable"),
    ],
)
async def test_keys_of_no_use_are_refused(as_alice: httpx2.AsyncClient, keys: Any, problem: str) -> None:
    answer = await as_alice.post(STORE, json={"endpoint": FCM + "1", "keys": keys})
    assert (answer.status_code, answer.json()) == (422, {"problem": problem})


@pytest.mark.parametrize("path", [STORE, DROP, TEST])
@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"endpoint": 4}', b'{"endpoint": "' + b"x" * 9000 + b'"}'])
async def test_what_is_not_the_agreed_json_is_refused(as_alice: httpx2.AsyncClient, path: str, body: bytes) -> None:
    answer = await as_alice.post(path, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


async def test_a_form_is_no_json(as_alice: httpx2.AsyncClient) -> None:
    assert (await as_alice.post(DROP, data={"endpoint": FCM + "one"})).status_code == 422


@pytest.mark.parametrize("path", [STORE, DROP, TEST])
async def test_without_a_session_the_worker_is_told_to_unsubscribe(client: httpx2.AsyncClient, path: str) -> None:
    assert (await client.post(path, json=phone())).status_code == 401


@pytest.mark.parametrize("path", [STORE, DROP, TEST])
async def test_reading_is_not_a_way(as_alice: httpx2.AsyncClient, path: str) -> None:
    assert (await as_alice.get(path)).status_code == 405


async def test_another_site_cannot_subscribe_anybody(as_alice: httpx2.AsyncClient) -> None:
    answer = await as_alice.post(STORE, json=phone(), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert await stored() == []


async def test_deleting_is_for_one_s_own_and_says_nothing_of_others(
    as_alice: httpx2.AsyncClient, as_bob: httpx2.AsyncClient, alice: Person
) -> None:
    await as_alice.post(STORE, json=phone())
    answers = [await as_bob.post(DROP, json={"endpoint": FCM + name}) for name in ("one", "unknown")]
    assert [answer.status_code for answer in answers] == [204, 204]
    assert await stored() == [(alice.id, FCM + "one")]
    assert (await as_alice.post(DROP, json={"endpoint": FCM + "one"})).status_code == 204
    assert await stored() == []


async def test_a_test_goes_to_one_s_own_device_only(as_alice: httpx2.AsyncClient, as_bob: httpx2.AsyncClient) -> None:
    await as_alice.post(STORE, json=phone())
    assert (await as_bob.post(TEST, json={"endpoint": FCM + "one"})).status_code == 404
    assert await rows("SELECT id FROM job WHERE kind = 'push.test'") == []
    assert (await as_alice.post(TEST, json={"endpoint": FCM + "one"})).status_code == 202
    assert len(await rows("SELECT id FROM job WHERE kind = 'push.test'")) == 1


async def test_tests_are_counted(as_alice: httpx2.AsyncClient) -> None:
    await as_alice.post(STORE, json=phone())
    answers = [await as_alice.post(TEST, json={"endpoint": FCM + "one"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [202] * 5 + [429]


async def test_signing_out_takes_the_subscription_with_it(as_alice: httpx2.AsyncClient) -> None:
    await as_alice.post(STORE, json=phone())
    assert (await as_alice.post("/sign-out")).status_code == 303
    assert await stored() == []


async def test_a_device_is_dropped_from_the_settings_by_its_owner_only(
    as_alice: httpx2.AsyncClient, as_bob: httpx2.AsyncClient
) -> None:
    await as_alice.post(STORE, json=phone())
    device = (await rows("SELECT id FROM push_subscription"))[0]["id"]
    path = f"/settings/notifications/devices/{device}/deletion"
    assert (await as_bob.post(path)).status_code == 404
    assert len(await stored()) == 1
    assert (await as_alice.post(path)).status_code == 303
    assert await stored() == []
    assert (await as_alice.post("/settings/notifications/devices/%00/deletion")).status_code == 404
    assert (await as_alice.get(path)).status_code == 405

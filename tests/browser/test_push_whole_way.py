"""A visit from outside becomes a notification on the phone, and signing out ends it."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect

from server import worker
from server.database import rows
from server.jobs import handles
from server.notifications.jobs import send_push, send_test
from server.notifications.posting import PushPost
from server.notifications.vapid import ensure_vapid_keys
from server.notifications.webpush import PushOutcome, PushRequest, PushSender
from server.people.models import Person
from server.settings import Settings
from tests.support import people
from tests.support.browsing import RunningServer, controlled, sign_in
from tests.support.push import LOOPBACK, FakePushService, SubscribedBrowser, push_service
from tests.support.sharing import article, shared, visitor

pytestmark = pytest.mark.browser

ENDPOINT = "https://fcm.googleapis.com/fcm/send/alice"
# Subscribing asks a service of the browser's maker, which tests never reach.
STUB = """told => { const made = () => ({ ...told, options: {}, toJSON() { return told },
  async unsubscribe() { localStorage.removeItem("stub"); return true } });
PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
  localStorage.setItem("stub", applicationServerKey); return made() };
PushManager.prototype.getSubscription = async () => localStorage.getItem("stub") ? made() : null }"""


class _Diverted(PushSender):
    """Posts to the service on loopback what is meant for the browser's maker."""

    def __init__(self, settings: Settings, service: FakePushService) -> None:
        super().__init__(ensure_vapid_keys(settings.data_dir), "ops@orvane.example", lambda _: None)
        self._address = service.address

    async def send(self, session: aiohttp.ClientSession, request: PushRequest) -> PushOutcome:
        assert request.url == ENDPOINT
        return await super().send(session, replace(request, url=f"{self._address}/alice"))


@pytest_asyncio.fixture
async def service(running: RunningServer, settings: Settings) -> AsyncIterator[FakePushService]:
    async with push_service() as made:
        post = PushPost(_Diverted(settings, made), settings.public_url, LOOPBACK)
        handles("push.send", partial(send_push, post))
        handles("push.test", partial(send_test, post))
        worker.closers["push"] = post.close
        yield made
        await post.close()


@pytest_asyncio.fixture
async def alice(running: RunningServer) -> Person:
    await people.company()
    made = await people.welcomed("alice")
    made.language = "fr"
    await made.save()
    return made


async def subscribed_page(phone: BrowserContext, alice: Person, server: str, keys: SubscribedBrowser) -> Page:
    """The settings page after the tap that turns push on."""
    await phone.add_init_script(f"({STUB})({json.dumps(keys.json)})")
    await sign_in(phone, alice, server)
    page = await phone.new_page()
    await page.goto("/settings/notifications")
    await controlled(page)
    await page.click("[data-push-subscribe]")
    await expect(page.locator("[data-push-state=on]")).to_be_visible()
    return page


async def received(service: FakePushService) -> bytes:
    """The body of the next message."""
    async with asyncio.timeout(15):
        while not service.received:  # noqa: ASYNC110 - the service is another task of this loop
            await asyncio.sleep(0.02)
    return service.received.pop(0)[2]


async def deliver(phone: BrowserContext, page: Page, server: str, plain: str) -> dict[str, Any]:
    """Hand the worker a message as the browser would, and return the notification it shows."""
    cdp, found = await phone.new_cdp_session(page), asyncio.Queue[str]()

    def note(event: dict[str, Any]) -> None:
        for each in event["registrations"]:
            found.put_nowait(each["registrationId"])

    cdp.on("ServiceWorker.workerRegistrationUpdated", note)
    await cdp.send("ServiceWorker.enable")
    message = {"origin": server, "registrationId": await found.get(), "data": plain}
    shown: list[dict[str, Any]] = []
    for attempt in range(100):
        if attempt % 40 == 0:  # a message to a worker that is just starting can be lost; the tag keeps it one
            await cdp.send("ServiceWorker.deliverPushMessage", message)
        shown = await page.evaluate(
            "navigator.serviceWorker.ready.then(r => r.getNotifications())"
            ".then(all => all.map(({ title, body, lang, data }) => ({ title, body, lang, data })))"
        )
        if shown:
            break
        await asyncio.sleep(0.05)
    assert len(shown) == 1
    return shown[0]


async def click(phone: BrowserContext) -> str:
    """Where a tap on the notification leads; opening a window needs a real finger, so it is only noted."""
    opened: str = await phone.service_workers[0].evaluate(
        """async () => { const shown = (await registration.getNotifications())[0]; let opened;
        Object.defineProperty(clients, "openWindow", { value: async to => { opened = to }, configurable: true });
        dispatchEvent(new NotificationEvent("notificationclick", { notification: shown }));
        for (let i = 0; i < 40 && !opened; i++) await new Promise(done => setTimeout(done, 50));
        return opened }"""
    )
    return opened


async def test_a_visit_from_outside_reaches_the_phone(
    phone: BrowserContext, running: RunningServer, service: FakePushService, alice: Person
) -> None:
    keys = SubscribedBrowser(ENDPOINT)
    page = await subscribed_page(phone, alice, running.address, keys)
    about = await article(language="fr", title="Six mois à Nantes, sans filtre")
    share_id, code = await shared(alice, about)
    async with visitor(running.app) as reader:
        assert (await reader.get(f"/s/{code}")).status_code in (302, 303, 307)

    bodies = [json.loads(keys.read(await received(service))) for _ in range(1)]
    while not any(body["notification"]["data"]["kind"] == "share_seen" for body in bodies):
        bodies.append(json.loads(keys.read(await received(service))))
    message = next(body for body in bodies if body["notification"]["data"]["kind"] == "share_seen")
    shown = await deliver(phone, page, running.address, json.dumps(message))
    assert shown["title"] == message["notification"]["title"]
    assert (shown["body"], shown["lang"]) == (about.title, "fr")
    assert shown["data"]["navigate"] == f"{running.address}/shares/{share_id}"

    opened = await click(phone)
    assert opened == shown["data"]["navigate"]
    answer = await page.goto(opened)
    assert answer is not None
    assert answer.status == 200
    await page.goto("/notifications")
    await expect(page.locator(".news li.unread").first).to_be_visible()
    assert about.title in await page.inner_text(".news")


async def test_a_test_message_arrives(
    phone: BrowserContext, running: RunningServer, service: FakePushService, alice: Person
) -> None:
    keys = SubscribedBrowser(ENDPOINT)
    page = await subscribed_page(phone, alice, running.address, keys)
    await page.click("[data-push-test]")
    await expect(page.locator("#toasts [data-toast]")).to_be_visible()
    message = json.loads(keys.read(await received(service)))
    shown = await deliver(phone, page, running.address, json.dumps(message))
    assert shown["data"]["navigate"] == f"{running.address}/settings/notifications"


async def test_signing_out_leaves_no_page_and_no_subscription(
    phone: BrowserContext, running: RunningServer, service: FakePushService, alice: Person
) -> None:
    await article()
    page = await subscribed_page(phone, alice, running.address, SubscribedBrowser(ENDPOINT))
    assert len(await rows("SELECT id FROM push_subscription")) == 1
    await page.goto("/feed")
    await page.wait_for_function("caches.keys().then(names => names.some(name => name.startsWith('pages-')))")
    await page.goto("/settings")
    async with page.expect_navigation():
        await page.click("form[data-sign-out] button")
    assert await page.evaluate("caches.keys().then(names => names.filter(name => name.startsWith('pages-')))") == []
    assert await page.evaluate("localStorage.getItem('stub')") is None
    assert await rows("SELECT id FROM push_subscription") == []
    assert await rows("SELECT id_hash FROM session") == []


async def test_without_permission_the_page_says_how_to_give_it(
    phone: BrowserContext, running: RunningServer, alice: Person
) -> None:
    await phone.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    await sign_in(phone, alice, running.address)
    page = await phone.new_page()
    await page.goto("/settings/notifications")
    await expect(page.locator("[data-push-state=blocked]")).to_be_visible()
    await expect(page.locator("[data-push-subscribe]")).to_be_hidden()

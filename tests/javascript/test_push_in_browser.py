"""Push in a real Chromium: messages become notifications, taps become subscriptions."""

import asyncio
import json
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page

from tests.javascript.bare_app import SENT, SUBSCRIBE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (
            json.dumps({"web_push": 8030, "notification": {"title": "Un nouveau badge", "tag": "t"}}),
            "Un nouveau badge",
        ),
        ("not json", "Ricoche"),
        ("", "Ricoche"),
    ],
)
async def test_a_push_message_becomes_a_notification(
    feed_page: Page, context: BrowserContext, address: str, data: str, title: str
) -> None:
    registered: asyncio.Queue[str] = asyncio.Queue()
    cdp = await context.new_cdp_session(feed_page)

    def note(event: dict[str, Any]) -> None:
        for each in event["registrations"]:
            registered.put_nowait(each["registrationId"])

    cdp.on("ServiceWorker.workerRegistrationUpdated", note)
    await cdp.send("ServiceWorker.enable")
    await feed_page.wait_for_function(
        "navigator.serviceWorker.ready.then(registration => registration.active.state === 'activated')"
    )
    message = {"origin": address, "registrationId": await registered.get(), "data": data}
    await cdp.send("ServiceWorker.deliverPushMessage", message)
    await feed_page.wait_for_function(
        "title => navigator.serviceWorker.ready.then(registration => registration.getNotifications())"
        ".then(shown => shown.length === 1 && shown[0].title === title)",
        arg=title,
    )


KEYS = {"p256dh": "p", "auth": "a"}
STORED = (
    "/push/subscriptions",
    {"endpoint": "https://push.example/BKEY", "expirationTime": None, "keys": KEYS},
)


async def test_push_is_switched_on_tried_and_off_by_taps(context: BrowserContext) -> None:
    SENT.clear()
    page = await context.new_page()
    await page.add_init_script(SUBSCRIBE)
    await page.goto("/settings")
    await page.click("#yes")
    await page.click("#try")
    await page.wait_for_selector("#toasts [data-toast]")
    assert await page.inner_text("#toasts") == "Message envoyé"
    await page.reload()
    await page.click("#no")
    await page.wait_for_selector("#yes")
    assert SENT == [
        STORED,
        ("/push/test", {"endpoint": "https://push.example/BKEY"}),
        ("/push/subscriptions/deletion", {"endpoint": "https://push.example/BKEY"}),
    ]


async def test_a_subscription_the_server_refuses_is_undone(context: BrowserContext) -> None:
    page = await context.new_page()
    await page.add_init_script(SUBSCRIBE)
    await page.goto("/settings?refused")
    await page.click("#yes")
    await page.wait_for_selector("#toasts [data-toast]")
    assert await page.inner_text("#toasts") == "Cela n’a pas marché"
    assert await page.is_visible("#yes")
    assert await page.evaluate("sessionStorage.getItem('endpoint')") is None


async def test_the_subscription_of_another_person_on_this_device_is_dropped(context: BrowserContext) -> None:
    page = await context.new_page()
    await page.add_init_script(SUBSCRIBE)
    await page.goto("/settings")
    await page.click("#yes")
    await page.wait_for_selector("#no")
    SENT.clear()
    await page.evaluate("""localStorage.setItem("push", localStorage.getItem("push").replace("alice", "bob"))""")
    await page.reload()
    await page.wait_for_selector("#yes")
    assert SENT == [("/push/subscriptions/deletion", {"endpoint": "https://push.example/BKEY"})]
    assert await page.evaluate("localStorage.getItem('push')") is None

"""The application installs, and without network shows what was saved, else calm water."""

import json

import pytest
from playwright.async_api import BrowserContext, expect

from tests.support import people
from tests.support.browsing import RunningServer, controlled, sign_in
from tests.support.sharing import article

pytestmark = pytest.mark.browser


async def test_a_browser_offers_to_install(phone: BrowserContext, server: str) -> None:
    await people.company()
    page = await phone.new_page()
    await page.goto("/sign-in")
    await controlled(page)
    cdp = await phone.new_cdp_session(page)
    errors = (await cdp.send("Page.getInstallabilityErrors"))["installabilityErrors"]
    assert {error["errorId"] for error in errors} <= {"in-incognito"}
    found = await cdp.send("Page.getAppManifest")
    assert found["errors"] == []
    manifest = json.loads(found["data"])
    assert (manifest["lang"], manifest["display"]) == ("fr", "standalone")
    assert "Orvane" in manifest["name"]


async def test_a_saved_feed_is_read_without_network_and_the_rest_is_calm_water(
    phone: BrowserContext, running: RunningServer
) -> None:
    await people.company()
    alice = await people.welcomed("alice")
    about = await article()
    await sign_in(phone, alice, running.address)
    page = await phone.new_page()
    await page.goto("/feed")
    await controlled(page)
    await page.reload()
    await page.wait_for_function("caches.keys().then(names => names.some(name => name.startsWith('pages-')))")
    title = await page.inner_text("h1")
    await phone.set_offline(True)

    await page.reload()
    assert about.title in await page.inner_text("main")
    await expect(page.locator("#saved-copy")).to_be_visible()

    await page.goto("/settings/profile")
    await expect(page.locator(".scene svg:visible")).to_have_count(1)
    await expect(page.locator("#saved-pages a")).to_have_count(1)
    assert await page.inner_text("#saved-pages a") == title
    box = await page.locator("h1 + .tag .i").bounding_box()
    assert box is not None
    assert box["width"] > 8, "the icons are there"
    assert "Figtree" in await page.evaluate("getComputedStyle(document.body).fontFamily")
    assert await page.evaluate("document.fonts.check('16px Figtree')")
    await page.click("#saved-pages a")
    assert about.title in await page.inner_text("main")

    await page.goto("/settings/profile")
    await phone.set_offline(False)
    await page.click("main a[href='']")
    await expect(page.locator(".scene")).to_have_count(0)
    assert page.url.endswith("/settings/profile")


async def test_signed_out_nothing_is_saved(phone: BrowserContext, server: str) -> None:
    await people.company()
    page = await phone.new_page()
    await page.goto("/sign-in")
    await controlled(page)
    await page.reload()
    await phone.set_offline(True)
    await page.goto("/feed")
    await expect(page.locator(".scene")).to_be_visible()
    await expect(page.locator("#saved")).to_be_hidden()

"""What the scripts and the worker do in a real Chromium."""

import pytest
from playwright.async_api import BrowserContext, Page

pytestmark = pytest.mark.browser


async def test_the_sheet_opens_counts_and_gives_the_focus_back(feed_page: Page) -> None:
    await feed_page.click("#opener")
    await feed_page.wait_for_selector("#sheet[open]")
    assert await feed_page.evaluate("document.activeElement.id") == "sheet-title"
    await feed_page.check("#whatsapp")
    assert await feed_page.inner_text("#send") == "Ouvrir WhatsApp"
    await feed_page.click("#starter")
    assert await feed_page.input_value("#words") == "Une question : "
    assert await feed_page.inner_text("#count") == "15 caractères"
    await feed_page.keyboard.press("Escape")
    await feed_page.wait_for_selector("#sheet:not([open])", state="attached")
    assert await feed_page.evaluate("document.activeElement.id") == "opener"
    assert await feed_page.inner_html("#sheet") == ""
    await feed_page.click("#opener")
    await feed_page.click("#sheet [data-close]")
    assert feed_page.url.endswith("/feed")
    assert not await feed_page.evaluate("document.getElementById('sheet').open")


async def test_one_tap_records_the_share_copies_the_words_and_opens_the_channel(
    feed_page: Page, context: BrowserContext
) -> None:
    await feed_page.click("#opener")
    async with context.expect_page() as opened:
        await feed_page.click("#send")
    assert (await opened.value).url.endswith("/channel")
    await feed_page.wait_for_selector("#toasts [data-toast]")
    assert await feed_page.inner_text("#toasts") == "Vos mots sont copiés"
    await feed_page.bring_to_front()
    assert await feed_page.evaluate("navigator.clipboard.readText()") == "Mes mots"
    assert len(context.pages) == 2


async def test_when_the_tap_has_run_out_the_link_waits_under_the_finger(
    feed_page: Page, context: BrowserContext
) -> None:
    await feed_page.evaluate("Object.defineProperty(navigator.userActivation, 'isActive', {value: false})")
    await feed_page.click("#opener")
    await feed_page.click("#send")
    await feed_page.wait_for_selector("#open")
    await feed_page.wait_for_function("document.activeElement.id === 'open'")
    assert len(context.pages) == 1


async def test_copying_says_so(feed_page: Page) -> None:
    await feed_page.click("#copy")
    await feed_page.wait_for_selector("#toasts [data-toast]")
    assert await feed_page.inner_text("#toasts") == "Lien copié"
    assert await feed_page.evaluate("navigator.clipboard.readText()") == "https://ricoche.example/l/1"


async def test_a_complete_code_sends_itself(feed_page: Page) -> None:
    async with feed_page.expect_navigation():
        await feed_page.fill("#code", " 123 456")
    assert feed_page.url.endswith("/code?code=123456")


async def test_saved_pages_are_read_without_network_until_the_sign_in_page(
    feed_page: Page, context: BrowserContext
) -> None:
    await feed_page.reload()
    await feed_page.wait_for_function("caches.has('pages-v1-alice')")
    await context.set_offline(True)
    await feed_page.reload()
    assert await feed_page.inner_text("h1") == "Fil"
    await feed_page.wait_for_selector("#saved-copy:not([hidden])")
    assert ":" in await feed_page.inner_text("#saved-copy time")
    assert await feed_page.is_visible("#network")
    await feed_page.goto("/code")
    assert await feed_page.inner_text("h1") == "Eau calme"
    await feed_page.wait_for_selector("#saved-pages a")
    assert await feed_page.inner_text("#saved-pages") == "Fil"
    await context.set_offline(False)
    await feed_page.goto("/sign-in")
    await feed_page.wait_for_function("caches.keys().then(names => !names.some(name => name.startsWith('pages-')))")


async def test_signing_out_takes_the_saved_pages_first(feed_page: Page) -> None:
    await feed_page.reload()
    await feed_page.wait_for_function("caches.has('pages-v1-alice')")
    async with feed_page.expect_navigation():
        await feed_page.click("#sign-out")
    assert feed_page.url.endswith("/sign-out")
    assert await feed_page.evaluate("caches.keys()") == ["static-v1"]


async def test_a_request_without_network_says_so(context: BrowserContext, address: str) -> None:
    page = await context.new_page()
    await page.goto("/feed")
    await context.set_offline(True)
    await page.click("#opener")
    await page.wait_for_selector("#toasts [data-toast]")
    assert await page.inner_text("#toasts") == "Pas de réseau"

"""The product from the code in the mail to signing out, on a French phone, with somebody outside who opens the link."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Response, expect

from server.mail.mailbox import letters
from server.settings import Settings
from server.web.locale import say, speaking
from tests.browser.test_push_whole_way import deliver
from tests.support.browsing import RunningServer, controlled, watch
from tests.support.browsing import sign_in as enter
from tests.support.orvane import FRENCH_NEWCOMER, hire, publish
from tests.support.sharing import IPHONE

pytestmark = pytest.mark.browser

ADDRESS = f"{FRENCH_NEWCOMER}@orvane.example"
TITLE = "Pourquoi vos pipelines gagnent à rester ennuyeux"
HALF = "Chez nous on a retiré"
REST = " trois ordonnanceurs, et les astreintes sont devenues calmes. Et dans votre équipe ?"
SHIFTS = """(() => { self.shifted = 0; new PerformanceObserver(seen => { for (const each of seen.getEntries())
if (!each.hadRecentInput) self.shifted += each.value }).observe({ type: "layout-shift", buffered: true }) })()"""


def fr(english: str) -> str:
    """A sentence of the interface as this phone shows it."""
    with speaking("fr"):
        return say(english)


@dataclass(frozen=True)
class Trouble:
    """What went wrong unseen: requests without an answer, answers that refuse."""

    found: list[str]

    @classmethod
    def of(cls, context: BrowserContext) -> "Trouble":
        """Watch a context from now on."""
        found: list[str] = []
        context.on("requestfailed", lambda request: found.append(f"failed {request.url}: {request.failure}"))

        def note(answer: Response) -> None:
            if answer.status > 399:
                found.append(f"{answer.status} {answer.url}")

        context.on("response", note)
        return cls(found)


@pytest_asyncio.fixture
async def trouble(phone: BrowserContext, server: str) -> AsyncIterator[list[str]]:
    """Nothing may fail in the whole journey."""
    await phone.grant_permissions(["notifications", "clipboard-read", "clipboard-write"], origin=server)
    await phone.add_init_script(SHIFTS)
    watched = Trouble.of(phone)
    yield watched.found
    assert watched.found == []


async def shift(page: Page) -> float:
    """How far things moved by themselves since the page opened."""
    await page.wait_for_load_state("networkidle")
    moved: float = await page.evaluate("self.shifted")
    return moved


async def code_in_the_mail(settings: Settings) -> str:
    """What the worker beside the pages has sent."""
    assert settings.mailbox_dir is not None
    async with asyncio.timeout(15):
        while not (settings.mailbox_dir.is_dir() and letters(settings.mailbox_dir)):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    found = re.search(r"\b\d{6}\b", letters(settings.mailbox_dir)[0].text)
    assert found
    return found[0]


async def sign_in(page: Page, settings: Settings) -> None:
    await page.goto("/", wait_until="networkidle")
    await page.fill("#email", ADDRESS)
    await page.get_by_role("button", name=fr("Receive my code")).click()
    await page.wait_for_url("**/sign-in/code*", wait_until="networkidle")
    await page.fill("[data-code]", await code_in_the_mail(settings))
    await page.wait_for_url("**/welcome", wait_until="networkidle")


async def take_part(page: Page) -> None:
    for button in ("I have read it", "Understood", "I take part", "Save and see the feed"):
        async with page.expect_navigation(wait_until="networkidle"):
            await page.get_by_role("button", name=fr(button)).click()
    await page.wait_for_url("**/feed")


async def read(page: Page) -> None:
    """To the end of the article, which marks it read by itself."""
    await page.get_by_role("link", name=TITLE).click()
    await page.wait_for_url("**/posts/*")
    await expect(page.locator("h1")).to_have_text(TITLE)
    await page.evaluate("scrollTo(0, document.body.scrollHeight)")
    await expect(page.locator("form[action$='/read']")).to_have_count(0)


async def percent(page: Page) -> float:
    """Where the own-words meter stands."""
    return float(await page.locator("#pts progress").get_attribute("value") or 0)


async def share(page: Page) -> str:
    """In own words, by copied link: the link."""
    await page.locator("a[href$='/share'][hx-get]").first.click()
    await expect(page.locator("#sheet[open]")).to_be_visible()
    assert await percent(page) == 0
    await page.locator("#words").press_sequentially(HALF)
    await expect(page.locator("#words-count")).to_contain_text(str(len(HALF)))
    await expect(page.locator("#pts progress")).not_to_have_attribute("value", "0")
    await expect(page.locator("#pts progress.moss")).to_have_count(0)
    await page.locator("#words").press_sequentially(REST)
    await expect(page.locator("#pts progress.moss")).to_have_count(1)
    assert await percent(page) >= 60
    await page.locator("#sheet summary").click()
    await page.locator("#sheet label:has([value=copy])").click()
    button = page.locator("#sheet button[type=submit]:visible")
    await expect(button).to_contain_text(fr("Get the link"))
    await button.click()
    await expect(page.locator("#sheet #shared-text")).to_be_visible()
    text = await page.locator("#sheet #shared-text").input_value()
    assert HALF + REST in text
    await page.locator("#sheet [data-copy-from=shared-text]").first.click()
    assert await page.evaluate("navigator.clipboard.readText()") == text
    found = re.search(r"https?://\S+/s/\S+", text)
    assert found
    return found[0]


async def open_outside(chromium: Browser, link: str) -> None:
    """Somebody else's phone, which gets no cookie and no complaint."""
    context = await chromium.new_context(user_agent=IPHONE, locale="fr-FR", viewport={"width": 390, "height": 844})
    complaints, trouble = watch(context), Trouble.of(context)
    page = await context.new_page()
    await page.goto(link)
    await expect(page.locator("h1")).to_have_text(TITLE)
    assert await context.cookies() == []
    await context.close()
    assert complaints + trouble.found == []


async def ledger(page: Page) -> Any:
    await page.goto("/me/ledger")
    return page.locator("#lines")


async def sign_out(page: Page) -> None:
    """Nothing of the person stays on the phone."""
    await page.goto("/feed")
    await page.wait_for_function("caches.keys().then(names => names.some(name => name.startsWith('pages-')))")
    await page.goto("/settings")
    async with page.expect_navigation():
        await page.click("form[data-sign-out] button")
    await page.wait_for_url("**/sign-in*")
    assert await page.evaluate("caches.keys().then(names => names.filter(name => name.startsWith('pages-')))") == []
    await page.goto("/me")
    await page.wait_for_url("**/sign-in*")


async def test_from_the_code_to_signing_out(
    phone: BrowserContext, chromium: Browser, running: RunningServer, settings: Settings, trouble: list[str]
) -> None:
    people = await hire()
    await publish(TITLE, "veille", people["lise"].id)
    await publish("Six mois à Nantes, sans filtre", "vie-interne", people["lise"].id)
    page = await phone.new_page()
    await page.emulate_media(reduced_motion="reduce")  # looking at a page while it opens aborts its transition aloud
    await sign_in(page, settings)
    await take_part(page)
    assert await shift(page) == 0, "the feed stands still"
    await read(page)
    link = await share(page)

    lines = await ledger(page)
    waits = fr("as soon as somebody opens your link")
    await expect(lines.locator("li.is-pending").first).to_contain_text(waits)
    await open_outside(chromium, link)
    await page.reload()
    await expect(lines.locator("li.is-pending")).to_have_count(0)
    await expect(lines.locator("li.is-confirmed").filter(has_text=TITLE).filter(has_text="+10")).to_have_count(1)
    await expect(lines).not_to_contain_text(waits)
    await expect(lines).to_contain_text(fr("rule “{rule}”").partition("{")[0].strip("« “"))

    await page.goto("/me")
    await expect(page.locator("main")).to_contain_text(fr("First skip"))
    await expect(page.locator(".who")).to_contain_text(fr("Drop"))

    await controlled(page)
    told = {"title": "Votre lien a été ouvert", "lang": "fr", "navigate": running.address}
    shown = await deliver(phone, page, running.address, json.dumps({"web_push": 8030, "notification": told}))
    assert (shown["title"], shown["lang"]) == ("Votre lien a été ouvert", "fr")

    await sign_out(page)


async def test_the_share_sheet_stands_still(
    phone: BrowserContext, running: RunningServer, settings: Settings, trouble: list[str]
) -> None:
    people = await hire()
    article = await publish(TITLE, "veille", people["lise"].id)
    await enter(phone, people["camille"], running.address)
    page = await phone.new_page()
    await page.goto(f"/posts/{article}/share")
    assert await shift(page) == 0

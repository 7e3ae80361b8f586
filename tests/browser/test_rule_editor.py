"""HR writes a rule in a real browser: from a sentence to two people's yes, by keyboard alone, and without scripts."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from server import clock
from server.database import rows
from server.mail.mailbox import letters
from server.people.models import Person
from server.settings import Settings
from tests.browser.test_every_page import violations
from tests.support.browsing import RunningServer, sign_in, watch
from tests.support.people import company, person

pytestmark = pytest.mark.browser


@dataclass
class Office:
    """HR people and their browsers at the running application."""

    chromium: Browser
    running: RunningServer
    marc: Person
    anna: Person
    contexts: list[BrowserContext]
    complaints: list[str]

    async def desk(self, who: Person, *, scripts: bool = True, stepped_up: bool = True) -> Page:
        """A page of somebody who has just shown that it is them."""
        context = await self.chromium.new_context(
            base_url=self.running.address, locale="en-GB", viewport={"width": 1280, "height": 800},
            java_script_enabled=scripts, service_workers="block",
        )  # fmt: skip
        self.contexts.append(context)
        await sign_in(context, who, self.running.address, stepped_up=stepped_up)
        if scripts:
            self.complaints += watch(context)
        return await context.new_page()


@pytest_asyncio.fixture
async def office(chromium: Browser, running: RunningServer) -> AsyncIterator[Office]:
    await company()
    made = Office(chromium, running, await person("marc", role="hr"), await person("anna", role="hr"), [], [])
    yield made
    for each in made.contexts:
        await each.close()
    assert made.complaints == []


async def start(page: Page, sentence: str) -> str:
    """A draft from a sentence of the list of starters; its address."""
    await page.goto("/console/rules/new")
    await page.locator("li", has_text=sentence).get_by_role("button").click()
    await page.wait_for_url("**/console/rules/drafts/*")
    return page.url


async def code_of(settings: Settings, number: int) -> str:
    """The code of the n-th letter."""
    assert settings.mailbox_dir is not None
    async with asyncio.timeout(15):
        while not (settings.mailbox_dir.is_dir() and len(letters(settings.mailbox_dir)) >= number):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    found = re.search(r"\b\d{6}\b", letters(settings.mailbox_dir)[0].text)
    assert found
    return found[0]


async def focused(page: Page) -> str:
    """The id of what has the focus."""
    named: str = await page.evaluate("document.activeElement.id")
    return named


async def tab_to(page: Page, wanted: str, *, backwards: bool = False) -> None:
    """Go there by keyboard, seeing at every stop where one is."""
    for _ in range(90):
        await page.keyboard.press("Shift+Tab" if backwards else "Tab")
        ring = "getComputedStyle(document.activeElement).outlineStyle"
        if await focused(page) == wanted:
            assert await page.evaluate(ring) != "none", f"the focus on {wanted} cannot be seen"
            return
    raise AssertionError(f"{wanted} cannot be reached by keyboard")


async def simulate(page: Page) -> None:
    """The dry run of what is on the page."""
    await page.get_by_role("button", name="Simulate again").click()
    await expect(page.locator("#dry-run .figures")).to_be_visible()


async def test_from_a_sentence_to_the_yes_of_two_people(office: Office) -> None:
    page = await office.desk(office.marc)
    address = await start(page, "Reading the watch")
    await page.fill("#label_en", "Reading well")
    await page.fill("#points", "250")
    sentence = page.locator("#sentence-en")
    await expect(sentence).to_contain_text("250 points")
    assert await focused(page) == "points"
    assert await violations(page) == []

    await page.locator("#remove-limit-0").click()
    await expect(page.locator("#add-limit")).to_be_focused()
    await page.get_by_role("button", name="Publish version 1").click()
    summary = page.locator(".error-summary")
    await expect(summary).to_be_focused()
    assert await violations(page) == []
    await summary.get_by_role("link", name="Add a limit").click()
    await expect(page.locator("#add-limit")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#limit-0-max")).to_be_focused()
    await page.keyboard.type("2")
    await expect(sentence).to_contain_text("twice a day")
    await page.reload()
    await expect(page.locator("#limit-0-max")).to_have_value("2")

    await simulate(page)
    await page.get_by_role("button", name="Publish version 1").click()
    await expect(page.locator("h1")).to_have_text("Reading well")
    await expect(page.locator("main")).to_contain_text("Waits for a second person")
    await expect(page.get_by_role("button", name="Approve and publish")).to_have_count(0)
    assert await violations(page) == []

    second = await office.desk(office.anna)
    await second.goto(address)
    await second.get_by_role("button", name="Approve and publish").click()
    await expect(second.locator("main")).to_contain_text("In force from")
    await page.goto("/console/rules")
    await expect(page.locator("tr", has_text="Reading well")).to_have_count(1)
    await seen_tomorrow(office)


async def seen_tomorrow(office: Office) -> None:
    """Employees read the rule on the day it is in force, as one that is to come before."""
    with clock.moved() as time:
        time.set(clock.now() + timedelta(days=1))
        page = await office.desk(await person("alice"))
        await page.goto("/rules")
        await expect(page.locator("main")).to_contain_text("250 points")


async def test_a_lost_session_loses_nothing(office: Office, settings: Settings) -> None:
    page = await office.desk(office.marc)
    address = await start(page, "Reading the watch")
    await rows("DELETE FROM session")
    await page.fill("#points", "41")
    await page.wait_for_selector("#email")
    await page.fill("#email", "marc@orvane.example")
    await page.get_by_role("button", name="Receive my code").click()
    await page.fill("[data-code]", await code_of(settings, 1))
    await page.get_by_role("button", name="Continue").click()
    await page.wait_for_selector("[data-code]")
    await page.fill("[data-code]", await code_of(settings, 2))
    await page.get_by_role("button", name="Continue").click()
    await page.wait_for_url(address)
    await expect(page.locator("#points")).to_have_value("41")


async def test_by_keyboard_alone(office: Office) -> None:
    page = await office.desk(office.marc)
    await start(page, "Visitors of a link")
    await tab_to(page, "add-if")
    await page.keyboard.press("Enter")
    await expect(page.locator("#if-0-0-field")).to_be_focused()
    await page.keyboard.type("Visitors")
    await expect(page.locator("#if-0-0-op option", has_text="at least")).to_have_count(1)  # the form has followed
    await expect(page.locator("#if-0-0-field")).to_be_focused()
    await tab_to(page, "if-0-0-op")
    await page.keyboard.type("at least")
    await tab_to(page, "if-0-0-value")
    await page.keyboard.type("3")
    await expect(page.locator("#sentence-en")).to_contain_text("at least 3")
    await expect(page.locator("#if-0-0-value")).to_be_focused()
    await tab_to(page, "remove-if-0-0")
    await page.keyboard.press("Space")
    await expect(page.locator("#add-if")).to_be_focused()
    await tab_to(page, "points")
    await page.keyboard.type("2")
    await page.keyboard.press("Enter")
    await page.wait_for_load_state()
    await expect(page.locator("#points")).to_have_value("2")
    await tab_to(page, "simulate")
    await page.keyboard.press("Enter")
    await expect(page.locator("#dry-run .figures")).to_be_visible()
    await tab_to(page, "publish")
    await page.keyboard.press("Enter")
    await expect(page.locator("main")).to_contain_text("In force from")


async def test_without_scripts(office: Office) -> None:
    page = await office.desk(office.marc, scripts=False)
    await start(page, "Reading the watch")
    await page.get_by_role("button", name="Remove limit 1").click()
    await page.get_by_role("button", name="Publish version 1").click()
    await expect(page.locator(".error-summary")).to_contain_text("Add a limit")
    await page.locator("#add-limit").click()
    await expect(page.locator("#limit-0-max")).to_be_focused()
    await page.fill("#limit-0-max", "3")
    await page.select_option("#when", "visits.settled")
    await page.locator("#rule-form").get_by_role("button", name="Show the fields for this choice").click()
    await page.locator("#add-if").click()
    await page.select_option("#if-0-0-field", "visitors")
    await page.locator("#rule-form").get_by_role("button", name="Show the fields for this choice").click()
    await page.fill("#if-0-0-value", "5")
    await simulate(page)
    await expect(page.locator("#sentence-en")).to_contain_text("three times a day")
    await page.get_by_role("button", name="Publish version 1").click()
    await expect(page.locator("main")).to_contain_text("In force from")

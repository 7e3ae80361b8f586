"""From a link on one phone to a payslip: an employee, a candidate, HR and payroll, each with a browser of their own."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, FilePayload, Page, ViewportSize, expect

from server import clock
from server.bonuses.milestones import approve_due
from server.database import rows
from server.database.fields import to_millis
from server.points.due import confirm_due
from tests.support.browsing import RunningServer, sign_in, watch
from tests.support.candidates import A_PDF
from tests.support.orvane import Orvane, found
from tests.support.recruiting import position_with_bonus

pytestmark = pytest.mark.browser

CV: FilePayload = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": A_PDF}
STAGES = ("qualified", "interview", "offer", "hired", "started", "retained")
A_MONTH = timedelta(days=31)


@pytest_asyncio.fixture
async def company(running: RunningServer) -> Orvane:
    return await found(running.address)


@pytest_asyncio.fixture
async def contexts(chromium: Browser, running: RunningServer, company: Orvane) -> AsyncIterator[list[BrowserContext]]:
    """Camille's phone, the candidate's, HR's desk and payroll's; no page of them may complain."""
    made = [await _context(chromium, running.address, is_phone=number < 2) for number in range(4)]
    complaints = [watch(each) for each in made]
    await sign_in(made[0], company.people["camille"], running.address)
    await sign_in(made[2], company.people["marc"], running.address, stepped_up=True)
    await sign_in(made[3], company.people["awa"], running.address, stepped_up=True)
    yield made
    for each in made:
        await each.close()
    assert complaints == [[]] * len(made)


async def _context(chromium: Browser, address: str, *, is_phone: bool) -> BrowserContext:
    size: ViewportSize = {"width": 390, "height": 844} if is_phone else {"width": 1280, "height": 800}
    return await chromium.new_context(
        base_url=address, locale="en-GB", service_workers="block", viewport=size, is_mobile=is_phone, has_touch=is_phone
    )


async def apply(page: Page, link: str) -> None:
    """Two minutes on a phone: a name, an address, some words and a PDF."""
    await page.goto(link)
    await expect(page.get_by_text("On est six")).to_be_visible()
    await page.fill("[name=name]", "Léa Marchand")
    await page.fill("[name=email]", "lea@courriel.example")
    await page.fill("[name=message]", "I have moved events for three years.")
    await page.set_input_files("[name=cv]", files=[CV])
    await page.get_by_role("button", name="Send", exact=True).click()
    await page.wait_for_url(re.compile(r"/c/[\w-]+"))


async def told(person_id: str) -> int:
    """How many things somebody was told about their referrals."""
    found_rows = await rows("SELECT kind FROM notification WHERE person_id = $1 AND kind LIKE 'referral%'", person_id)
    return len(found_rows)


async def earned(person_id: str) -> int:
    """Points that a referral has brought, confirmed."""
    found_rows = await rows("SELECT balance FROM account WHERE owner = $1 AND kind = 'available'", person_id)
    return int(found_rows[0]["balance"]) if found_rows else 0


async def joined_a_month_ago(person_id: str) -> None:
    """Points of a first week wait for its end: not those of this journey."""
    await rows("UPDATE person SET joined_at = $1 WHERE id = $2", to_millis(clock.now() - A_MONTH), person_id)


async def move(page: Page, referral_id: str, stage: str) -> None:
    """HR opens the card and moves it."""
    await page.goto(f"/console/referrals/{referral_id}")
    await page.select_option("[name=stage]", stage)
    await page.click("form[action$='/stage'] button")
    await expect(page.locator("[role=status]").first).to_be_visible()


async def test_from_a_link_to_the_payslip(contexts: list[BrowserContext], company: Orvane) -> None:
    camille, marc = company.people["camille"], company.people["marc"]
    slug = await position_with_bonus(marc, camille)
    await joined_a_month_ago(camille.id)
    pages = [await context.new_page() for context in contexts]
    phone, candidate, desk, payroll = pages
    await phone.goto(f"/jobs/{slug}/referrals/new")
    (path,) = set(re.findall(r"/r/[\w-]{16,}", await phone.content()))
    await apply(candidate, path)
    before = await earned(camille.id)
    (row,) = await rows("SELECT id FROM referral WHERE referrer_id = $1", camille.id)
    assert await told(camille.id) == 1
    for number, stage in enumerate(STAGES, start=2):
        await move(desk, row["id"], stage)
        assert await told(camille.id) == number
    await phone.goto(f"/referrals/{row['id']}")
    await expect(phone.locator("[aria-current=step]")).to_be_visible()
    await candidate.reload()
    assert await earned(camille.id) == before + 20 + 60 + 300 + 100
    with clock.moved() as time:
        time.advance(A_MONTH)
        await confirm_due()
        await approve_due()
    assert await earned(camille.id) == before + 490
    await payroll.goto("/console/bonuses?show=approved")
    await payroll.click("form[action='/console/bonuses/exports'] button")
    await payroll.wait_for_load_state()
    files = await asyncio.gather(*(contexts[3].request.get("/console/bonuses/exports/1/file.csv") for _ in range(2)))
    first, second = [await each.body() for each in files]
    assert first == second
    assert first.count(b"600") >= 2
    assert "Camille" in first.decode("utf-8-sig")
    states = await rows("SELECT state FROM bonus_instalment WHERE referral_id = $1", row["id"])
    assert [each["state"] for each in states] == ["exported", "exported"]

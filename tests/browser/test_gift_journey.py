"""A gift from the wish to the hand: an employee on a phone and HR at a desk, each with a browser of their own."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, expect

from server import clock
from server.database import rows
from server.people.models import Person
from server.rewards.codes import store_codes
from server.rewards.known import RewardSeen
from server.rewards.models import Reward
from tests.support.browsing import RunningServer, sign_in, watch
from tests.support.orvane import Orvane, found
from tests.support.rewards import a_place, a_reward, points_for

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
COST, VALUE = 300, 15_000
ORDERS = "/console/gifts/orders"
WORDS = "For the article that made us talk."


@pytest_asyncio.fixture
async def company(running: RunningServer) -> Orvane:
    return await found(running.address)


@pytest_asyncio.fixture
async def pages(chromium: Browser, running: RunningServer, company: Orvane) -> AsyncIterator[tuple[Page, Page]]:
    """Camille's phone and HR's desk; no page of theirs may complain."""
    phone = await _context(chromium, running.address, PHONE)
    desk = await _context(chromium, running.address, DESK)
    complaints = [watch(each) for each in (phone, desk)]
    await sign_in(phone, company.people["camille"], running.address)
    await sign_in(desk, company.people["awa"], running.address, stepped_up=True)
    yield await phone.new_page(), await desk.new_page()
    for each in (phone, desk):
        await each.close()
    refused = "Failed to load resource: the server responded with a status of 409"  # a ceiling is one
    assert [[line for line in lines if refused not in line and "422" not in line] for lines in complaints] == [[], []]


async def _context(chromium: Browser, address: str, size: ViewportSize) -> BrowserContext:
    return await chromium.new_context(
        base_url=address, locale="en-GB", service_workers="block", viewport=size, is_mobile=size is PHONE,
        has_touch=size is PHONE,
    )  # fmt: skip


async def available(person: Person) -> int:
    """What somebody may spend."""
    found_rows = await rows("SELECT balance FROM account WHERE owner = $1 AND kind = 'available'", person.id)
    return sum(int(row["balance"]) for row in found_rows)


async def state_of(person: Person) -> list[str]:
    """Where somebody's orders are, the oldest first."""
    found_rows = await rows("SELECT state FROM redemption WHERE person_id = $1 ORDER BY requested_at, id", person.id)
    return [row["state"] for row in found_rows]


async def order(phone: Page, gift: RewardSeen) -> None:
    """The sheet of a gift, its place, and the one filled button."""
    await phone.goto(f"/gifts/{gift.slug}")
    await phone.locator("form[action$='/orders'] [type=submit]").first.click()


async def test_saved_for_ordered_handed_over_and_brought_back(pages: tuple[Page, Page], company: Orvane) -> None:
    phone, desk = pages
    camille, place = company.people["camille"], await a_place("Front desk, Nantes")
    plant = await a_reward(cost=COST, value_cents=VALUE, places=[place], thanks_fr="Qu’elle pousse.")
    await save_for_it(phone, plant)
    await points_for(camille, 2 * COST)
    have = await available(camille)

    await order(phone, plant)
    await phone.wait_for_url(re.compile(r"/gifts/orders/[\w-]+"))
    assert (await available(camille), await state_of(camille)) == (have - COST, ["requested"])

    made = await hand_it_over(desk, camille)
    await phone.reload()
    await expect(phone.get_by_text(WORDS)).to_be_visible()
    assert (await available(camille), await state_of(camille)) == (have - COST, ["fulfilled"])

    await order(phone, plant)  # a second would pass the year's ceiling
    await see_three_ways_out(phone)
    assert (await available(camille), await state_of(camille)) == (have - COST, ["fulfilled"])
    await phone.check("[name=through_payroll]")  # the third: on the payslip, decided by HR
    await phone.locator("form:has([name=through_payroll]) [type=submit]").click()
    await phone.wait_for_url(re.compile(r"/gifts/orders/[\w-]+"))
    assert (await available(camille), await state_of(camille)) == (have - 2 * COST, ["fulfilled", "requested"])

    await take_it_back_again_and_again(desk, made)
    assert (await available(camille), await state_of(camille)) == (have - COST, ["returned", "requested"])


async def save_for_it(phone: Page, gift: RewardSeen) -> None:
    """Out of reach there is no order to make; the list begins with what one saves for."""
    await phone.goto(f"/gifts/{gift.slug}")
    assert await phone.locator("form[action$='/orders']").count() == 0
    await phone.locator("form[action$='/target'] [type=submit]").click()
    await phone.goto("/gifts")
    await expect(phone.locator(".gift progress").first).to_be_visible()


async def hand_it_over(desk: Page, person: Person) -> str:
    """HR says yes in the queue, makes it ready, and hands it over with a word; the order."""
    await desk.goto(ORDERS)
    await desk.locator("input[type=checkbox][name=orders]").first.check()
    await desk.click("button[value=approve]")
    await expect(desk.locator("[role=status]").first).to_be_visible()
    (row,) = await rows("SELECT id FROM redemption WHERE person_id = $1", person.id)
    await desk.goto(f"{ORDERS}/{row['id']}")
    await desk.click("form[action$='/preparation'] button")
    await expect(desk.locator("form[action$='/preparation']")).to_have_count(0)
    await desk.fill("[name=words]", WORDS)
    await desk.click("form[action$='/handover'] button")
    await expect(desk.locator("form[action$='/return']")).to_be_visible()
    return str(row["id"])


async def see_three_ways_out(phone: Page) -> None:
    """A donation, a team's pot, the payslip."""
    await expect(phone.locator("a[href='/gifts?show=donations']")).to_be_visible()
    await expect(phone.locator("a[href='/gifts?show=pots']")).to_be_visible()
    await expect(phone.locator("[name=through_payroll]")).to_be_visible()


async def take_it_back_again_and_again(desk: Page, made: str) -> None:
    """By the button, by the same form once more, and by a form that stood open meanwhile."""
    await desk.goto(f"{ORDERS}/{made}")
    key = await desk.locator("form[action$='/return'] [name=form_key]").input_value()
    await desk.check("form[action$='/return'] [name=back_in_stock]")
    await desk.click("form[action$='/return'] button")
    await expect(desk.locator("form[action$='/return']")).to_have_count(0)
    for each in (key, "another-key-of-a-form"):
        sent: dict[str, str | float | bool] = {"form_key": each, "back_in_stock": "on"}
        await desk.request.post(f"{ORDERS}/{made}/return", form=sent, headers={"Sec-Fetch-Site": "same-origin"})


async def test_a_code_is_shown_once(pages: tuple[Page, Page], company: Orvane) -> None:
    phone, _ = pages
    camille = company.people["camille"]
    ticket = await a_reward(kind="voucher", cost=50, value_cents=900, stock_total=0, approval="auto")
    await store_codes(ticket.id, [("ONCE-ONLY-7788", None)])
    await points_for(camille, 50)
    await order(phone, ticket)
    await phone.wait_for_url(re.compile(r"/gifts/orders/[\w-]+"))
    address = phone.url
    assert "7788" not in await phone.content()
    await phone.click("form[action$='/code'] button")
    await expect(phone.get_by_text("ONCE-ONLY-7788").or_(phone.locator("[value='ONCE-ONLY-7788']"))).to_be_visible()
    await phone.goto(address)
    assert "7788" not in await phone.content()
    await expect(phone.locator("form[action$='/code']")).to_have_count(0)


async def test_a_refusal_is_said_where_the_form_is(pages: tuple[Page, Page], company: Orvane) -> None:
    """On the gift's own page there is no dialog to open over it; in the dialog of the shelf it stays there."""
    phone, _ = pages
    gift = await a_reward(cost=50, value_cents=0)
    await points_for(company.people["camille"], 50)
    sheet = phone.locator("dialog#sheet")
    for from_shelf in (False, True):
        await Reward.filter(id=gift.id).update(retired_at=None)
        await phone.goto("/gifts" if from_shelf else f"/gifts/{gift.slug}")
        if from_shelf:
            await phone.click(f"a[href='/gifts/{gift.slug}']")
        button = phone.locator("form[action$='/orders'] [type=submit]")
        await expect(button).to_be_visible()
        await Reward.filter(id=gift.id).update(retired_at=clock.now())
        await button.click()
        alert = phone.locator("[role=alert]")
        await expect(alert).to_be_focused()
        await expect(sheet.locator("[role=alert]")).to_have_count(int(from_shelf))
        await expect(phone.locator("#sheet-title")).to_have_count(1)
        await expect(phone.locator("form[action$='/orders']")).to_have_count(0)

"""A candidate's way in a real browser without scripts: read, apply with a file, erase. And no page complains."""

import pytest
from playwright.async_api import Browser, BrowserContext

from server.database import rows
from tests.server.candidates.test_public_opening import CODE, link
from tests.support.browsing import RunningServer
from tests.support.candidates import A_PDF
from tests.support.openings import opening
from tests.support.people import company, welcomed

pytestmark = pytest.mark.browser


async def test_applying_works_without_scripts(chromium: Browser, running: RunningServer) -> None:
    await company()
    await link(await welcomed("camille"), (await opening()).id)
    context = await chromium.new_context(
        base_url=running.address, locale="en-GB", viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = await context.new_page()
    await page.goto(f"/r/{CODE}")
    await page.click(".sticky-cta a")
    await page.fill("#name", "Ilse Brandström")
    await page.set_input_files("#cv", {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + bytes(900)})
    await page.click("#application [type=submit]")
    assert await page.input_value("#name") == "Ilse Brandström"
    assert await page.locator(".error-summary li").count() == 2
    await page.fill("#email", "ilse.b@mail.example")
    await page.set_input_files("#cv", {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": A_PDF})
    await page.click("#application [type=submit]")
    assert "/c/" in page.url
    assert await page.text_content("h1") == "Application received"
    await page.click("a.btn.danger")
    await page.click("main form [type=submit]")
    assert await page.text_content("h1") == "Everything is erased"
    assert await context.cookies() == []
    assert await rows("SELECT id FROM candidate") == []
    await context.close()


async def test_declared_data_passes_the_policy(phone: BrowserContext) -> None:
    """The context's own check finds what a policy refused, and scripts that failed."""
    await company()
    await opening()
    page = await phone.new_page()
    await page.goto("/jobs/data-engineer")
    assert await page.locator('script[type="application/ld+json"]').count() == 1
    assert await page.evaluate("document.documentElement.scrollWidth") == 390

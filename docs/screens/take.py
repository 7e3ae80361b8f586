"""Takes the pictures of docs/screens/ from a real demo company: `.venv/bin/python docs/screens/take.py`.

Builds the demo in a folder of its own (or takes up the one named by RICOCHE_DATA_DIR), serves it, signs in as the
employee of the mock-ups, and photographs each screen by day and night, on phone and desk, in French and English.
"""

import asyncio
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

HERE = Path(__file__).parent
RICOCHE = Path(sys.executable).parent / "ricoche"
SIZES = {"390": (390, 844), "1280": (1280, 800)}
EMPLOYEE, HR = "camille.renaud@orvane.example", "nadege.laurent@orvane.example"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PUBLIC = {"01-signin": "/sign-in", "12-job-public": "/jobs/data-engineer", "18-offline": "/offline"}
FOUND = {  # where a link to a screen stands, and which it is
    "@share": ("/feed", "a[href$='/share']"),
    "@award": ("/me/ledger", "a[href^='/shares/']"),
    "@refer": ("/jobs", "a[href$='/referrals/new']"),
    "@referral": ("/referrals", "main a[href^='/referrals/']"),
    "@gift": ("/gifts", "a[href='/gifts/desk-plant']"),
    "@saving": ("/gifts", "main .gift a[href^='/gifts/']"),
    "@order": ("/gifts/orders", "main a[href^='/gifts/orders/']"),
    "@pot": ("/gifts", "a[href^='/gifts/pots/']"),
    "@gift-desk": ("/console/gifts", "main table a[href^='/console/gifts/0']"),
    "@order-desk": ("/console/gifts/orders", "main a[href^='/console/gifts/orders/0']"),
    "@candidate": ("/console/referrals", "main a[href^='/console/referrals/0']"),
}
SCREENS = {
    "02-feed": "/feed",
    "03-share": "@share",
    "04-points": "@award",
    "05-me": "/me",
    "05-ledger": "/me/ledger",
    "06-badge": "/badges/mes-mots",
    "06-badge-public": "@badge",
    "07-challenges": "/challenges",
    "07-rules": "/rules",
    "08-standings": "/leaderboard?scope=people",
    "08-teams": "/leaderboard",
    "08-seasons": "/leaderboard/seasons",
    "09-gifts": "/gifts",
    "09b-gift": "@gift",
    "09b-saving": "@saving",
    "09b-orders": "/gifts/orders",
    "09b-order": "@order",
    "09b-pot": "@pot",
    "10-jobs": "/jobs",
    "10b-refer": "@refer",
    "11-referrals": "/referrals",
    "11-referral": "@referral",
    "17-notifications": "/settings/notifications",
    "19-team": "/team",
    "19-what-a-lead-sees": "/team/what-a-lead-sees",
}
CONSOLE = {
    "13-rules": "/console/rules",
    "14-rule-editor": "@draft",
    "16-pipeline": "/console/referrals",
    "16-referral": "@candidate",
    "console-openings": "/console/jobs",
    "console-bonuses": "/console/bonuses",
    "console-gifts": "/console/gifts",
    "console-gift": "@gift-desk",
    "console-gift-orders": "/console/gifts/orders",
    "console-gift-order": "@order-desk",
    "console-gift-money": "/console/gifts/money",
    "console-gift-imports": "/console/gifts/imports",
    "console-campaigns": "/console/rules/campaigns",
    "console-challenges": "/console/challenges",
    "console-corrections": "/console/corrections",
    "console-suspects": "/console/suspects",
    "console-badges": "/console/badges",
    "console-people": "/console/people",
    "console-contents": "/console/posts",
}
ON_PHONES = (
    "13-rules",
    "14-rule-editor",
    "16-pipeline",
    "16-referral",
    "console-corrections",
    "console-suspects",
    "console-gift-orders",
)


def ricoche(*arguments: str) -> str:
    """Run a command of the program."""
    return subprocess.run([RICOCHE, *arguments], check=True, capture_output=True, text=True).stdout


@contextmanager
def served() -> Iterator[str]:
    """The demo on a free port, with its worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    os.environ.update(RICOCHE_PORT=str(port), RICOCHE_PUBLIC_URL=f"http://localhost:{port}", RICOCHE_LANG="en")
    ricoche("demo", "--if-empty")
    server = subprocess.Popen([RICOCHE, "serve"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    for line in server.stdout:
        if "Serving" in line:
            break
    try:
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(30)


async def main() -> None:
    """Every screen in every dress."""
    with served() as address:
        async with async_playwright() as playwright:
            path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
            browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            for language in ("fr", "en"):
                for scheme in ("light", "dark"):
                    for size in SIZES:
                        await dress(browser, address, language, scheme, size)
            await browser.close()


async def dress(browser: Browser, address: str, language: str, scheme: str, size: str) -> None:
    """All screens in one language, light and size."""
    suffix = f"{size}-{scheme}-{language}"
    async with await context(browser, language, scheme, size) as stranger:
        page = await stranger.new_page()
        for name, path in PUBLIC.items():
            await photograph(page, f"{address}{path}?lang={language}", f"{name}-{suffix}")
    desk = CONSOLE if size == "1280" else {name: CONSOLE[name] for name in ON_PHONES}
    for who, screens in ((EMPLOYEE, SCREENS), (HR, desk)):
        async with await context(browser, language, scheme, size) as person:
            page = await person.new_page()
            await sign_in(page, who)
            for name, path in screens.items():
                await photograph(page, await where(page, address, path, language), f"{name}-{suffix}")


async def context(browser: Browser, language: str, scheme: str, size: str) -> BrowserContext:
    """A browser of one language, light and size."""
    width, height = SIZES[size]
    return await browser.new_context(
        viewport={"width": width, "height": height},
        locale={"fr": "fr-FR", "en": "en-GB"}[language],
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )


async def sign_in(page: Page, who: str) -> None:
    """Through the operator's one-time link."""
    found = re.search(r"http\S+", ricoche("sign-in", who))
    assert found is not None
    await page.goto(found[0])
    await page.click("main button[type=submit]")
    await page.wait_for_load_state()


async def where(page: Page, address: str, path: str, language: str) -> str:
    """An address in one language; what begins with @ is found by following the pages."""
    if path == "@draft":
        path = await draft(page, address)
    elif path == "@badge":
        path = await public_badge(page, address)
    elif path.startswith("@"):
        start, link = FOUND[path]
        await page.goto(address + start)
        path = str(await page.locator(link).first.get_attribute("href")).partition("#")[0]
    return f"{address}{path}{'&' if '?' in path else '?'}lang={language}"


async def draft(page: Page, address: str) -> str:
    """A draft of the first rule, simulated: the one that is being written, or a new one."""
    await page.goto(f"{address}/console/rules?show=drafts")
    known = page.locator("a[href*='/console/rules/drafts/']")
    if await known.count():
        return str(await known.first.get_attribute("href"))
    await page.goto(f"{address}/console/rules")
    await page.locator("th a[href^='/console/rules/']").first.click()
    await page.locator("form[action$='/drafts'] button").first.click()
    await page.wait_for_url("**/drafts/**")
    found = page.url.removeprefix(address).partition("?")[0]
    await page.click("#simulate")
    await page.wait_for_timeout(8000)
    return found


async def public_badge(page: Page, address: str) -> str:
    """The public page of a badge, which its holder shows from now on."""
    await page.goto(f"{address}/badges/mes-mots")
    shown = page.locator("a[href*='/b/']")
    if not await shown.count():
        await page.locator("form[action$='/visibility'] input[type=checkbox]").first.click()
        await page.wait_for_timeout(1500)
    return "/b/" + str(await shown.first.get_attribute("href")).rpartition("/b/")[2]


async def photograph(page: Page, address: str, name: str) -> None:
    """What the window shows, as a small WebP."""
    await page.goto(address)
    await page.wait_for_timeout(250)
    picture = Image.open(io.BytesIO(await page.screenshot()))
    picture.convert("RGB").save(HERE / f"{name}.webp", quality=72, method=6)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        os.environ.setdefault("RICOCHE_DATA_DIR", own)
        asyncio.run(main())

"""Render the PNG icons of the web app from static/icons/app-icon.svg, with the system's Chromium."""

import asyncio
import re
from pathlib import Path

from playwright.async_api import Browser, async_playwright

ICONS = Path(__file__).resolve().parents[2] / "static" / "icons"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
GROUND, CREAM = "#003d47", "#fdf8ec"
SHORTCUTS = {
    "feed": "newspaper-clipping-fill",
    "jobs": "handshake-fill",
    "together": "users-three-fill",
    "gifts": "gift-fill",
    "me": "user-circle-fill",
}


async def main() -> None:
    """Write every PNG beside the drawings."""
    app, favicon = _read("app-icon.svg"), _read("favicon.svg")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for size in (96, 192, 512):
            await _render(browser, _rounded(app), size, f"icon-{size}.png")
        for size in (192, 512):
            await _render(browser, app, size, f"maskable-{size}.png", opaque=True)
        await _render(browser, app, 180, "apple-touch-icon.png", opaque=True)
        await _render(browser, _monochrome(), 96, "badge-96.png")
        await _render(browser, favicon, 32, "favicon-32.png")
        for name, glyph in SHORTCUTS.items():
            await _render(browser, _shortcut(glyph), 96, f"shortcut-{name}.png")
        await browser.close()


async def _render(browser: Browser, drawing: str, size: int, name: str, *, opaque: bool = False) -> None:
    page = await browser.new_page(viewport={"width": size, "height": size})
    style = "<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>"
    await page.set_content(f"<!doctype html>{style}{drawing}")
    await page.screenshot(path=ICONS / name, omit_background=not opaque)
    await page.close()


def _read(name: str) -> str:
    return (ICONS / name).read_text(encoding="utf-8")


def _rounded(app: str) -> str:
    """The icon for launchers that do not mask: closer to its mark, with round corners."""
    clip = '<clipPath id="r"><rect x="40" y="40" width="432" height="432" rx="104"/></clipPath>'
    body = app[app.index(">") + 1 : app.rindex("</svg>")]
    view = 'viewBox="40 40 432 432"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view}>{clip}<g clip-path="url(#r)">{body}</g></svg>'


def _monochrome() -> str:
    """The mark alone, for the status bar, where only transparency counts."""
    strokes = (
        '<g fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">'
        '<path d="M3 24.5Q11 1 19 24.5Q25 9 31 24.5"/><path d="M1 30h9M15 30h9M29 30h6" stroke-width="3"/></g>'
    )
    stone = '<ellipse cx="40" cy="13.5" rx="6.8" ry="4.3" transform="rotate(-18 40 13.5)" fill="#fff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -9 54 54">{strokes}{stone}</svg>'


def _shortcut(glyph: str) -> str:
    found = re.search(rf'<symbol id="i-{glyph}"[^>]*>(.*?)</symbol>', _read("icons.svg"), re.DOTALL)
    assert found is not None
    mark = f'<g fill="{CREAM}" transform="translate(24 24) scale(.1875)">{found[1]}</g>'
    ground = f'<circle cx="48" cy="48" r="48" fill="{GROUND}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">{ground}{mark}</svg>'


if __name__ == "__main__":
    asyncio.run(main())

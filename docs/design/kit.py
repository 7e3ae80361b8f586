"""Render every component with sample data and photograph the pages: `python docs/design/kit.py out/ [screen…]`."""

import asyncio
import mimetypes
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.async_api import Browser, Page, Route, async_playwright

from server import drawing
from server.web.stylesheet import stylesheet

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'"
SCREENS = sys.argv[2:] or sorted(p.stem for p in (ROOT / "docs/design/kit").glob("[a-z]*.html"))
VIEWS = (("phone", 390, 844, "light"), ("phone-dark", 390, 844, "dark"), ("wide", 1280, 800, "light"))
NARROWEST = 320
POSTS = (
    ("a", "halftone", "Veille", "binoculars", "Pourquoi vos pipelines gagnent à rester ennuyeux", False),
    ("b", "strata", "Vie d’Orvane", "house", "Six mois à Nantes : ce que j’ai appris", True),
    ("c", "interference", "Postes", "briefcase", "Data engineer, Nantes ou à distance", False),
    ("d", "cairn", "Témoignage", "quotes", "Ce que le tutorat m’a rendu", False),
)
SAMPLES: dict[str, Any] = {
    "posts": [
        SimpleNamespace(
            id=seed,
            href="#",
            title=title,
            excerpt="Trois équipes racontent ce qu’elles ont retiré, pas ce qu’elles ont ajouté. Une lecture utile.",
            meta="La Revue des données · 4 min de lecture",
            topic=topic,
            topic_icon=icon,
            image=f"/cover/{seed}/{kind}",
            colleagues=("Inès", "Thomas", "Linh"),
            colleague_count=12,
            points=15,
            saved=saved,
            save_href="#",
            share_href="#",
        )
        for seed, kind, topic, icon, title, saved in POSTS
    ],
    "channels": (
        ("linkedin", "LinkedIn", "linkedin-logo-fill"),
        ("whatsapp", "WhatsApp", "whatsapp-logo"),
        ("mastodon", "Mastodon", "mastodon-logo"),
        ("facebook", "Facebook", "facebook-logo"),
        ("instagram", "Instagram", "instagram-logo"),
        ("x", "X", "x-logo"),
        ("telegram", "Telegram", "telegram-logo"),
        ("sms", "SMS", "chat-text"),
        ("email", "E-mail", "envelope-simple"),
        ("link", "Lien", "link-simple"),
    ),
    "badges": (("premier-ricochet", "Premier ricochet"), ("aurore", "Aurore"), ("vigie", "Vigie")),
    "podium": (("Inès Belkacem", 412), ("Thomas Le Goff", 385), ("Aïcha Diallo", 340)),
    "around": (
        ("Julien Moreau", "Plateforme", 163),
        ("Vous", "Données & IA", 145),
        ("Linh Nguyen", "Design", 141),
    ),
    "glyphs": (
        *("facebook-logo", "instagram-logo", "x-logo", "telegram-logo", "chat-text", "qr-code", "moon", "sun"),
        *("pause", "sign-out", "upload-simple", "printer", "pencil-simple", "rss-simple", "info", "eye"),
        *("caret-down", "globe", "prohibit", "arrow-square-out"),
    ),
    "tag": "dialog",
    "theme": "",
}


async def main(folder: Path) -> None:
    """Photograph each screen in each view; say what scrolls sideways or breaks the policy."""
    pages = environment()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for screen in SCREENS:
            html = pages.get_template(f"{screen}.html").render(SAMPLES)
            for view, width, height, scheme in VIEWS:
                await _photograph(browser, html, folder / f"{screen}-{view}.png", width, height, scheme)
            await _check_narrow(browser, html, screen)
        await browser.close()


def environment() -> Environment:
    """The components as the server sees them, in English words around French samples."""
    made = Environment(
        loader=FileSystemLoader([ROOT / "templates", ROOT / "docs/design/kit"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(num=lambda number: f"{number:,}".replace(",", " "), typo=str)
    made.globals.update(asset=lambda path: f"/static/{path}", drawing=drawing)
    made.globals["ui"] = made.get_template("components/ui.html").module
    return made


async def _photograph(browser: Browser, html: str, path: Path, width: int, height: int, scheme: Any) -> None:
    page = await browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    await _open(page, html, path.stem)
    await page.screenshot(path=path)
    tall = await page.evaluate("document.documentElement.scrollHeight")
    if tall > height and path.stem.endswith("-phone"):
        await page.screenshot(path=path.with_stem(path.stem + "-full"), full_page=True)
    await page.close()


async def _check_narrow(browser: Browser, html: str, screen: str) -> None:
    page = await browser.new_page(viewport={"width": NARROWEST, "height": 640})
    await _open(page, html, screen)
    wide = await page.evaluate("document.documentElement.scrollWidth")
    if wide > NARROWEST:
        print(f"{screen}: {wide} px wide at {NARROWEST}")
    await page.close()


async def _open(page: Page, html: str, name: str) -> None:
    page.on("console", lambda message: print(f"{name}: {message.text}"))
    await page.route("**/*", lambda route: _answer(route, html))
    await page.goto("http://kit.example/")
    await page.evaluate("document.querySelector('dialog.sheet')?.showModal(); document.fonts.ready")


async def _answer(route: Route, html: str) -> None:
    path = urlsplit(route.request.url).path
    if path == "/":
        headers = {"Content-Type": "text/html", "Content-Security-Policy": POLICY}
        await route.fulfill(body=html, headers=headers)
    elif path == "/kit.css":
        await route.fulfill(body=stylesheet(), content_type="text/css")
    elif path.startswith("/cover/"):
        seed, kind = path.removeprefix("/cover/").split("/")
        await route.fulfill(body=drawing.cover_svg(seed, kind), content_type="image/svg+xml")
    elif (ROOT / path[1:]).is_file():
        await route.fulfill(path=ROOT / path[1:], content_type=mimetypes.guess_type(path)[0])
    else:
        await route.fulfill(status=404)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(target))

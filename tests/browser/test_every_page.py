"""Every page for everybody: no violation of WCAG 2.2 AA, nothing wider than a narrow phone."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from re import fullmatch
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page
from starlette.routing import Route

from server import clock
from server.badges.showing import show_by_link
from server.database import rows
from server.routes import routes
from server.settings import read_settings
from server.sharing.models import LinkDay, VisitHold
from tests.support.browsing import RunningServer, sign_in
from tests.support.challenges import challenges_of
from tests.support.giving import gifts_of
from tests.support.orvane import Orvane, found
from tests.support.recruiting import recruiting_of
from tests.support.rule_desk import drafts_to_look_at

pytestmark = pytest.mark.browser

PUBLIC = (
    "/sign-in", "/offline", "/privacy", "/legal", "/a/{slug}", "/b/{badge}", "/team/what-a-lead-sees",
    "/nowhere-at-all", "/dev/mailbox", "/jobs/{position}", "/jobs/{closed}", "/r", "/r/{code}", "/r/{code}/declined",
    "/c/{token}", "/c/{token}/erasure", "/c/erased", "/p/{presented}",
)  # fmt: skip
NEWCOMER = ("/welcome", "/settings/participation")
EMPLOYEE = (
    "/feed", "/feed?topic=saved", "/posts/{article}", "/posts/{article}/share", "/shares/{share}", "/shares/{waiting}",
    "/me", "/me/ledger", "/me/badges", "/me/devices", "/badges/premier-ricochet", "/badges/phare", "/leaderboard",
    "/leaderboard?scope=people", "/leaderboard/seasons", "/notifications", "/settings", "/settings/participation",
    "/settings/profile", "/settings/notifications", "/welcome/preferences", "/team",
    "/challenges", "/challenges/{challenge}", "/rules", "/jobs", "/jobs/{position}/referrals/new",
    "/jobs/{position}/qr", "/jobs/{position}/card", "/me/code", "/referrals", "/referrals/{referral}",
    "/referrals/{hired}", "/gifts", "/gifts?show=donations", "/gifts/{gift}", "/gifts/{gift_far}", "/gifts/{gift_pot}",
    "/gifts/orders", "/gifts/orders/{gift_ready}", "/gifts/orders/{gift_refused}", "/gifts/orders/{gift_given}",
    "/gifts/orders/{ticket}", "/gifts/pots/{pot}",
)  # fmt: skip
EDITOR = (
    "/console/posts", "/console/posts/new", "/console/posts/{article}", "/console/posts/{article}/preview",
    "/console/sources",
)  # fmt: skip
HR = (
    "/console/people", "/console/people/imports", "/console/people/{person}", "/console/settings",
    "/console/settings/legal", "/console/badges", "/console/badges/premier-ricochet?q=camille",
    "/console/badges/awards/{award}", "/console/suspects", "/console/suspects/{hold}",
    "/console/corrections", "/console/corrections?q=camille",
    "/console/challenges", "/console/challenges/new", "/console/challenges/{running}",
    "/console/rules", "/console/rules/new", "/console/rules/campaigns", "/console/rules/settings",
    "/console/rules/{rule}", "/console/rules/{rule}/versions/1",
    "/console/rules/drafts/{draft}", "/console/rules/drafts/{asked}",
    "/console/jobs", "/console/jobs/new", "/console/jobs/sources", "/console/jobs/{position_id}",
    "/console/referrals", "/console/referrals/new", "/console/referrals/settings", "/console/referrals/ats",
    "/console/referrals/{referral}", "/console/referrals/{hired}",
    "/console/bonuses", "/console/bonuses?show=exported", "/console/bonuses/plans", "/console/bonuses/plans/new",
    "/console/bonuses/plans/{plan}", "/console/bonuses/{payment}", "/console/bonuses/exports/{batch}",
    "/console/gifts", "/console/gifts/new", "/console/gifts/{gift_id}", "/console/gifts/{voucher_id}",
    "/console/gifts/places", "/console/gifts/places/{place}", "/console/gifts/money", "/console/gifts/imports",
    "/console/gifts/orders", "/console/gifts/orders?show=ready", "/console/gifts/orders/{gift_order}",
    "/console/gifts/orders/{gift_given}", "/console/gifts/orders/pick-list",
)  # fmt: skip
ROLES = {
    "nobody": PUBLIC, "zoe": NEWCOMER, "camille": EMPLOYEE, "nadia": ("/feed", "/leaderboard", "/me", "/team"),
    "lise": EDITOR, "marc": HR, "awa": ("/console/settings", "/settings"),
}  # fmt: skip
AGAIN = ("nadia", "awa")  # other people's templates, with what their role adds
ELSEWHERE = {
    "/", "/setup/{token}", "/sign-in/code", "/sign-in/link/{token}", "/dev/mailbox/{name}", "/media/{name}",
    "/covers/{seed}.svg", "/s/{code}", "/manifest.webmanifest", "/service-worker.js", "/theme.css", "/healthz",
    "/readyz", "/static/{version}/{sheet}.css", "/console", "/console/people/imports/{id}",
    "/console/people/imports/{id}/refused.csv", "/leaderboard/seasons/{season}",
    "/console/rules/drafts/{id}/simulation", "/console/rules/drafts/{id}/preview",
    "/console/rules/drafts/{id}/publication", "/console/rules/drafts/{id}/refusal",
    "/jobs/{slug}/card.png",
    "/gifts/orders/{id}/cancellation", "/gifts/orders/{id}/code", "/gifts/pots/{id}/parts",
    "/gifts/pots/{id}/parts/removal", "/gifts/pots/{id}/cancellation", "/gifts/{slug}/orders", "/gifts/{slug}/pots",
    "/gifts/art/{name}.svg", "/console/gifts/imports/{id}", "/console/gifts/imports/{id}/refused.csv",
    "/console/gifts/imports/examples/{kind}.csv", "/console/gifts/orders/export.csv",
    "/console/referrals/export.csv", "/console/referrals/{id}/cv", "/console/bonuses/exports/{number}/file.csv",
}  # fmt: skip
ENDED = {"nowhere": 404, "cartographe": 410}  # pages that say that something is not there, or no more
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}  # fmt: skip
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
AXE = Axe().axe_script
WIDTHS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CULPRITS = """() => [...document.querySelectorAll("body *")].filter(each => each.getBoundingClientRect().right >
document.documentElement.clientWidth + 1).slice(0, 3).map(each => each.outerHTML.slice(0, 100))"""


@dataclass
class Tour:
    """A browser of one person and the addresses they look at."""

    context: BrowserContext
    page: Page
    addresses: tuple[tuple[str, bool], ...]  # and whether nobody before has seen the template

    async def open(self, address: str) -> None:
        """Go there, on a phone by day."""
        await self.look(390)
        answer = await self.page.goto(address, wait_until="load")
        assert answer is not None
        wanted = next((status for part, status in ENDED.items() if part in address), 200)
        assert answer.status == wanted, f"{address}: {answer.status}"

    async def look(self, width: int, *, dark: bool = False) -> None:
        """The same page in another light."""
        await self.page.set_viewport_size({"width": width, "height": 844 if width < 1000 else 800})
        await self.page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        await self.page.evaluate("document.getAnimations().forEach(each => each.finish())")  # colours that still fade


@pytest_asyncio.fixture
async def company(running: RunningServer) -> Orvane:
    return await found(running.address)


@pytest_asyncio.fixture(params=ROLES)
async def tour(
    request: pytest.FixtureRequest, chromium: Browser, running: RunningServer, company: Orvane
) -> AsyncIterator[Tour]:
    context = await chromium.new_context(base_url=running.address, locale="fr-FR", service_workers="block")
    if request.param != "nobody":
        await sign_in(context, company.people[request.param], running.address, stepped_up=True)
    names = await _names(company)
    yield Tour(context, await context.new_page(), _looks(request.param, names))
    await context.close()


def _looks(role: str, names: dict[str, str]) -> tuple[tuple[str, bool], ...]:
    """A role's addresses; those that differ only in whose or which page it is share a template, but for what ended."""
    seen: set[str] = set()
    found = []
    for each in ROLES[role]:
        address = each.format(**names)
        has_ended = any(part in address for part in ENDED)
        template = address if has_ended else re.sub(r"\{[^}]*\}", "{}", each.partition("?")[0])
        found.append((address, role not in AGAIN and template not in seen))
        seen.add(template)
    return tuple(found)


async def _names(company: Orvane) -> dict[str, str]:
    waiting = await rows(
        "SELECT id FROM share WHERE person_id = $1 AND state = 'intended'", company.people["camille"].id
    )
    slug = await rows("SELECT slug FROM article WHERE id = $1", company.articles[0])
    badge = await _shown_badge(company.people["camille"].id)
    return {
        "article": company.articles[0], "slug": slug[0]["slug"], "share": company.share_id, "waiting": waiting[0]["id"],
        "person": company.people["zoe"].id, "badge": badge["code"], "award": badge["id"],
        **await challenges_of(company.people["marc"].id, company.people["camille"].id),
        **await drafts_to_look_at(company.people["marc"].id),
        **await recruiting_of(company.people["marc"], company.people["camille"]),
        **await gifts_of(company.people["marc"], company.people["camille"]),
        "rule": (await rows("SELECT id FROM rule WHERE key = 'R1'"))[0]["id"],
        "hold": await _held_day(company.people["camille"].id),
    }  # fmt: skip


async def _held_day(person_id: str) -> str:
    """A day of visits that HR has to look at."""
    noticed = ({"name": "velocity", "visits": 14, "usual": 10}, {"name": "paid", "visits": 2})
    link = (await rows("SELECT id FROM link WHERE person_id = $1 LIMIT 1", person_id))[0]["id"]
    day = await LinkDay.create(link_id=link, day="2026-11-20", valid=14, settled_at=clock.now())
    held = VisitHold(link_day=day, valid=14, held_at=clock.now(), evidence={"notices": noticed})
    await held.save()
    return str(held.id)


async def _shown_badge(person_id: str) -> dict[str, Any]:
    """A badge whose page anybody may open."""
    await show_by_link(person_id, "premier-ricochet")
    (found_row,) = await rows("SELECT id, code FROM badge_award WHERE person_id = $1 AND code IS NOT NULL", person_id)
    return found_row


async def violations(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """What axe finds, short enough to act on."""
    if not await page.evaluate("Boolean(window.axe)"):
        await page.evaluate(AXE)
    found_there: dict[str, Any] = await page.evaluate("options => axe.run(options)", options)
    return [
        f"{each['id']} ({each['help']}): " + "; ".join(node["html"][:140] for node in each["nodes"][:3])
        for each in found_there["violations"]
    ]


async def test_every_page_suits_everybody(tour: Tour) -> None:
    """By day on a phone; each template also on a desk, by night (the same page in other colours), and at 320 pixels."""
    wrong: dict[str, list[str]] = {}
    for address, is_first in tour.addresses:
        await tour.open(address)
        for width, dark in ((390, False), (1280, False), (390, True)) if is_first else ((390, False),):
            await tour.look(width, dark=dark)
            wrong[f"{address} at {width}{' by night' if dark else ''}"] = await violations(
                tour.page, COLOURS if dark else OPTIONS
            )
        await tour.look(320)
        if await tour.page.evaluate(WIDTHS) > 0:
            wrong[f"{address} is too wide"] = await tour.page.evaluate(CULPRITS)
    assert {place: said for place, said in wrong.items() if said} == {}


async def test_the_judge_would_notice(chromium: Browser) -> None:
    page = await chromium.new_page()
    await page.set_content("<html><title>x</title><main><h1>x</h1><img src='x'><p style='color:#bbb'>pale</p></main>")
    said = await violations(page)
    await page.set_content("<div style='width:200vw'>wide</div>")
    assert await page.evaluate(WIDTHS) > 0
    await page.close()
    assert {"color-contrast", "html-has-lang", "image-alt"} <= {each.partition(" ")[0] for each in said}


def test_every_page_is_on_the_tour() -> None:
    """Each address that shows a page; parts, pictures and doors that open once are seen elsewhere."""
    settings = read_settings({"RICOCHE_DATA_DIR": "var", "RICOCHE_SECRET_KEY": "k" * 40})
    shown = {path.partition("?")[0] for each in ROLES.values() for path in each}
    missing = [
        route.path for route in routes(settings)
        if isinstance(route, Route) and "GET" in (route.methods or ()) and route.path not in ELSEWHERE
        and not any(fullmatch(re.sub(r"\{[^}]*\}", r"[^/]+", route.path), re.sub(r"[{}]", "", path)) for path in shown)
    ]  # fmt: skip
    assert missing == []

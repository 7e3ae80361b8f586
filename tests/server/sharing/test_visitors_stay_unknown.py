"""After visits of every kind, no column of any table holds an address or an agent."""

from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.database import rows
from server.sharing.jobs import settle_visits
from tests.conftest import browser
from tests.support import people
from tests.support.sharing import ANDROID, IPHONE, LINKEDIN_BOT, article, shared, verdicts, visitor
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ADDRESSES = ("203.0.113.5", "198.51.100.77", "2001:db8:12:7::1", "192.0.2.200")
TELLING = (*ADDRESSES, "203.0.113", "198.51.100", "2001:db8", "192.0.2", "Mozilla", "AppleWebKit", "LinkedInBot", "Chr")


async def everything() -> str:
    """Every stored row as text."""
    tables = await rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    found = [await rows(f'SELECT * FROM "{table["name"]}"') for table in tables]
    assert sum(map(len, found)) > 50
    return str(found)


async def test_nothing_of_a_visitor_is_stored(app: ASGIApp) -> None:
    await people.company(internal_networks=["203.0.113.192/26"])
    alice = await people.welcomed()
    _, code = await shared(alice, await article())
    for address, agent in zip(ADDRESSES, (IPHONE, ANDROID, IPHONE, LINKEDIN_BOT), strict=True):
        await visitor(app, address, agent).get(f"/s/{code}?gclid=1")
    transport = httpx2.ASGITransport(app=app, client=("203.0.113.5", 50000))
    at_home = httpx2.AsyncClient(transport=transport, base_url="http://localhost:8000", headers={"User-Agent": IPHONE})
    signed_in = await as_person(browser(app), alice)
    at_home.cookies.update(signed_in.cookies)
    assert (await at_home.get("/feed")).status_code == 200
    await at_home.get(f"/s/{code}")
    assert sum((await verdicts()).values()) == 5
    stored = (await everything()).replace("203.0.113.192/26", "")
    assert [word for word in TELLING if word in stored] == []


async def test_the_look_would_find_one(app: ASGIApp) -> None:
    await people.company()
    alice = await people.welcomed()
    await shared(alice, await article(excerpt="At 203.0.113.5"))
    assert "203.0.113.5" in await everything()


async def test_a_hold_keeps_figures_only(app: ASGIApp) -> None:
    with clock.moved() as moving:
        moving.set(clock.now())
        await people.company()
        _, code = await shared(await people.welcomed(), await article())
        for number in range(11):
            await visitor(app, f"203.0.113.{number}").get(f"/s/{code}")
        moving.advance(timedelta(days=1))
        await settle_visits()
    assert len(await rows("SELECT id FROM visit_hold")) == 1
    stored = await everything()
    assert [word for word in TELLING if word in stored] == []

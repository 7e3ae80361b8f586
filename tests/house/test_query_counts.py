"""A page asks the database as often for many rows as for few."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from starlette.types import ASGIApp
from tortoise.connection import get_connection

from server.content.companions import points_of_share
from server.people.models import Person
from tests.conftest import browser
from tests.support.content import topic
from tests.support.openings import opening
from tests.support.people import company, welcomed
from tests.support.pipeline import candidate, referral
from tests.support.rewards import a_reward
from tests.support.sharing import article, shared
from tests.support.signing_in import as_person

FEW, MANY = 3, 15
MOST = 30  # statements of any page here, whatever it shows
PAGES = (
    "/challenges",
    "/feed",
    "/gifts",
    "/jobs",
    "/me",
    "/leaderboard",
    "/leaderboard?scope=people",
    "/leaderboard/seasons",
    "/me/ledger",
    "/notifications",
    "/referrals",
    "/me/badges",
    "/team",
)

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@asynccontextmanager
async def statements() -> AsyncIterator[list[str]]:
    """What the database is asked meanwhile, as SQLite itself sees it."""
    asked: list[str] = []
    connection: Any = get_connection("default")
    await connection._connection.set_trace_callback(asked.append)
    try:
        yield asked
    finally:
        await connection._connection.set_trace_callback(None)


async def live(alice: Person, first: int, last: int) -> None:
    """Articles, her shares of them, and as many colleagues who share and stand beside her."""
    for number in range(first, last):
        about = await article(f"article-{number}", title=f"Article {number}")
        await shared(alice, about)
        colleague = await welcomed(f"colleague{number}", of=f"Team {number}", in_standings=True)
        await shared(colleague, about)
        job = await opening(f"opening-{number}", topics=((await topic()).id,))
        await referral(job, await candidate(f"Ana B{number}"), referrer_id=alice.id)
        await a_reward(slug=f"gift-{number}")


async def counts(client: httpx2.AsyncClient) -> dict[str, list[str]]:
    """The statements of each page, once its caches are warm."""
    found = {}
    for page in PAGES:
        assert (await client.get(page)).status_code == 200, page
        async with statements() as asked:
            assert (await client.get(page)).status_code == 200
        found[page] = [each for each in asked if each.lstrip()[:6].upper() in ("SELECT", "INSERT", "UPDATE", "DELETE")]
    return found


async def test_pages_ask_as_often_for_five_times_the_rows(app: ASGIApp) -> None:
    await company()
    alice = await welcomed("alice", in_standings=True)
    async with await as_person(browser(app), alice) as client:
        await live(alice, 0, FEW)
        few = await counts(client)
        await live(alice, FEW, MANY)
        many = await counts(client)
    more = {page: (len(few[page]), len(many[page])) for page in PAGES if len(many[page]) > len(few[page])}
    assert more == {}
    assert {page: len(asked) for page, asked in many.items() if not 0 < len(asked) <= MOST} == {}


async def test_the_count_would_notice(app: ASGIApp) -> None:
    await company()
    alice = await welcomed()
    about = await article()
    async with statements() as asked:
        await points_of_share(alice.id, about.id)
    assert len(asked) > 1

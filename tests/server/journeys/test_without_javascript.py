"""The whole loop over plain HTTP, by somebody without scripts, on both databases; and every tap twice."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx2
import pytest
import pytest_asyncio
from starlette.types import ASGIApp

from server import clock
from server.database import is_postgresql, rows
from server.mail.mailbox import letters
from server.settings import Settings
from server.web.sessions import COOKIE_LOOPBACK
from server.worker import drain
from tests.conftest import browser
from tests.support.html import Reader
from tests.support.orvane import NEWCOMER, WORDS, hire, publish
from tests.support.sharing import ANDROID, IPHONE, visitor

ADDRESS = f"{NEWCOMER}@orvane.example"
NOISE = {"form_key", "session", "employee_trace", "day_salt"}  # the last two: somebody looked at a page on another day


@pytest_asyncio.fixture
async def article(app: ASGIApp) -> str:
    """The company with one article by its editor; Zoé has not joined."""
    people = await hire()
    return await publish("Pourquoi vos pipelines gagnent à rester ennuyeux", "veille", people["lise"].id)


@pytest_asyncio.fixture
async def reader(app: ASGIApp, article: str) -> AsyncIterator[Reader]:
    """Zoé's phone, which speaks English and runs no scripts."""
    async with browser(app, **{"User-Agent": ANDROID}) as client:
        yield Reader(client)


async def code_by_mail(settings: Settings) -> str:
    """What the worker put into the mailbox folder."""
    await drain()
    assert settings.mailbox_dir is not None
    newest = letters(settings.mailbox_dir)[0]
    assert newest.to == ADDRESS
    found = re.search(r"\b\d{6}\b", newest.text)
    assert found
    return found[0]


async def sign_in(reader: Reader, settings: Settings) -> None:
    await reader.open("/")
    assert reader.path.startswith("/sign-in")
    await reader.send("Receive my code", email=ADDRESS)
    assert reader.path.startswith("/sign-in/code")
    await reader.send("Sign in", code=await code_by_mail(settings))


async def take_part(reader: Reader) -> None:
    assert reader.path == "/welcome"
    await reader.send("I have read it")
    await reader.send("Understood")
    await reader.send("I take part")
    assert reader.path == "/welcome/preferences"
    await reader.send("Save and see the feed")
    assert reader.path == "/feed"


async def read_and_share(reader: Reader) -> str:
    """Through the article and the sheet; the address of the link."""
    await reader.follow("Pourquoi vos pipelines")
    await reader.send("read")
    await reader.follow("Share")
    await reader.send("See what it brings", words=WORDS, channel="copy")
    assert "These are your words." in reader.words
    assert reader.field("words") == WORDS
    await reader.send("Get the link")
    assert reader.path.startswith("/shares/")
    assert "as soon as somebody opens your link" in reader.words
    text = reader.field("shared-text")
    assert WORDS in text
    assert "I work at Orvane" in text or "Je travaille chez Orvane" in text
    found = re.search(r"/s/[\w-]{12,}", text)
    assert found, "the text holds the link"
    return found[0]


async def open_from_outside(app: ASGIApp, link: str) -> None:
    async with visitor(app, agent=IPHONE) as outside:
        answer = await outside.get(link)
        assert answer.status_code in (302, 303, 307)
        assert "set-cookie" not in answer.headers
        page = await outside.get(answer.headers["location"])
        assert page.status_code == 200
        assert "set-cookie" not in page.headers
        assert "pipelines" in page.text


async def test_from_the_code_to_the_first_badge(app: ASGIApp, settings: Settings, reader: Reader, article: str) -> None:
    await sign_in(reader, settings)
    await take_part(reader)
    link = await read_and_share(reader)
    share = reader.path

    await reader.open("/me/ledger")
    assert "as soon as somebody opens your link" in reader.words, "the ledger says what the points wait for"
    before = await totals()
    await open_from_outside(app, link)
    await drain()
    after = await totals()
    assert after["available"] > before["available"]
    assert (before["pending"], after["pending"]) == (before["pending"], 0)
    assert before["pending"] > 0

    await reader.open(share)
    assert "Opened by one person" in reader.words
    await reader.open("/me/ledger")
    assert "as soon as somebody opens your link" not in reader.words
    assert "rule “" in reader.words, "each line names its rule"
    assert "Pourquoi vos pipelines" in reader.words
    await reader.open("/me")
    assert "First skip" in reader.words
    assert "Level 1, Drop" in reader.words
    await reader.follow("First skip")
    assert "First skip" in reader.heading

    await reader.open("/settings")
    await reader.send("Sign out")
    assert reader.path.startswith("/sign-in")
    assert COOKIE_LOOPBACK not in reader.client.cookies
    await reader.open("/me")
    assert reader.path.startswith("/sign-in"), "nothing is open any more"


async def totals() -> dict[str, int]:
    """Zoé's points by account."""
    found = await rows(
        "SELECT a.kind, a.balance FROM account a JOIN person p ON p.id = a.owner "
        "WHERE p.email = $1 AND a.unit = 'points'",
        ADDRESS,
    )
    return {"available": 0, "pending": 0, **{row["kind"]: int(row["balance"]) for row in found}}


async def test_every_tap_twice_changes_nothing(app: ASGIApp, settings: Settings, reader: Reader) -> None:
    await sign_in(reader, settings)
    await take_part(reader)
    link = await read_and_share(reader)
    await open_from_outside(app, link)
    await drain()
    first, sent = await everything(), list(reader.sent)
    assert len(sent) >= 8
    for post in sent:
        answer = await reader.client.post(post.action, data=post.values)
        assert answer.status_code in (200, 303, 409, 422), f"{post.action}: {answer.status_code}"
    await drain()
    assert changed(first, await everything()) == {}


async def test_a_day_later_every_tap_still_changes_nothing(app: ASGIApp, settings: Settings, reader: Reader) -> None:
    await sign_in(reader, settings)
    await take_part(reader)
    await read_and_share(reader)
    first, sent = await everything(), list(reader.sent)
    with clock.moved() as moving:
        moving.set(clock.now() + timedelta(hours=20))
        for post in sent:
            if post.action.partition("?")[0] in ("/shares", "/welcome/choice", "/welcome/preferences"):
                answer = await reader.client.post(post.action, data=post.values)
                assert answer.status_code == 303, f"{post.action}: {answer.status_code}"
        assert changed(first, await everything()) == {}


async def everything() -> dict[str, int]:
    """How many rows each table has."""
    names = await rows(
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
        if is_postgresql() else
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )  # fmt: skip
    found = {}
    for each in names:
        counted = await rows(f'SELECT COUNT(*) AS n FROM "{each["name"]}"')
        found[each["name"]] = int(counted[0]["n"])
    return found


def changed(before: dict[str, int], after: dict[str, int]) -> dict[str, tuple[int, int]]:
    """The tables with other numbers of rows, but for those that note that somebody was here."""
    return {
        name: (before[name], after[name]) for name in before
        if before[name] != after[name] and name not in NOISE
    }  # fmt: skip


async def test_the_link_answers_whoever_asks(app: ASGIApp, settings: Settings, reader: Reader) -> None:
    await sign_in(reader, settings)
    await take_part(reader)
    link = await read_and_share(reader)
    answers: list[httpx2.Response] = []
    for agent in (IPHONE, "LinkedInBot/1.0", ""):
        async with visitor(app, agent=agent) as outside:
            answers.append(await outside.get(link))
    assert {answer.status_code for answer in answers} <= {302, 303, 307}
    assert len({answer.headers["location"] for answer in answers}) == 1
    verdicts = await rows("SELECT verdict, COUNT(*) AS n FROM visit GROUP BY verdict")
    assert {row["verdict"] for row in verdicts} >= {"valid"}
    assert sum(row["n"] for row in verdicts if row["verdict"] == "valid") == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_reader_notices_what_is_missing(reader: Reader) -> None:
    await reader.open("/sign-in")
    with pytest.raises(AssertionError, match="no button"):
        await reader.send("Fly away")
    with pytest.raises(AssertionError, match="no field"):
        await reader.send("Receive my code", password="x")
    with pytest.raises(AssertionError, match="no link"):
        await reader.follow("Nowhere")

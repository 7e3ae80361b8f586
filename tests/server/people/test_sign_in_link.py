"""The letter's button and the operator's link: looking uses nothing up, pressing does, once."""

from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.people.models import Session
from server.people.sign_in.commands import sign_in_link
from server.web.problems import NotFound
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.signing_in import letters, link_of

ALICE = "alice@orvane.example"


@pytest.fixture(autouse=True)
async def _people(app: ASGIApp) -> None:
    await company()
    await person("alice")


async def mailed_link(client: httpx2.AsyncClient, **more: str) -> str:
    """The path of the button in a fresh letter."""
    await client.post("/sign-in", data={"email": ALICE, **more})
    (letter,) = await letters()
    return link_of(letter)


async def test_looking_never_uses_the_link_up(client: httpx2.AsyncClient, app: ASGIApp) -> None:
    link = await mailed_link(client)
    async with browser(app) as scanner:
        for method in ("HEAD", "GET", "GET", "GET"):
            looked = await scanner.request(method, link)
            assert looked.status_code == 200
            assert looked.headers["referrer-policy"] == "no-referrer"
    assert await Session.all().count() == 0
    page = await client.get(link)
    assert "Alice" in page.text
    pressed = await client.post(link)
    assert (pressed.status_code, pressed.headers["location"]) == (303, "/")
    assert (await client.get("/settings")).status_code == 200


async def test_pressing_twice_works_once(client: httpx2.AsyncClient, app: ASGIApp) -> None:
    link = await mailed_link(client)
    assert (await client.post(link)).status_code == 303
    async with browser(app) as thief:
        assert (await thief.post(link)).status_code == 410
        assert (await thief.get(link)).status_code == 410
    assert await Session.all().count() == 1


async def test_the_same_browser_goes_where_it_was_going(client: httpx2.AsyncClient, app: ASGIApp) -> None:
    assert (await client.post(await mailed_link(client, next="/settings"))).headers["location"] == "/settings"
    link = await mailed_link(client, next="/settings")
    async with browser(app) as phone:
        assert (await phone.post(link)).headers["location"] == "/"


async def test_an_old_or_made_up_link_says_so(client: httpx2.AsyncClient) -> None:
    link = await mailed_link(client)
    with clock.moved() as moved:
        moved.advance(timedelta(minutes=11))
        assert (await client.get(link)).status_code == 410
        assert (await client.post(link)).status_code == 410
    assert (await client.post("/sign-in/link/made-up")).status_code == 410


async def test_five_wrong_codes_end_the_link_too(client: httpx2.AsyncClient) -> None:
    link = await mailed_link(client)
    for _ in range(5):
        await client.post("/sign-in/code", data={"code": "000000"})
    assert (await client.post(link)).status_code == 410


async def test_the_operators_link_counts_as_stepped_up(client: httpx2.AsyncClient) -> None:
    link = await sign_in_link("Alice@orvane.example")
    assert (await client.post(link)).status_code == 303
    assert (await Session.get()).stepped_up_at is not None


async def test_a_mailed_link_does_not(client: httpx2.AsyncClient) -> None:
    await client.post(await mailed_link(client))
    assert (await Session.get()).stepped_up_at is None


async def test_there_is_no_operators_link_for_a_stranger() -> None:
    with pytest.raises(NotFound):
        await sign_in_link("nobody@orvane.example")

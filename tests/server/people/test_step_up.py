"""Step-up: a fresh code for this session, half an hour long, and the typed form is kept."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx2
import pytest
import pytest_asyncio
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

from server import clock
from server.people.models import Person, Session
from server.web.access import Need, route
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.signing_in import as_person, code_in_the_mail, hidden, letters, sign_in


async def heavy(request: Request) -> Response:
    """An act that asks for step-up."""
    return PlainTextResponse(f"done {dict(await request.form())}" if request.method == "POST" else "shown")


@pytest_asyncio.fixture
async def hr(app: ASGIApp) -> AsyncIterator[Person]:
    """HR, and two routes that ask for step-up."""
    await company()
    application = app.app  # type: ignore[attr-defined]
    added = [route(method, "/heavy", heavy, f"heavy.{method}", Need.HR, step_up=True) for method in ("GET", "POST")]
    application.router.routes[:0] = added
    yield await person("hanna", role="hr")
    del application.router.routes[: len(added)]


async def test_a_form_waits_for_the_code_and_is_kept(client: httpx2.AsyncClient, hr: Person) -> None:
    await as_person(client, hr)
    asked = await client.post("/heavy", data={"reason": "typed"})
    assert asked.status_code == 403
    assert "Confirm that it is you" in asked.text
    code, kept = await code_in_the_mail(), hidden(asked.text, "kept")
    wrong = await client.post("/step-up", data={"code": "12", "kept": kept})
    assert wrong.status_code == 422
    confirmed = await client.post("/step-up", data={"code": code, "kept": hidden(wrong.text, "kept")})
    assert confirmed.status_code == 200
    assert 'action="/heavy"' in confirmed.text
    assert "typed" in confirmed.text
    assert (await client.post("/heavy", data={"reason": "typed"})).text == "done {'reason': 'typed'}"


async def test_a_page_mails_nothing_until_asked_and_is_opened_after_the_code(
    client: httpx2.AsyncClient, hr: Person
) -> None:
    await as_person(client, hr)
    asked = await client.get("/heavy?month=11")
    assert asked.status_code == 403
    assert await letters() == []
    sent = await client.post("/step-up/code", data={"kept": hidden(asked.text, "kept")})
    assert sent.status_code == 200
    confirmed = await client.post(
        "/step-up", data={"code": await code_in_the_mail(), "kept": hidden(sent.text, "kept")}
    )
    assert (confirmed.status_code, confirmed.headers["location"]) == (303, "/heavy?month=11")
    assert (await client.get("/heavy?month=11")).text == "shown"


async def test_it_lasts_half_an_hour(client: httpx2.AsyncClient, hr: Person) -> None:
    await as_person(client, hr, stepped_up=True)
    assert (await client.get("/heavy")).status_code == 200
    with clock.moved() as moved:
        moved.advance(timedelta(minutes=31))
        assert (await client.get("/heavy")).status_code == 403


async def test_signing_in_by_code_does_not_count(client: httpx2.AsyncClient, hr: Person) -> None:
    await sign_in(client, "hanna@orvane.example")
    assert (await client.get("/heavy")).status_code == 403


async def test_the_code_is_this_sessions(client: httpx2.AsyncClient, app: ASGIApp, hr: Person) -> None:
    await as_person(client, hr)
    await client.post("/step-up/code", data={})
    code = await code_in_the_mail()
    async with browser(app) as other:
        await as_person(other, hr)
        assert (await other.post("/step-up", data={"code": code})).status_code == 422
        await as_person(other, await person("bob"))
        assert (await other.post("/step-up", data={"code": code})).status_code == 422
    assert (await client.post("/step-up", data={"code": code})).status_code == 303
    assert (await client.post("/step-up", data={"code": code})).status_code == 422
    assert await Session.filter(stepped_up_at__not_isnull=True).count() == 1


async def test_a_sign_in_code_does_not_step_up(client: httpx2.AsyncClient, app: ASGIApp, hr: Person) -> None:
    await as_person(client, hr)
    async with browser(app) as other:
        await other.post("/sign-in", data={"email": "hanna@orvane.example"})
        code = await code_in_the_mail()
    assert (await client.post("/step-up", data={"code": code})).status_code == 422


async def test_the_sixth_try_is_not_looked_at(client: httpx2.AsyncClient, hr: Person) -> None:
    await as_person(client, hr)
    await client.post("/step-up/code", data={})
    code = await code_in_the_mail()
    wrong = "999999" if code != "999999" else "111111"
    for _ in range(5):
        await client.post("/step-up", data={"code": wrong})
    assert (await client.post("/step-up", data={"code": code})).status_code == 422


async def test_many_codes_are_refused_and_the_form_stays(client: httpx2.AsyncClient, hr: Person) -> None:
    await as_person(client, hr)
    for _ in range(10):
        await client.post("/step-up/code", data={})
    refused = await client.post("/heavy", data={"reason": "typed"})
    assert refused.status_code == 429
    assert hidden(refused.text, "kept")


@pytest.mark.parametrize("role", ["employee", "editor"])
async def test_the_role_is_asked_first(client: httpx2.AsyncClient, hr: Person, role: str) -> None:
    await as_person(client, await person("erin", role=role), stepped_up=True)
    assert (await client.post("/heavy", data={})).status_code == 403
    assert await letters() == []


async def test_without_a_session_it_is_sign_in_that_is_asked(client: httpx2.AsyncClient, hr: Person) -> None:
    assert (await client.post("/step-up", data={"code": "123456"})).status_code == 401
    assert (await client.post("/step-up/code", data={})).status_code == 401

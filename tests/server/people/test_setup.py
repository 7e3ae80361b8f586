"""The first visit: one token, once, for an hour; then a company, its administrator, and their way in."""

import asyncio
from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.people.models import Company, Person, Session, SetupToken
from server.people.setup.commands import ensure_setup_token
from tests.conftest import browser
from tests.support.people import company

ANSWERS = {
    "company": "Orvane", "zone": "Europe/Paris", "languages": ["fr", "en"], "accent": "#7A1FA2",
    "given_name": "Hélène", "family_name": "Ricard", "email": "Helene.Ricard@orvane.example",
}  # fmt: skip


async def test_the_token_opens_a_page_then_makes_company_and_administrator(client: httpx2.AsyncClient) -> None:
    path = await ensure_setup_token()
    assert path
    page = await client.get(path)
    assert page.status_code == 200
    assert page.headers["referrer-policy"] == "no-referrer"
    answer = await client.post(path, data=ANSWERS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/welcome")
    made = await Company.get()
    assert (made.name, made.zone, made.languages, made.accent) == ("Orvane", "Europe/Paris", ["fr", "en"], "#7a1fa2")
    admin = await Person.get()
    assert (admin.role, admin.email, admin.joined_at) == ("admin", "helene.ricard@orvane.example", None)
    session = await Session.get()
    assert session.stepped_up_at is not None
    welcome = await client.get("/welcome")
    assert welcome.status_code == 200
    assert "Hélène" in welcome.text


async def test_a_used_token_is_gone_and_an_unknown_one_is_not_found(client: httpx2.AsyncClient, app: ASGIApp) -> None:
    path = await ensure_setup_token()
    assert path
    await client.post(path, data=ANSWERS)
    async with browser(app) as other:
        assert (await other.get(path)).status_code == 410
        assert (await other.post(path, data=ANSWERS)).status_code == 410
        assert (await other.get("/setup/never")).status_code == 404
        assert (await other.post("/setup/never", data=ANSWERS)).status_code == 404
    assert await Person.all().count() == 1
    assert await ensure_setup_token() is None


async def test_a_token_lapses_after_an_hour(client: httpx2.AsyncClient) -> None:
    path = await ensure_setup_token()
    assert path
    with clock.moved() as moved:
        moved.advance(timedelta(minutes=61))
        assert (await client.get(path)).status_code == 410
        assert (await client.post(path, data=ANSWERS)).status_code == 410
    assert await Company.all().count() == 0


async def test_another_token_does_not_found_a_second_company(client: httpx2.AsyncClient) -> None:
    path = await ensure_setup_token()
    await company()
    assert path
    assert (await client.post(path, data=ANSWERS)).status_code == 410
    assert await Company.all().count() == 1


async def test_two_tokens_at_once_found_one_company(app: ASGIApp) -> None:
    paths = [await ensure_setup_token(), await ensure_setup_token()]
    async with browser(app) as one, browser(app) as two:
        answers = await asyncio.gather(one.post(paths[0] or "", data=ANSWERS), two.post(paths[1] or "", data=ANSWERS))
    assert sorted(answer.status_code for answer in answers) == [303, 410]
    assert (await Company.all().count(), await Person.all().count()) == (1, 1)


async def test_only_the_hash_of_the_token_is_kept(client: httpx2.AsyncClient) -> None:
    path = await ensure_setup_token()
    assert path
    assert (await SetupToken.get()).token_hash not in path


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("company", ""), ("company", "x" * 81), ("zone", "Europe/Nantes"), ("zone", "../etc/passwd"), ("languages", []),
        ("languages", ["de"]), ("accent", "red"), ("accent", "#12345"), ("email", "helene"), ("email", "a@b"),
        ("email", "a b@orvane.example"), ("email", "a@orvane.example\r\nBcc: x@evil.example"), ("given_name", " "),
    ],
)  # fmt: skip
async def test_a_wrong_answer_is_named_and_the_others_are_kept(
    client: httpx2.AsyncClient, field: str, value: object
) -> None:
    path = await ensure_setup_token()
    assert path
    page = await client.post(path, data={**ANSWERS, field: value})
    assert page.status_code == 422
    assert f'href="#{field}"' in page.text
    assert "Ricard" in page.text
    assert await Company.all().count() == 0

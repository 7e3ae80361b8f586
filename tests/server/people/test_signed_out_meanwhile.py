"""Signed out meanwhile: the page says why, what was typed travels through sign-in, and one tap sends it."""

import html
import re

import httpx2
import pytest
from starlette.types import ASGIApp

from server.people.models import Person, Session
from server.settings import Settings
from server.web.sessions import COOKIE_LOOPBACK
from server.web.signing import sign
from tests.support.people import company, person
from tests.support.signing_in import as_person, code_in_the_mail, hidden

ALICE = "alice@orvane.example"
NAME = 'Héron <b>&amp;" gris'
TYPED = {"display_name": NAME, "language": "en", "linkedin": "100-500", "form_key": "key-of-the-form"}


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await company()
    return await person("alice")


async def test_a_page_leads_to_sign_in_and_back(client: httpx2.AsyncClient, alice: Person) -> None:
    refused = await client.get("/settings/profile?a=1&b=2")
    assert refused.status_code == 303
    assert refused.headers["location"] == "/sign-in?next=%2Fsettings%2Fprofile%3Fa%3D1%26b%3D2"
    assert "clear-site-data" not in refused.headers
    door = await client.get(refused.headers["location"])
    after = html.unescape(hidden(door.text, "next"))
    await client.post("/sign-in", data={"email": ALICE, "next": after})
    entered = await client.post("/sign-in/code", data={"code": await code_in_the_mail()})
    assert entered.headers["location"] == "/settings/profile?a=1&b=2"


async def test_a_form_is_carried_and_sent_with_one_tap(client: httpx2.AsyncClient, alice: Person) -> None:
    await as_person(client, alice)
    await Session.all().delete()
    refused = await client.post("/settings/profile", data=TYPED)
    assert refused.status_code == 401
    assert "no longer signed in" in refused.text
    assert refused.headers["clear-site-data"] == '"storage"'
    assert refused.headers["x-offline"] == "purge"
    assert f'{COOKIE_LOOPBACK}="";' in refused.headers["set-cookie"]

    code_page = await client.post("/sign-in", data={"email": ALICE, "kept": hidden(refused.text, "kept")})
    assert code_page.status_code == 200
    wrong = await client.post("/sign-in/code", data={"code": "12", "kept": hidden(code_page.text, "kept")})
    assert wrong.status_code == 422
    entered = await client.post(
        "/sign-in/code", data={"code": await code_in_the_mail(), "kept": hidden(wrong.text, "kept")}
    )
    assert entered.status_code == 200
    assert '<form method="post" action="/settings/profile">' in entered.text
    fields = dict(re.findall(r'<textarea hidden name="([^"]+)">\n(.*?)</textarea>', entered.text, re.DOTALL))
    assert {name: html.unescape(value) for name, value in fields.items()} == TYPED

    sent = await client.post("/settings/profile", data=TYPED)
    assert (sent.status_code, sent.headers["location"]) == (303, "/settings")
    assert (await Person.get(id=alice.id)).display_name == TYPED["display_name"]


async def test_a_form_that_is_not_ours_is_not_carried(
    client: httpx2.AsyncClient, alice: Person, settings: Settings
) -> None:
    forged = sign(["x" * 40], "kept", ["https://evil.example/", True, [["a", "b"]]])
    other_purpose = sign(settings.secret_keys, "unsubscribe", ["/settings", True, [["a", "b"]]])
    for text in (forged, other_purpose, "nonsense"):
        await client.post("/sign-in", data={"email": ALICE})
        entered = await client.post("/sign-in/code", data={"code": await code_in_the_mail(), "kept": text})
        assert (entered.status_code, entered.headers["location"]) == (303, "/")


async def test_htmx_is_sent_to_the_page_or_given_the_whole_page(client: httpx2.AsyncClient, alice: Person) -> None:
    asks = {"HX-Request": "true", "HX-Request-Type": "partial"}
    page = await client.get("/settings", headers=asks)
    assert (page.status_code, page.headers["hx-redirect"]) == (200, "/sign-in?next=%2Fsettings")
    form = await client.post("/settings/profile", data=TYPED, headers=asks)
    assert (form.status_code, form.headers["hx-retarget"]) == (401, "body")
    assert hidden(form.text, "kept")


async def test_what_is_no_form_gets_a_bare_401(client: httpx2.AsyncClient, alice: Person) -> None:
    refused = await client.post("/settings/profile", json={"a": 1})
    assert (refused.status_code, refused.text) == (401, "")

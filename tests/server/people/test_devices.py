"""Where somebody is signed in: their own list, and nobody else's."""

import httpx2
import pytest
from starlette.types import ASGIApp

from server.people.models import Person, Session
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.signing_in import as_person


@pytest.fixture
async def alice(app: ASGIApp) -> Person:
    await company()
    return await person("alice")


async def test_a_device_that_is_signed_out_is_refused(client: httpx2.AsyncClient, app: ASGIApp, alice: Person) -> None:
    await as_person(client, alice)
    async with browser(app) as phone:
        await as_person(phone, alice)
        assert (await phone.get("/settings")).status_code == 200
        page = await client.get("/me/devices")
        assert page.text.count("Firefox · Linux") >= 2
        (tag,) = [s.tag for s in await Session.all() if f"/me/devices/{s.tag}/deletion" in page.text]
        gone = await client.post(f"/me/devices/{tag}/deletion")
        assert (gone.status_code, gone.headers["location"]) == (303, "/me/devices")
        refused = await phone.get("/settings")
        assert (refused.status_code, refused.headers["clear-site-data"]) == (303, '"storage"')
    assert (await client.get("/settings")).status_code == 200


async def test_signing_this_device_out_is_signing_out(client: httpx2.AsyncClient, alice: Person) -> None:
    await as_person(client, alice)
    session = await Session.get()
    out = await client.post(f"/me/devices/{session.tag}/deletion")
    assert (out.headers["location"], out.headers["x-offline"]) == ("/sign-in", "purge")


async def test_everywhere_else(client: httpx2.AsyncClient, app: ASGIApp, alice: Person) -> None:
    async with browser(app) as phone, browser(app) as bobs:
        await as_person(phone, alice)
        await as_person(bobs, await person("bob"))
        await as_person(client, alice)
        assert (await client.post("/me/devices/deletion")).status_code == 303
        assert (await phone.get("/settings")).status_code == 303
        assert (await client.get("/settings")).status_code == 200
        assert (await bobs.get("/settings")).status_code == 200


async def test_a_strangers_device_does_not_exist(client: httpx2.AsyncClient, app: ASGIApp, alice: Person) -> None:
    await as_person(client, alice)
    async with browser(app) as bobs:
        await as_person(bobs, await person("bob"))
        theirs = await Session.exclude(person_id=alice.id).first()
        assert theirs is not None
        assert (await client.post(f"/me/devices/{theirs.tag}/deletion")).status_code == 404
        assert (await client.post("/me/devices/nothing/deletion")).status_code == 404
        assert theirs.tag not in (await client.get("/me/devices")).text
        assert (await bobs.get("/settings")).status_code == 200


async def test_ladder(client: httpx2.AsyncClient, alice: Person) -> None:
    assert (await client.get("/me/devices")).status_code == 303
    assert (await client.post("/me/devices/x/deletion")).status_code == 401
    await as_person(client, alice)
    assert (await client.get("/me/devices/x/deletion")).status_code == 405

"""One network may ask for so many codes an hour; a browser that signed in before is not counted with it."""

import httpx2
import pytest
from starlette.types import ASGIApp

from server.database import rows
from server.people.sign_in import limits
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.signing_in import letters, sign_in


async def test_many_addresses_from_one_network(
    app: ASGIApp, client: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await company()
    await person("alice")
    monkeypatch.setattr(limits, "PER_NETWORK", 4)
    async with browser(app) as known:
        assert (await sign_in(known, "alice@orvane.example")).status_code == 303
        await known.post("/sign-out")
        statuses = [
            (await client.post("/sign-in", data={"email": f"guess{n}@orvane.example"})).status_code for n in range(5)
        ]
        assert statuses == [303, 303, 303, 429, 429]
        await letters()
        assert (await sign_in(known, "alice@orvane.example")).status_code == 303


async def test_no_address_of_anybody_is_stored(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    await client.post("/sign-in", data={"email": "alice@orvane.example"})
    keys = " ".join(row["key"] for row in await rows("SELECT key FROM rate_bucket"))
    assert keys
    assert "198.51" not in keys
    assert "alice" not in keys

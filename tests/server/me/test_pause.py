"""A paused week is said plainly, and it neither counts nor breaks the weeks in a row."""

import httpx2
import pytest
from starlette.types import ASGIApp

from server.people.models import Person
from tests.support.people import company, welcomed
from tests.support.signing_in import as_person


@pytest.fixture
async def alice(app: ASGIApp, client: httpx2.AsyncClient) -> Person:
    await company()
    made = await welcomed("alice")
    await as_person(client, made)
    return made


@pytest.mark.parametrize(("page", "said"), [("/me", "Your weeks are on pause"), ("/feed", "On pause. These weeks")])
async def test_a_holiday_pause_is_said_where_the_weeks_are(
    client: httpx2.AsyncClient, alice: Person, page: str, said: str
) -> None:
    assert said not in (await client.get(page)).text
    await client.post("/settings/pause", data={"choice": "begin"})
    assert said in (await client.get(page)).text
    await client.post("/settings/pause", data={"choice": "end"})
    assert said not in (await client.get(page)).text

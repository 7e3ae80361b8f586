"""HR's badge pages: nobody is listed, a name is looked for, an award is taken back with a reason."""

import httpx2
import pytest
from starlette.types import ASGIApp

from server.badges.awards import awards_of
from server.people.models import Person
from tests.support.badges import CREW, crew
from tests.support.people import company, person, welcomed
from tests.support.signing_in import as_person

HERE = "/console/badges"


@pytest.fixture
async def alice(app: ASGIApp, client: httpx2.AsyncClient) -> Person:
    await company()
    made = await crew(await welcomed("alice", of="North"))
    await as_person(client, await person("hannah", role="hr"), stepped_up=True)
    return made


async def award_of(someone: Person) -> str:
    return next(each.id for each in await awards_of(someone.id) if each.badge == CREW)


async def test_the_list_says_what_earns_each_and_hides_small_numbers(client: httpx2.AsyncClient, alice: Person) -> None:
    page = (await client.get(HERE)).text
    assert "20 articles read" in page
    assert "under five" in page
    assert "holders" not in page
    for name in ("bob", "carol", "dan", "eve"):
        await crew(await welcomed(name))
    assert "5 holders" in (await client.get(HERE)).text


async def test_nobody_is_listed_before_their_name_is_typed(client: httpx2.AsyncClient, alice: Person) -> None:
    path = f"{HERE}/{CREW}"
    assert "Alice" not in (await client.get(path)).text
    assert "Alice" not in (await client.get(path, params={"q": "a"})).text
    assert "Alice" not in (await client.get(path, params={"q": "North"})).text
    assert "Alice Test" in (await client.get(path, params={"q": "alice te"})).text
    assert "Alice" not in (await client.get(f"{HERE}/curieux", params={"q": "alice"})).text
    assert (await client.get(f"{HERE}/semeur")).status_code == 404


async def test_a_badge_is_taken_back_with_a_reason(client: httpx2.AsyncClient, alice: Person) -> None:
    path = f"{HERE}/awards/{await award_of(alice)}"
    assert "Take it back" in (await client.get(path)).text
    refused = await client.post(f"{path}/revocation", data={"reason": ""})
    assert (refused.status_code, 'aria-invalid="true"' in refused.text) == (422, True)
    answer = await client.post(f"{path}/revocation", data={"reason": "Counted twice."})
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    page = (await client.get(path)).text
    assert "Counted twice." in page
    assert "Hannah Test" in page
    assert "/revocation" not in page
    again = await client.post(f"{path}/revocation", data={"reason": "Once more."})
    assert again.status_code == 409


async def test_nobody_decides_on_their_own(app: ASGIApp, client: httpx2.AsyncClient, alice: Person) -> None:
    mine = await crew(await welcomed("helen", role="hr"))
    await as_person(client, mine, stepped_up=True)
    path = f"{HERE}/awards/{await award_of(mine)}"
    assert (await client.get(path)).status_code == 403
    assert (await client.post(f"{path}/revocation", data={"reason": "Mine."})).status_code == 403


@pytest.mark.parametrize("role", ["employee", "editor"])
async def test_only_hr_comes_here(client: httpx2.AsyncClient, alice: Person, role: str) -> None:
    await as_person(client, await person("rob", role=role), stepped_up=True)
    path = f"{HERE}/awards/{await award_of(alice)}"
    for page in (HERE, f"{HERE}/{CREW}", path):
        assert (await client.get(page)).status_code == 403
    assert (await client.post(f"{path}/revocation", data={"reason": "No."})).status_code == 403
    assert (await client.get(f"{HERE}/awards/nothing")).status_code == 403

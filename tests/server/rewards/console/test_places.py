"""/console/gifts/places: added, renamed, retired, and not while somebody was told to come there."""

import re

import httpx2
import pytest
from starlette.types import ASGIApp

from server.database import rows
from server.rewards.commands import cancel_order
from server.rewards.place_commands import OnlyPlace, PlaceKnown, StillWaiting, add_place, rename_place, retire_place
from server.rewards.queries import places
from server.web.problems import NotFound
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.rewards import a_place, a_reward, ordered, points_for
from tests.support.signing_in import as_person

HERE = "/console/gifts/places"
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_a_place_is_retired_once_nobody_is_expected_there(db: None) -> None:
    await company()
    hr, alice = await person("hr", role="hr"), await person("alice")
    nantes = await add_place("Nantes, front desk", "Until 6 pm", hr.id)
    with pytest.raises(PlaceKnown):
        await add_place("NANTES, front desk", "", hr.id)
    gift = await a_reward(places=[nantes, await a_place("Brest")])
    await points_for(alice, 100)
    order = await ordered(gift, alice, place_id=nantes)
    with pytest.raises(StillWaiting):
        await retire_place(nantes, hr.id)
    assert [place.name for place in await places()] == ["Brest", "Nantes, front desk"]
    await cancel_order(order, alice.id)
    await retire_place(nantes, hr.id)
    await retire_place(nantes, hr.id)
    assert [place.name for place in await places()] == ["Brest"]
    acts = await rows("SELECT action FROM audit_entry WHERE object_id = $1 ORDER BY id", nantes)
    assert [row["action"] for row in acts] == ["pickup_place.create", "pickup_place.retire"]


async def test_a_published_gift_keeps_a_place_to_be_fetched_at(db: None) -> None:
    await company()
    only, other = await a_place("Lyon"), await a_place("Paris")
    await a_reward(places=[only, other])
    await retire_place(other, None)
    with pytest.raises(OnlyPlace):
        await retire_place(only, None)
    assert [place.id for place in await places()] == [only]
    await rename_place(only, "Lyon, reception", "Ground floor", None)
    with pytest.raises(NotFound):
        await rename_place("0" * 36, "Lyon", "", None)
    assert [(place.name, place.hint) for place in await places()] == [("Lyon, reception", "Ground floor")]


@on_sqlite
async def test_hr_adds_renames_and_retires(app: ASGIApp, client: httpx2.AsyncClient) -> None:
    await company()
    await as_person(client, await person("hr", role="hr"), stepped_up=True)
    first = await client.post(HERE, data={"name": "Nantes, front desk", "hint": "Until 6 pm"})
    assert first.status_code == 303
    assert "The place is added." in (await client.get(first.headers["location"])).text
    twin = await client.post(HERE, data={"name": "nantes, front DESK", "hint": "Another"})
    assert (twin.status_code, "There is a place of this name" in twin.text) == (422, True)
    assert 'value="Another"' in twin.text
    assert (await client.post(HERE, data={"name": "", "hint": "x"})).status_code == 422
    one = re.search(rf'href="({HERE}/[0-9a-f-]+)"', (await client.get(HERE)).text)
    assert one
    assert 'value="Until 6 pm"' in (await client.get(one[1])).text
    assert (await client.post(one[1], data={"name": ""})).status_code == 422
    renamed = await client.post(one[1], data={"name": "Nantes, garden"})
    assert "The place is saved." in (await client.get(renamed.headers["location"])).text
    gift = await a_reward(places=[one[1].rpartition("/")[2]], name_en="Plant")
    refused = await client.post(f"{one[1]}/retirement")
    assert (refused.status_code, "“Plant” is fetched nowhere else" in refused.text) == (422, True)
    assert (await client.post(f"/console/gifts/{gift.id}/retirement")).status_code == 303
    retired = await client.post(f"{one[1]}/retirement")
    page = (await client.get(retired.headers["location"])).text
    assert "The place is retired." in page
    assert "Nantes, garden" in page
    assert "Retired" in page
    assert (await client.get(f"{HERE}/{'0' * 36}")).status_code == 404
    async with browser(app) as other:
        await as_person(other, await person("lead", role="lead"), stepped_up=True)
        assert (await other.post(HERE, data={"name": "Mine"})).status_code == 403

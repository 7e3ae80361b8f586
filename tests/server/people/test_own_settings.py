"""What people settle for themselves, and that leaving hides the name and keeps what was earned."""

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.people.models import Pause, Person
from server.people.queries import names_of, person_by_id
from tests.support.people import company, person, welcomed
from tests.support.signing_in import as_person


@pytest.fixture
async def alice(app: ASGIApp, client: httpx2.AsyncClient) -> Person:
    await company()
    made = await welcomed("alice", in_standings=True)
    await as_person(client, made)
    return made


async def choose(client: httpx2.AsyncClient, choice: str) -> str:
    """The participation page after this choice."""
    answer = await client.post("/settings/participation", data={"choice": choice})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/participation")
    return (await client.get("/settings/participation")).text


async def test_the_list_leads_everywhere(client: httpx2.AsyncClient, alice: Person) -> None:
    page = (await client.get("/settings")).text
    for path in ("/settings/profile", "/settings/notifications", "/settings/participation", "/me/devices"):
        assert f'href="{path}"' in page
    assert 'action="/sign-out" data-sign-out' in page


async def test_pause_and_resume(client: httpx2.AsyncClient, alice: Person) -> None:
    assert "having a break" in await choose(client, "pause")
    assert (await Person.get(id=alice.id)).paused_at is not None
    assert await Pause.filter(person_id=alice.id, until=None).count() == 1
    assert "Have a break" in await choose(client, "resume")
    assert (await Person.get(id=alice.id)).paused_at is None
    assert await Pause.filter(person_id=alice.id, until=None).count() == 0


async def test_leaving_hides_the_name_and_keeps_what_was_earned(client: httpx2.AsyncClient, alice: Person) -> None:
    from server.points.queries import available_points

    before = await available_points(alice.id)
    assert await names_of([alice.id]) == {alice.id: "Alice Test"}
    assert "points, badges and gifts are kept" in await choose(client, "leave")
    assert await names_of([alice.id]) == {}
    kept = await Person.get(id=alice.id)
    assert (kept.in_standings, kept.joined_at is not None) == (False, True)
    assert await available_points(alice.id) == before == 20


async def test_who_left_still_sees_their_own_and_may_come_back(client: httpx2.AsyncClient, alice: Person) -> None:
    await choose(client, "leave")
    for path in ("/settings", "/settings/profile", "/settings/participation", "/me/devices"):
        assert (await client.get(path)).status_code == 200
    assert (await client.get("/welcome/preferences")).headers["location"] == "/settings/participation"
    assert (await client.post("/settings/pause", data={"choice": "begin"})).status_code == 403
    assert "Have a break" in await choose(client, "return")
    assert await names_of([alice.id]) == {alice.id: "Alice Test"}
    assert (await Person.get(id=alice.id)).in_standings is False


async def test_a_double_tap_changes_once(client: httpx2.AsyncClient, alice: Person) -> None:
    sent = {"choice": "pause", "form_key": "one-key-of-the-page"}
    answers = [await client.post("/settings/participation", data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    other = await client.post("/settings/participation", data={**sent, "choice": "leave"})
    assert other.status_code == 409
    assert (await Person.get(id=alice.id)).opted_out_at is None


async def test_who_never_joined_may_ask_to_be_left_alone(client: httpx2.AsyncClient, alice: Person) -> None:
    await as_person(client, await person("bob", joined=False))
    assert "that is fine" in (await client.get("/settings/participation")).text
    assert "will not be asked again" in await choose(client, "leave")
    assert (await client.get("/welcome")).status_code == 200
    assert (await client.post("/settings/participation", data={"choice": "return"})).status_code == 409


async def test_the_streaks_pause(client: httpx2.AsyncClient, alice: Person) -> None:
    begun = await client.post("/settings/pause", data={"choice": "begin", "next": "/feed"})
    assert begun.headers["location"] == "/feed"
    await client.post("/settings/pause", data={"choice": "begin"})
    assert await Pause.all().count() == 1
    assert "I am back" in (await client.get("/settings")).text
    ended = await client.post("/settings/pause", data={"choice": "end", "next": "//evil.example"})
    assert ended.headers["location"] == "/settings"
    assert (await Pause.get()).until is not None


async def test_profile(client: httpx2.AsyncClient, alice: Person) -> None:
    said = {"display_name": "Héron", "language": "fr", "mastodon": "under-100"}
    said |= {"role": "admin", "email": "x@evil.example"}
    assert (await client.post("/settings/profile", data=said)).status_code == 303
    page = (await client.get("/settings/profile")).text
    assert 'value="Héron"' in page
    assert 'lang="fr"' in page
    assert '<option value="under-100" selected>' in page
    kept = await person_by_id(alice.id)
    assert kept is not None
    assert (kept.shown_name, kept.full_name, kept.language) == ("Héron", "Alice Test", "fr")
    assert (kept.role, kept.email) == ("employee", "alice@orvane.example")
    assert await names_of([alice.id, "nobody"]) == {alice.id: "Héron"}


async def test_a_wrong_profile_is_named_and_kept(client: httpx2.AsyncClient, alice: Person) -> None:
    page = await client.post("/settings/profile", data={"display_name": "Héron", "language": "de"})
    assert page.status_code == 422
    assert 'value="Héron"' in page.text
    doubled = await client.post("/settings/profile", data={"display_name": ["a", "b"], "language": "en"})
    assert doubled.status_code == 400


async def test_nobody_who_left_the_company_gets_in(client: httpx2.AsyncClient, alice: Person) -> None:
    await Person.filter(id=alice.id).update(left_company_at=clock.now())
    assert (await client.get("/settings")).status_code == 303
    assert await names_of([alice.id]) == {}


async def test_ladder(client: httpx2.AsyncClient, alice: Person) -> None:
    client.cookies.clear()
    for path in ("/settings", "/settings/profile", "/settings/participation"):
        assert (await client.get(path)).status_code == 303
    for path in ("/settings/profile", "/settings/participation", "/settings/pause"):
        assert (await client.post(path, data={})).status_code == 401
    await as_person(client, alice)
    assert (await client.get("/settings/pause")).status_code == 405
    assert (await client.post("/settings/participation", data={"choice": "fly"})).status_code == 422
    assert (await client.post("/settings/pause", data={"choice": "fly"})).status_code == 422

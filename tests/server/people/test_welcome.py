"""Onboarding: three screens in their order, resumable, announced once, nothing asked for that is not needed."""

import re

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.database import rows
from server.people.models import Invitation, NetworkBand, Person, PersonTopic
from server.people.welcome.commands import NOTICE_VERSION
from tests.support.people import company, person
from tests.support.signing_in import as_person

READ = {"version": str(NOTICE_VERSION), "language": "en"}


@pytest.fixture
async def alice(app: ASGIApp, client: httpx2.AsyncClient) -> Person:
    await company()
    made = await person("alice", joined=False)
    await as_person(client, made)
    return made


async def test_three_screens_then_the_feed(client: httpx2.AsyncClient, alice: Person) -> None:
    await Invitation.create(person_id=alice.id, sent_at=clock.now())
    assert "what is noted about you" in (await client.get("/welcome")).text
    assert (await client.post("/welcome/notice", data=READ)).headers["location"] == "/welcome"
    assert "You review and post it yourself" in (await client.get("/welcome")).text
    assert "I work at Orvane" in (await client.get("/welcome")).text
    await client.post("/welcome/sharing", data={})
    assert "Would you like to take part" in (await client.get("/welcome")).text
    joined = await client.post("/welcome/choice", data={"choice": "join"})
    assert joined.headers["location"] == "/welcome/preferences"
    page = await client.get("/welcome/preferences")
    assert re.search(r'name="display_name"(?![^>]*value=)', page.text)
    assert not re.search(r"<input[^>]* checked", page.text)
    assert page.text.count(" selected>") == page.text.count('<option value="" selected>') == 5
    assert (await client.get("/welcome")).headers["location"] == "/feed"
    kept = await Person.get(id=alice.id)
    assert (kept.notice_version, kept.joined_at is not None) == (NOTICE_VERSION, True)
    assert (await Invitation.get()).accepted_at is not None


async def test_joining_is_announced_once_ever(client: httpx2.AsyncClient, alice: Person) -> None:
    await client.post("/welcome/notice", data=READ)
    await client.post("/welcome/sharing", data={})
    for choice in ("join", "join"):
        await client.post("/welcome/choice", data={"choice": choice})
    await client.post("/settings/participation", data={"choice": "leave"})
    await client.post("/settings/participation", data={"choice": "return"})
    await client.post("/welcome/choice", data={"choice": "join"})
    facts = await rows("SELECT key FROM fact WHERE kind = 'onboarding.completed'")
    assert [fact["key"] for fact in facts] == [f"onboarding:{alice.id}"]


async def test_it_goes_on_where_it_was_left_and_steps_may_be_read_again(
    client: httpx2.AsyncClient, alice: Person
) -> None:
    await client.post("/welcome/notice", data=READ)
    await client.post("/sign-out")
    await as_person(client, alice)
    assert "You review and post it yourself" in (await client.get("/welcome")).text
    assert "what is noted about you" in (await client.get("/welcome?step=notice")).text
    assert "You review and post it yourself" in (await client.get("/welcome?step=choice")).text


async def test_nobody_joins_past_the_notice(client: httpx2.AsyncClient, alice: Person) -> None:
    assert (await client.post("/welcome/choice", data={"choice": "join"})).status_code == 409
    await client.post("/welcome/notice", data=READ)
    assert (await client.post("/welcome/choice", data={"choice": "join"})).status_code == 409
    assert (await Person.get(id=alice.id)).joined_at is None
    assert await rows("SELECT key FROM fact") == []


async def test_another_version_of_the_notice_does_not_count(client: httpx2.AsyncClient, alice: Person) -> None:
    refused = await client.post("/welcome/notice", data={**READ, "version": str(NOTICE_VERSION + 1)})
    assert refused.status_code == 422
    assert (await Person.get(id=alice.id)).notice_version is None


async def test_not_now_is_fine(client: httpx2.AsyncClient, alice: Person) -> None:
    await client.post("/welcome/notice", data=READ)
    await client.post("/welcome/sharing", data={})
    later = await client.post("/welcome/choice", data={"choice": "later"})
    assert later.headers["location"] == "/settings/participation"
    assert "that is fine" in (await client.get("/settings/participation")).text
    assert (await client.get("/welcome/preferences")).headers["location"] == "/welcome"
    assert await rows("SELECT key FROM fact") == []


async def test_the_language_it_was_read_in_stays(client: httpx2.AsyncClient, alice: Person) -> None:
    await client.post("/welcome/notice", data={**READ, "language": "fr"})
    assert 'lang="fr"' in (await client.get("/welcome")).text


async def test_preferences_are_optional_and_kept(client: httpx2.AsyncClient, alice: Person) -> None:
    from server.content.topics import ensure_topics

    await ensure_topics()
    topic = (await rows("SELECT id FROM topic ORDER BY position"))[0]["id"]
    await Person.filter(id=alice.id).update(joined_at=clock.now())
    said = {"display_name": " Héron  gris ", "topics": [topic, "made-up"], "linkedin": "100-500", "x": ""}
    assert (await client.post("/welcome/preferences", data=said)).headers["location"] == "/feed"
    assert (await Person.get(id=alice.id)).display_name == "Héron gris"
    assert [row.topic_id for row in await PersonTopic.all()] == [topic]  # type: ignore[attr-defined]
    assert [(row.network, row.band) for row in await NetworkBand.all()] == [("linkedin", "100-500")]
    assert (await client.post("/welcome/preferences", data={})).status_code == 303
    assert await NetworkBand.all().count() == 0


@pytest.mark.parametrize(
    ("field", "value"), [("linkedin", "41000"), ("display_name", "x" * 61), ("display_name", "a\u202eb")]
)
async def test_a_wrong_preference_is_named(client: httpx2.AsyncClient, alice: Person, field: str, value: str) -> None:
    await Person.filter(id=alice.id).update(joined_at=clock.now())
    page = await client.post("/welcome/preferences", data={field: value, "mastodon": "none"})
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert '<option value="none" selected>' in page.text


async def test_ladder(client: httpx2.AsyncClient, alice: Person) -> None:
    client.cookies.clear()
    assert (await client.get("/welcome")).headers["location"] == "/sign-in?next=%2Fwelcome"
    for path in ("notice", "sharing", "choice", "preferences"):
        assert (await client.post(f"/welcome/{path}", data={})).status_code == 401
    await as_person(client, alice)
    assert (await client.get("/welcome/choice")).status_code == 405
    assert (await client.post("/welcome/choice", data={"choice": "perhaps"})).status_code == 422
    assert (await client.post("/welcome/preferences", data={})).status_code == 403

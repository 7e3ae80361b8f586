"""A lead's thanks: once for each thing, to their own teams, within the month's points, told to whom they are for."""

import asyncio

import httpx2
import pytest
from starlette.types import ASGIApp

from server.database import rows
from server.people.models import Company, Person, TeamLead
from server.points.queries import available_points
from server.teamwork.commands import AlreadyThanked, NothingLeft, NothingToGreet, give_thanks
from server.teamwork.queries import thanks_left
from tests.conftest import browser
from tests.support.people import person, team
from tests.support.sharing import facts
from tests.support.signing_in import as_person, hidden
from tests.support.teams import above, badge, outsider, team_of_seven

ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def team_id(name: str = "Data") -> str:
    return str((await team(name)).id)


async def test_with_words_the_rules_pay_and_the_receiver_is_told(lena: Person, ada: Person) -> None:
    about, before = await badge(ada), await available_points(ada.id)
    thanks_id = await give_thanks(lena.id, await team_id(), about, "What a crew!")
    (fact,) = await facts("thanks.given")
    assert (fact["person_id"], fact["object_id"]) == (ada.id, thanks_id)
    assert await available_points(ada.id) == before + 5
    assert await thanks_left(lena.id) == 95
    (told,) = await rows("SELECT person_id, content FROM notification WHERE kind = 'thanks_received'")
    assert told["person_id"] == ada.id


@ON_ONE
async def test_without_words_nothing_is_paid_and_nothing_used_up(lena: Person, ada: Person) -> None:
    about, before = await badge(ada), await available_points(ada.id)
    await give_thanks(lena.id, await team_id(), about, "")
    assert await available_points(ada.id) == before
    assert await thanks_left(lena.id) == 100
    assert len(await rows("SELECT id FROM notification WHERE kind = 'thanks_received'")) == 1


async def test_once_for_each_thing_also_at_once(lena: Person, ada: Person) -> None:
    about, data = await badge(ada), await team_id()
    answers = await asyncio.gather(
        *(give_thanks(lena.id, data, about, "Well done") for _ in range(4)), return_exceptions=True
    )
    assert sum(isinstance(each, str) for each in answers) == 1
    assert sum(isinstance(each, AlreadyThanked) for each in answers) == 3
    assert len(await facts("thanks.given")) == 1


async def test_the_months_points_are_never_exceeded_also_at_once(
    lena: Person, data: tuple[Person, list[Person]]
) -> None:
    await Company.filter(id=1).update(thanks_a_month=15)
    moments, of = [await badge(each) for each in data[1]], await team_id()
    answers = await asyncio.gather(
        *(give_thanks(lena.id, of, about, "Well done") for about in moments), return_exceptions=True
    )
    assert sum(isinstance(each, str) for each in answers) == 3
    assert sum(isinstance(each, NothingLeft) for each in answers) == 3
    assert await thanks_left(lena.id) == 0
    assert len(await rows("SELECT id FROM thanks")) == 3
    left_out = next(about for about, each in zip(moments, answers, strict=True) if isinstance(each, NothingLeft))
    await give_thanks(lena.id, of, left_out, "")  # without words it is always possible


@ON_ONE
async def test_only_who_leads_the_team_or_one_above_it(ada: Person) -> None:
    about, data = await badge(ada), await team_id()
    other = await outsider()
    bob = await Person.get(given_name="Bob")
    for stranger in (other, bob):
        with pytest.raises(NothingToGreet):
            await give_thanks(stranger.id, data, about, "Hello")
    with pytest.raises(NothingToGreet):
        await give_thanks(other.id, await team_id("Sales"), about, "Hello")  # not of that team
    director = await person("dora", role="lead", of="Tech")
    await TeamLead.create(team=await above("Tech", "Data"), person=director)
    await give_thanks(director.id, data, about, "From further up")
    assert len(await facts("thanks.given")) == 1


@ON_ONE
async def test_never_oneself(lena: Person) -> None:
    await Person.filter(id=lena.id).update(in_standings=True)
    with pytest.raises(NothingToGreet):
        await give_thanks(lena.id, await team_id(), await badge(lena), "Well done, me")


@ON_ONE
async def test_two_leads_may_thank_for_the_same_thing(lena: Person, ada: Person) -> None:
    director = await person("dora", role="lead", of="Tech")
    await TeamLead.create(team=await above("Tech", "Data"), person=director)
    about, data = await badge(ada), await team_id()
    await give_thanks(lena.id, data, about, "One")
    await give_thanks(director.id, data, about, "Two")
    assert len(await facts("thanks.given")) == 2
    assert (await thanks_left(lena.id), await thanks_left(director.id)) == (95, 95)


async def send(lead: httpx2.AsyncClient, about: str, **typed: str) -> httpx2.Response:
    """Read the page and press the button, as its form would."""
    page = (await lead.get("/team")).text
    sent = {"form_key": f"{hidden(page, 'form_key')}x", "team": await team_id(), "about": about, **typed}
    return await lead.post("/team/thanks", data=sent)


@ON_ONE
async def test_a_lead_says_bravo_and_the_receiver_reads_it(app: ASGIApp, lena: Person, ada: Person) -> None:
    about = await badge(ada)
    lead, hers = await as_person(browser(app), lena), await as_person(browser(app), ada)
    answer = await send(lead, about, words="What a <crew>!")
    assert answer.status_code == 303
    page = (await lead.get(answer.headers["location"])).text
    assert "Your bravo is on its way." in page
    assert "You said bravo" in page
    assert "95 points left this month" in page
    told = (await hers.get("/notifications")).text
    assert "Lena Test says bravo to you" in told
    assert "What a &lt;crew&gt;!" in told


@ON_ONE
async def test_what_is_wrong_is_said_and_the_words_kept(app: ASGIApp, lena: Person, ada: Person) -> None:
    about = await badge(ada)
    lead = await as_person(browser(app), lena)
    long = await send(lead, about, words="w" * 281)
    assert (long.status_code, "At most 280 characters." in long.text) == (422, True)
    await Company.filter(id=1).update(thanks_a_month=4)
    refused = await send(lead, about, words="Kept words")
    assert refused.status_code == 422
    assert "Your points for thanks are given for this month." in refused.text
    assert "Kept words</textarea>" in refused.text
    assert await rows("SELECT id FROM thanks") == []


@ON_ONE
async def test_strangers_and_wrong_things(app: ASGIApp, lena: Person, ada: Person) -> None:
    about = await badge(ada)
    lead, hers = await as_person(browser(app), lena), await as_person(browser(app), ada)
    other = await as_person(browser(app), await outsider())
    sent = {"form_key": "some-key-1", "team": await team_id(), "about": about, "words": "Hello"}
    for stranger in (hers, other):
        assert (await stranger.post("/team/thanks", data=sent)).status_code == 404
    assert (await send(lead, "badge:nobody:phare:1")).status_code == 404
    assert (await lead.get("/team/thanks")).status_code == 405
    assert await rows("SELECT id FROM thanks") == []


@ON_ONE
async def test_other_teams_are_greeted_by_their_own_leads(app: ASGIApp, lena: Person) -> None:
    _, others = await team_of_seven("Sales")
    about = await badge(others[0])
    lead = await as_person(browser(app), lena)
    assert "Adasales" not in (await lead.get("/team")).text
    assert (await lead.get(f"/team?team={await team_id('Sales')}")).status_code == 404
    with pytest.raises(NothingToGreet):
        await give_thanks(lena.id, await team_id("Sales"), about, "")

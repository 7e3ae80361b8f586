"""The team's page: sums of five people at least, moments of those who chose to appear, and nothing of the others."""

import re
from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.database import rows
from server.people.models import Pause, Person
from server.people.own_settings.commands import leave_programme
from server.standings.cohorts import keep_cohorts
from server.teamwork.greetings import greetings
from tests.conftest import browser
from tests.support.people import company, person, team, welcomed
from tests.support.sharing import article, shared, visitor
from tests.support.signing_in import as_person, hidden
from tests.support.teams import badge, outsider

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def moments() -> set[tuple[str, str]]:
    return {(each.name, each.kind) for each in await greetings((await team()).id)}


async def test_members_read_their_team_and_have_no_button(app: ASGIApp, ada: Person, lena: Person) -> None:
    await badge(await Person.get(given_name="Bob"))
    page = (await (await as_person(browser(app), ada)).get("/team")).text
    assert "Data · 7 people" in page
    assert "Bob Test earned a badge" in page
    assert "/team/thanks" not in page
    assert "/team/goals" not in page
    lead = (await (await as_person(browser(app), lena)).get("/team")).text
    assert "/team/thanks" in lead
    assert "/team/goals" in lead
    assert "100 points left this month" in lead


async def test_first_own_words_levels_and_badges_are_told(app: ASGIApp, ada: Person) -> None:
    _, code = await shared(ada, await article())
    assert await moments() == set()
    await visitor(app).get(f"/s/{code}")
    assert ("Ada Test", "own_words") in await moments()
    await badge(ada, "equipage")
    from server.events import LevelReached, announce

    await announce(LevelReached(ada.id, 2, clock.now()))
    assert {kind for _, kind in await moments()} == {"own_words", "badge", "level"}


async def test_only_the_first_text_and_only_for_three_weeks(app: ASGIApp, ada: Person) -> None:
    for slug in ("one", "two"):
        _, code = await shared(ada, await article(slug))
        await visitor(app).get(f"/s/{code}")
    found = [each for each in await greetings((await team()).id) if each.kind == "own_words"]
    assert len(found) == 1
    await rows("UPDATE share SET seen_at = seen_at - $1 RETURNING id", 22 * 24 * 3600 * 1000)
    assert "own_words" not in {kind for _, kind in await moments()}


@pytest.mark.parametrize("telling", ["curieux", "aurore", "bouche-a-oreille", "phare"])
async def test_badges_that_tell_of_reading_or_visits_are_never_told(ada: Person, telling: str) -> None:
    await badge(ada, telling)
    assert await moments() == set()


@pytest.mark.parametrize(
    "state",
    [
        {"in_standings": False},
        {"opted_out_at": 1},
        {"left_company_at": 1},
        {"paused_at": 1},
        {"joined_at": None},
    ],
    ids=str,
)
async def test_who_does_not_appear_is_nowhere_on_the_page(
    app: ASGIApp, ada: Person, lena: Person, state: dict[str, object]
) -> None:
    await badge(ada)
    lead = await as_person(browser(app), lena)
    assert "Ada" in (await lead.get("/team")).text
    changes = {name: clock.now() if value == 1 else value for name, value in state.items()}
    await Person.filter(id=ada.id).update(**changes)
    assert "Ada" not in (await lead.get("/team")).text


async def test_a_pseudonym_is_what_is_read(ada: Person) -> None:
    await badge(ada)
    await Person.filter(id=ada.id).update(display_name="Heron")
    assert await moments() == {("Heron", "badge")}


async def test_a_revoked_badge_is_not_told(ada: Person) -> None:
    await badge(ada)
    await rows("UPDATE badge_award SET revoked_at = 1 RETURNING id")
    assert await moments() == set()


async def test_a_holiday_pause_changes_nothing_that_is_seen(app: ASGIApp, ada: Person, lena: Person) -> None:
    lead = await as_person(browser(app), lena)
    before = _figures((await lead.get("/team")).text)
    await Pause.create(person=ada, since=clock.now() - timedelta(days=3))
    assert _figures((await lead.get("/team")).text) == before


async def test_somebody_who_joins_or_leaves_shows_in_no_number(app: ASGIApp, ada: Person, lena: Person) -> None:
    lead = await as_person(browser(app), lena)
    before = _figures((await lead.get("/team")).text)
    assert "7 people" in before
    await Person.filter(id=ada.id).update(opted_out_at=clock.now())
    await keep_cohorts()
    assert _figures((await lead.get("/team")).text) == before
    await welcomed("newman")
    await keep_cohorts()
    assert _figures((await lead.get("/team")).text) == before


def _figures(page: str) -> str:
    """The pulse and the trio."""
    start = page.index('aria-labelledby="pulse"')
    return page[start : page.index("</dl>", start)]


async def test_a_small_team_is_masked(app: ASGIApp, data: object) -> None:
    lead = await outsider()
    for name in ("one", "two", "three"):
        await welcomed(name, of="Sales", in_standings=True)
    page = (await (await as_person(browser(app), lead)).get("/team")).text
    assert "Figures come with five people" in page
    assert 'class="pulse"' not in page
    assert "/team/goals" not in page


async def test_who_has_no_team_reads_a_sentence(app: ASGIApp, data: object) -> None:
    alone = await person("solo")
    await Person.filter(id=alone.id).update(team_id=None)
    answer = await (await as_person(browser(app), alone)).get("/team")
    assert answer.status_code == 200
    assert "You are in no team yet" in answer.text


async def test_a_lead_sets_one_goal_a_month(app: ASGIApp, ada: Person, lena: Person) -> None:
    lead, data = await as_person(browser(app), lena), (await team()).id
    key = hidden((await lead.get("/team")).text, "form_key")
    wrong = await lead.post("/team/goals", data={"form_key": key, "team": data, "counts": "shares", "goal": "3"})
    assert (wrong.status_code, "At least 5." in wrong.text) == (422, True)
    sent = {"form_key": key, "team": data, "counts": "shares", "goal": "12"}
    answer = await lead.post("/team/goals", data=sent)
    assert answer.headers["location"] == f"/team?team={data}&done=goal"
    page = (await (await as_person(browser(app), ada)).get("/team")).text
    assert 'max="12"' in page
    twice = await lead.post("/team/goals", data={**sent, "form_key": "another-key"})
    assert (twice.status_code, "Your team has its goal for this month already." in twice.text) == (422, True)


async def test_only_a_lead_sets_goals(app: ASGIApp, ada: Person) -> None:
    sent = {"form_key": "some-key-1", "team": (await team()).id, "counts": "shares", "goal": "12"}
    for stranger in (ada, await outsider()):
        assert (await (await as_person(browser(app), stranger)).post("/team/goals", data=sent)).status_code == 404
    assert await rows("SELECT id FROM challenge") == []


async def test_what_a_lead_sees_is_the_same_for_everybody(
    app: ASGIApp, client: httpx2.AsyncClient, ada: Person, lena: Person
) -> None:
    path = "/team/what-a-lead-sees"
    bodies = {(await client.get(path)).content}
    for each in (ada, lena):
        answer = await (await as_person(browser(app), each)).get(path)
        assert "set-cookie" not in answer.headers
        bodies.add(answer.content)
    assert len(bodies) == 1
    english = bodies.pop().decode()
    assert "What your manager sees" in english
    assert "Data ·" not in english
    french = (await client.get(f"{path}?lang=fr")).text
    assert '<html lang="fr"' in french


async def test_opting_out_shows_in_no_goal(app: ASGIApp, ada: Person, lena: Person) -> None:
    await Person.filter(given_name__in=["Eva", "Fay"]).update(left_company_at=clock.now())
    async with await as_person(browser(app), lena) as lead:
        await lead.post("/team/goals", data={"team": lena.team_id, "counts": "reads", "goal": "9"})  # type: ignore[attr-defined]
        before = await reading(lead)
        assert "articles read of 9" in before
        await leave_programme(ada.id)
        assert await reading(lead) == before


async def reading(lead: httpx2.AsyncClient) -> str:
    """The pages on which a team's goal stands, without what differs at each look."""
    texts = [(await lead.get(path)).text for path in ("/team", "/challenges")]
    return re.sub(r'name="form_key" value="[^"]*"', "", "".join(texts))


async def test_a_goal_that_is_refused_says_why_also_without_a_pulse(app: ASGIApp) -> None:
    await company()
    lead = await outsider()
    async with await as_person(browser(app), lead) as client:
        sent = {"team": lead.team_id, "counts": "reads", "goal": "9"}  # type: ignore[attr-defined]
        answer = await client.post("/team/goals", data=sent)
    assert answer.status_code == 422
    assert "Fewer than five people of this team take part" in answer.text


async def test_a_first_day_says_what_is_true_of_it(app: ASGIApp, lena: Person) -> None:
    """Welcome points alone are no words yet, and one team alone has no rank."""
    page = (await (await as_person(browser(app), lena)).get("/team")).text
    assert "Nearly everybody took part in" in page
    assert "points per person" in page
    assert "1 of 1" not in page

"""/console/gifts/money: what HR reads and enters, what is refused and kept, and who may not."""

from datetime import timedelta

import httpx2
import pytest
from starlette.types import ASGIApp

from server import clock
from server.database import rows
from server.people.models import Person
from server.rewards.commands import approve_order, fulfil_order
from server.rewards.money.years import gift_year
from server.rewards.queries import GiftRules, gift_settings
from tests.conftest import browser
from tests.support.people import company, person
from tests.support.rewards import a_reward, ordered, points_for
from tests.support.signing_in import as_person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PATH, PAYROLL = "/console/gifts/money", "/console/bonuses"
TERMS = {"payroll_allowed": "on", "lapse_days": "21", "pot_days": "45", "version": "1"}


async def desk(app: ASGIApp) -> tuple[httpx2.AsyncClient, Person]:
    """HR at the desk, signed in with a fresh code."""
    await company()
    hr = await person("hr", role="hr")
    return await as_person(browser(app), hr, stepped_up=True), hr


async def test_an_empty_programme_says_what_stands(app: ASGIApp) -> None:
    client, _ = await desk(app)
    async with client:
        shown = (await client.get(PATH)).text
    assert "No budget entered: no order is refused for lack of money." in shown
    assert "From 1 January on, orders of gifts with a value wait until you enter the figure of 2027." in shown
    assert "€200" in shown
    assert "known to the program" in shown
    assert "there is no average" in shown
    assert "fewer than" not in shown


async def test_an_unknown_year_is_said_and_entered_right_there(app: ASGIApp) -> None:
    client, _ = await desk(app)
    async with client:
        with clock.moved() as time:
            time.advance(timedelta(days=60))
            client = await as_person(client, await Person.get(email="hr@orvane.example"), stepped_up=True)
            assert "wait until you enter the figure of 2027" in (await client.get(PATH)).text
            saved = await client.post(f"{PATH}/years", data={"year": "2027", "ceiling": "201,50"})
            assert saved.headers["location"] == f"{PATH}?said=year"
            shown = (await client.get(saved.headers["location"])).text
            assert "What people received already is unchanged." in shown
            assert "wait until you enter the figure of 2027" not in shown
            assert "wait until you enter the figure of 2028" in shown
        assert (await gift_year(2027)).ceiling == 20_150


@pytest.mark.parametrize(
    ("where", "data", "sentence"),
    [
        ("years", {"year": "2027", "ceiling": "a lot"}, "Write an amount like"),
        ("years", {"year": "2027"}, "Write the ceiling of the year"),
        ("years", {"year": "2027", "ceiling": "10000.01"}, "10,000 euros at most"),
        ("years", {"year": "2027", "ceiling": "200", "watch": "200"}, "The contract threshold must be above"),
        ("years", {"year": "1999", "ceiling": "200"}, "Write a year like 2027."),
        ("years", {"year": "soon", "ceiling": "200"}, "Write a whole number"),
        ("seasons", {"season": "2026-Q4", "budget": "-3"}, "Write an amount like"),
        ("seasons", {"season": "2026-Q4", "budget": "10000000.01"}, "ten million"),
        ("seasons", {"season": "2026-Q3", "budget": "300"}, "Choose the present season"),
        ("seasons", {"season": "winter", "budget": "300"}, "expected form"),
        ("terms", {**TERMS, "lapse_days": "6"}, "At least 7"),
        ("terms", {**TERMS, "pot_days": "91"}, "At most 90"),
    ],
)
async def test_what_cannot_be_is_said_and_kept(app: ASGIApp, where: str, data: dict[str, str], sentence: str) -> None:
    client, _ = await desk(app)
    async with client:
        refused = await client.post(f"{PATH}/{where}", data=data)
    assert (refused.status_code, sentence in refused.text) == (422, True)
    typed = [value for name, value in data.items() if name in ("ceiling", "budget", "lapse_days")]
    assert all(f'value="{value}"' in refused.text for value in typed)
    for table in ("gift_year", "gift_season", "gift_settings"):
        assert await rows(f"SELECT * FROM {table}") == []


async def test_a_season_is_entered_once_and_not_below_what_is_taken(app: ASGIApp) -> None:
    client, _ = await desk(app)
    alice = await person("alice")
    await points_for(alice, 1_000)
    await ordered(await a_reward(value_cents=5_050), alice)
    async with client:
        low = await client.post(f"{PATH}/seasons", data={"season": "2026-Q4", "budget": "50.49"})
        assert low.status_code == 422
        assert "Orders of this season have taken €50.50 already: write at least that." in low.text
        assert 'value="50.49"' in low.text
        sent = {"season": "2026-Q4", "budget": "101", "form_key": "k" * 20}
        assert {(await client.post(f"{PATH}/seasons", data=sent)).headers["location"] for _ in range(2)} == {
            f"{PATH}?said=season"
        }
        shown = (await client.get(PATH)).text
        assert "of gifts out of €101" in shown
        assert 'value="50" max="100"' in shown
        assert (await client.post(f"{PATH}/seasons", data={"season": "2027-Q1", "budget": ""})).status_code == 303
    said = await rows("SELECT object_id FROM audit_entry WHERE action = 'gift.season'")
    assert [row["object_id"] for row in said] == ["2026-Q4"]


async def test_terms_are_saved_against_the_version_that_was_read(app: ASGIApp) -> None:
    client, _ = await desk(app)
    async with client:
        assert (await client.post(f"{PATH}/terms", data=TERMS)).headers["location"] == f"{PATH}?said=terms"
        assert await gift_settings() == GiftRules(True, 21, 45, 2)
        late = await client.post(f"{PATH}/terms", data={"lapse_days": "7", "pot_days": "7", "version": "1"})
        assert late.status_code == 409
        assert "Somebody else saved the settings meanwhile" in late.text
        assert 'name="version" value="2"' in late.text
        assert 'value="7"' in late.text
        again = {"lapse_days": "7", "pot_days": "7", "version": "2"}
        assert (await client.post(f"{PATH}/terms", data=again)).status_code == 303
    assert await gift_settings() == GiftRules(False, 7, 7, 3)


async def test_names_stand_where_somebody_is_near_and_nowhere_else(app: ASGIApp) -> None:
    client, _ = await desk(app)
    near, far = await person("nina", employee_number="E-9"), await person("farid")
    for each, cents in ((near, 16_000), (far, 2_000)):
        await points_for(each, 500)
        await ordered(await a_reward(value_cents=cents), each)
    async with client:
        shown = (await client.get(PATH)).text
    assert "Nina Test" in shown
    assert "€160" in shown
    assert "Farid" not in shown
    assert "reached" not in shown


async def test_gifts_wait_for_payroll_beside_the_bonuses(app: ASGIApp) -> None:
    client, hr = await desk(app)
    alice = await person("alice")
    await points_for(alice, 500)
    for _ in range(2):
        made = await ordered(await a_reward(value_cents=1_950), alice)
        await approve_order(made, hr.id)
        await fulfil_order(made, hr.id)
    async with client:
        waiting = (await client.get(PAYROLL)).text
        assert "2 lines for gifts wait for the next file: €39 gross in all." in waiting
        assert "Export to payroll" in waiting
        assert "Alice" not in waiting
        approved = (await client.get(f"{PAYROLL}?show=approved")).text
        assert approved.count("Alice Test") == 2
        assert "2 lines have no employee number" in approved
        made_file = await client.post(f"{PAYROLL}/exports")
        assert made_file.headers["location"] == f"{PAYROLL}/exports/1"
        page = (await client.get(f"{PAYROLL}/exports/1")).text
        assert page.count("€19.50 gross") == 2
        assert "€39 gross" in page
        first, again = [await client.get(f"{PAYROLL}/exports/1/file.csv") for _ in range(2)]
        assert first.content == again.content
        assert first.content.count(b";taxable_gift;19.50;EUR;") == 2
        assert (first.headers["x-control-lines"], first.headers["x-control-total"]) == ("2", "39.00 EUR")
        assert "wait for the next file" not in (await client.get(PAYROLL)).text


async def test_who_may_not(app: ASGIApp) -> None:
    client, hr = await desk(app)
    async with client, await as_person(browser(app), hr) as plain:
        assert (await plain.post(f"{PATH}/years", data={"year": "2027", "ceiling": "200"})).status_code == 403
        assert (await plain.post(f"{PATH}/seasons", data={"season": "2026-Q4"})).status_code == 403
        assert (await plain.post(f"{PATH}/terms", data=TERMS)).status_code == 403
        assert (await plain.get(PATH)).status_code == 200
        assert (await plain.get(f"{PATH}/years")).status_code in (404, 405)
    for role in ("employee", "editor"):
        async with await as_person(browser(app), await person(role, role=role)) as other:
            assert (await other.get(PATH)).status_code == 403

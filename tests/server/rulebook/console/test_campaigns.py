"""Campaigns: making one, putting points in, and no more than one person decides alone."""

import pytest
from starlette.types import ASGIApp

from server import clock
from server.points.queries import campaign_purses
from server.rulebook.campaigns import NotAlone, campaigns, create_campaign, fund_campaign
from server.rulebook.queries import open_campaigns
from tests.conftest import browser
from tests.support import people
from tests.support.html import Reader
from tests.support.signing_in import as_person

PATH = "/console/rules/campaigns"
FIELDS = {"name_fr": "Le printemps", "name_en": "The spring", "starts": "2020-03-01", "ends": "2020-05-31"}


@pytest.fixture
def database_url(one_database: str) -> str:
    return one_database


async def test_a_campaign_is_made_and_filled(hr: Reader) -> None:
    page = await (await hr.open(PATH)).send("Create", **FIELDS)
    assert "The spring" in page.words
    assert "to May 31, 2020" in page.words
    page = await page.send("Add: The spring", points="300")
    assert "300 points left out of 300" in page.words
    assert (await campaign_purses())["the-spring"].left == 300


async def test_the_default_one_is_open_and_empty(hr: Reader) -> None:
    page = await hr.open(PATH)
    assert "Openings to fill soon" in page.words
    assert "an empty purse" in page.words
    assert await open_campaigns(clock.now()) == {"hot-openings": False}


async def test_what_is_wrong_is_said_and_kept(hr: Reader) -> None:
    page = await (await hr.open(PATH)).send("Create", **{**FIELDS, "name_en": "", "ends": "2020-02-01"})
    assert page.status == 422
    assert page.field("name_fr") == "Le printemps"
    page = await (await hr.open(PATH)).send("Create", **{**FIELDS, "ends": "2020-02-01"})
    assert "The last day must not come before the first." in page.words
    for odd in ({"ends": "9999-12-31"}, {"starts": "0001-01-01"}):
        assert (await (await hr.open(PATH)).send("Create", **{**FIELDS, **odd})).status == 422, odd
    page = await (await hr.open(PATH)).send("Add: Openings to fill soon", points="0")
    assert page.status == 422
    assert "At least 1." in page.words


async def test_one_person_puts_in_no_more_than_one_person_decides_on(hr: Reader) -> None:
    nadia = await people.person("nadia", role="hr")
    page = await (await hr.open(PATH)).send("Add: Openings to fill soon", points="4000")
    page = await page.send("Add: Openings to fill soon", points="1001")
    assert page.status == 422
    assert "One person puts at most 5,000 points into a campaign." in page.words
    (campaign,) = await campaigns()
    await fund_campaign(campaign.id, 1001, "another", nadia.id)
    assert (await campaign_purses())["hot-openings"].left == 5001
    with pytest.raises(NotAlone):
        await fund_campaign(campaign.id, 4000, "again", nadia.id)


async def test_equal_names_have_keys_of_their_own(hr: Reader) -> None:
    nadia = await people.person("nadia", role="hr")
    for _ in range(3):
        await create_campaign("Été", "Summer !", None, None, True, nadia.id)
    keys = [each.key for each in await campaigns() if each.name_en == "Summer !"]
    assert len(set(keys)) == 3
    assert "summer" in keys


async def test_nobody_else_makes_any(app: ASGIApp, hr: Reader) -> None:
    asker = await as_person(browser(app), await people.person("eddy", role="editor"), stepped_up=True)
    assert (await asker.get(PATH)).status_code == 403
    assert (await asker.post(PATH, data=FIELDS)).status_code == 403
    assert (
        await hr.client.post(f"{PATH}/nowhere/funds", data={"points": "5", "form_key": "k" * 20})
    ).status_code == 404
